import { createHash } from "node:crypto";
import type { LiveDeployment } from "../src/model/deployment.ts";
import type { PatchedFile } from "../src/model/pull-request.ts";
import type { SearchableSource } from "../src/model/source.ts";
import type { BlobText, TreeEntry } from "../src/model/tree.ts";

/** A commit's files: texts, or what stands in the place of one. */
export type Files = Readonly<Record<string, string | { readonly link: "symlink" | "submodule" }>>;
/** What a commit changes; null deletes. */
export type Edits = Readonly<Record<string, Files[string] | null>>;

interface Commit {
  readonly files: Files;
  readonly parents: readonly string[];
  readonly message: string;
}

/** Commits in memory, behind the port that GitHub and git are read through. */
export interface MemoryRepository extends SearchableSource {
  /** Commits on top of others, the files being the first parent's with the edits; answers its id. */
  readonly commit: (parents: readonly string[], edits: Edits, message?: string) => string;
  /** What a commit brought to its first parent. */
  readonly diff: (commit: string) => readonly PatchedFile[];
}

export function createMemoryRepository(): MemoryRepository {
  const commits = new Map<string, Commit>();
  const blobs = new Map<string, BlobText>();
  const at = (id: string): Commit => {
    const found = commits.get(id);
    if (found === undefined) throw new Error(`There is no commit ${id}.`);
    return found;
  };
  const ancestors = (id: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(...at(next).parents);
    }
    return found;
  };
  const entriesOf = (id: string): readonly TreeEntry[] =>
    Object.entries(at(id).files).map(([path, file]) => {
      const sha = hash(JSON.stringify(file));
      if (typeof file !== "string") return { path, sha, type: file.link, size: null };
      return { path, sha, type: "file", size: file.length };
    });
  return {
    commit: (parents, edits, message = "Change") => {
      const [first] = parents;
      const files = { ...(first === undefined ? {} : at(first).files) };
      for (const [path, file] of Object.entries(edits)) {
        if (file === null) delete files[path];
        else files[path] = file;
        if (typeof file === "string")
          blobs.set(hash(JSON.stringify(file)), { state: "text", text: file });
      }
      const id = hash(JSON.stringify([parents, files, message, commits.size]));
      commits.set(id, { files, parents, message });
      return id;
    },
    diff: (commit) => {
      const [parent] = at(commit).parents;
      return diffFiles(parent === undefined ? {} : at(parent).files, at(commit).files);
    },
    readCommitFiles: (commit) =>
      Promise.resolve({
        files: diffFiles(
          at(commit).parents[0] === undefined ? {} : at(at(commit).parents[0] ?? "").files,
          at(commit).files,
        ),
        complete: true,
      }),
    readTree: (commit) => Promise.resolve({ commit, entries: entriesOf(commit) }),
    readBlobs: (entries) =>
      Promise.resolve(
        new Map(
          entries.flatMap(({ sha }) => {
            const text = blobs.get(sha);
            return text === undefined ? [] : [[sha, text] as const];
          }),
        ),
      ),
    readMergeBase: (base, head) => {
      const ofBase = ancestors(base);
      const common = [...ancestors(head)].filter((id) => ofBase.has(id));
      const isNewest = (id: string) =>
        !common.some((other) => other !== id && ancestors(other).has(id));
      return Promise.resolve(common.find(isNewest) ?? null);
    },
    readContainment: (ancestor, commit) =>
      Promise.resolve(
        ancestors(commit).has(ancestor)
          ? { state: "contains" }
          : { state: "lacks", relation: ancestors(ancestor).has(commit) ? "behind" : "diverged" },
      ),
    readCommits: (from, to) => {
      const before = ancestors(from);
      const ids = [...ancestors(to)].filter((id) => !before.has(id)).reverse();
      const messages = ids.map((sha) => ({ sha, message: at(sha).message }));
      return Promise.resolve({ state: "read", commits: messages });
    },
    searchFiles: (_commit, entries, texts) =>
      Promise.resolve({
        state: "searched",
        found: entries.flatMap(({ path, sha }) => {
          const blob = blobs.get(sha);
          if (blob?.state !== "text") return [];
          const { text } = blob;
          const lower = text.toLowerCase();
          return texts.some((one) => lower.includes(one)) ? [{ path, text }] : [];
        }),
      }),
    readPathsAt: (commit, paths) => {
      const shas = new Map(entriesOf(commit).map(({ path, sha }) => [path, sha]));
      return Promise.resolve(new Map(paths.map((path) => [path, shas.get(path) ?? null])));
    },
  };
}

/** An environment that runs a commit. */
export function liveAt(sha: string, environment = "production"): LiveDeployment {
  return {
    state: "live",
    environment,
    sha,
    since: "2026-05-09T09:10:00Z",
    rollout: null,
    earlier: [],
  };
}

function hash(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

/** As GitHub lists a pull request's files: a file that moved unchanged is renamed and has no patch. */
function diffFiles(before: Files, after: Files): readonly PatchedFile[] {
  const gone = Object.keys(before).filter((path) => after[path] === undefined);
  const come = Object.keys(after).filter((path) => before[path] === undefined);
  const files: PatchedFile[] = [];
  const moved = new Set<string>();
  for (const path of come) {
    const from = gone.find((other) => before[other] === after[path] && !moved.has(other));
    if (from !== undefined) moved.add(from);
    files.push({
      path,
      previousPath: from ?? null,
      sha: hash(JSON.stringify(after[path])),
      status: from === undefined ? "added" : "renamed",
      patch: from === undefined ? patchOf("", textOf(after[path])) : null,
    });
  }
  for (const path of gone) {
    if (moved.has(path)) continue;
    const patch = patchOf(textOf(before[path]), "");
    files.push({ path, previousPath: null, sha: null, status: "removed", patch });
  }
  for (const path of Object.keys(after)) {
    if (before[path] === undefined || before[path] === after[path]) continue;
    const patch = patchOf(textOf(before[path]), textOf(after[path]));
    const sha = hash(JSON.stringify(after[path]));
    files.push({ path, previousPath: null, sha, status: "modified", patch });
  }
  return files;
}

function textOf(file: Files[string] | undefined): string {
  return typeof file === "string" ? file : "";
}

/** One hunk: lines that both have at the start and end are context. */
function patchOf(before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail += 1;
  return [
    `@@ -1,${old.length} +1,${now.length} @@`,
    ...now.slice(0, head).map((line) => ` ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `-${line}`),
    ...now.slice(head, now.length - tail).map((line) => `+${line}`),
    ...now.slice(now.length - tail).map((line) => ` ${line}`),
  ].join("\n");
}

function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}
