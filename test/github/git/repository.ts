import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCommit } from "./commit.ts";
import type { GitCommit, Signature } from "./commit.ts";
import { fastImportCommit } from "./fast-import.ts";
import type { FileChanges } from "./fast-import.ts";
import { openObjectStore } from "./object-store.ts";
import type { ObjectStore } from "./object-store.ts";
import { runGit } from "./run-git.ts";

/** A bare repository in a temporary folder. Forks live in it too, as they do on GitHub: one store of objects. */
export interface GitRepository {
  readonly directory: string;
  readonly objects: ObjectStore;
  readonly readCommit: (sha: string) => Promise<GitCommit>;
  /** Commits file changes on top of a parent (null: the first commit) and moves the ref there. */
  readonly commitFiles: (commit: {
    readonly ref: string;
    readonly parent: string | null;
    readonly files: FileChanges;
    readonly message: string;
    readonly author: Signature;
  }) => Promise<string>;
  /** Makes a commit of a tree that exists; moves no ref. */
  readonly commitTree: (commit: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly message: string;
    readonly author: Signature;
  }) => Promise<string>;
  /** The tree of both sides merged; null where they conflict. */
  readonly mergeTrees: (ours: string, theirs: string) => Promise<string | null>;
  /** The tree of `onto` with the change from `from` to `to` on top; null where they conflict. */
  readonly applyChange: (onto: string, from: string, to: string) => Promise<string | null>;
  readonly updateRef: (ref: string, sha: string) => Promise<void>;
  readonly deleteRef: (ref: string) => Promise<void>;
  readonly refExists: (ref: string) => Promise<boolean>;
  /** Commits that `head` has and `base` has not, oldest first. */
  readonly listCommits: (base: string, head: string) => Promise<readonly string[]>;
  readonly mergeBase: (a: string, b: string) => Promise<string | null>;
  readonly isAncestor: (ancestor: string, commit: string) => Promise<boolean>;
  /** Text that a git command prints. */
  readonly print: (...commandArguments: string[]) => Promise<string>;
  readonly remove: () => Promise<void>;
}

export async function createGitRepository(): Promise<GitRepository> {
  const directory = await mkdtemp(join(tmpdir(), "fake-github-"));
  await runGit(directory, ["init", "--bare", "--quiet", "--initial-branch=main", directory]);
  const objects = openObjectStore(directory);
  const commits = new Map<string, Promise<GitCommit>>();

  const print = async (...commandArguments: string[]): Promise<string> =>
    (await runGit(directory, commandArguments)).stdout.toString().trimEnd();

  const mergeTrees: GitRepository["mergeTrees"] = async (ours, theirs) => {
    const { code, stdout } = await runGit(
      directory,
      ["merge-tree", "--write-tree", "--no-messages", ours, theirs],
      { accepted: [0, 1] },
    );
    return code === 0 ? (stdout.toString().split("\n")[0] ?? null) : null;
  };

  const commitTree: GitRepository["commitTree"] = async ({ tree, parents, message, author }) => {
    const { stdout } = await runGit(
      directory,
      ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent]), "-F", "-"],
      { input: Buffer.from(message), environment: signatureEnvironment(author) },
    );
    return stdout.toString().trim();
  };

  return {
    directory,
    objects,
    print,
    mergeTrees,
    commitTree,
    readCommit: (sha) => {
      const known = commits.get(sha);
      if (known !== undefined) return known;
      const commit = objects.read(sha).then((content) => parseCommit(sha, content));
      commits.set(sha, commit);
      return commit;
    },
    commitFiles: (commit) => fastImportCommit(directory, commit),
    applyChange: async (onto, from, to) => {
      // A three-way merge whose base is `from`: both sides become its children.
      const child = async (revision: string): Promise<string> =>
        commitTree({
          tree: `${revision}^{tree}`,
          parents: [from],
          message: "side of a three-way merge",
          author: { name: "git", email: "git@localhost", date: "2000-01-01T00:00:00Z" },
        });
      return mergeTrees(await child(onto), await child(to));
    },
    updateRef: async (ref, sha) => {
      await runGit(directory, ["update-ref", ref, sha]);
    },
    deleteRef: async (ref) => {
      await runGit(directory, ["update-ref", "-d", ref]);
    },
    refExists: async (ref) => (await objects.find(ref)) !== null,
    listCommits: remember(async (base, head) => {
      const output = await print("rev-list", "--reverse", "--topo-order", `${base}..${head}`);
      return output === "" ? [] : output.split("\n");
    }),
    mergeBase: remember(async (a, b) => {
      const { code, stdout } = await runGit(directory, ["merge-base", a, b], { accepted: [0, 1] });
      return code === 0 ? stdout.toString().trim() : null;
    }),
    isAncestor: remember(async (ancestor, commit) => {
      const { code } = await runGit(directory, ["merge-base", "--is-ancestor", ancestor, commit], {
        accepted: [0, 1],
      });
      return code === 0;
    }),
    remove: async () => {
      await objects.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What two commits are to each other never changes, and asking takes a process. */
function remember<Answer>(
  ask: (a: string, b: string) => Promise<Answer>,
): (a: string, b: string) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (a, b) => {
    const isFixed = [a, b].every((revision) => /^[0-9a-f]{40}$/.test(revision));
    const key = `${a} ${b}`;
    const answer = known.get(key) ?? ask(a, b);
    if (isFixed) known.set(key, answer);
    return answer;
  };
}

function signatureEnvironment({ name, email, date }: Signature): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  };
}
