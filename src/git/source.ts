import { SourceError } from "../model/source-error.ts";
import type { SearchableSource } from "../model/source.ts";
import type { Tree } from "../model/tree.ts";
import { readBlobs } from "./blobs.ts";
import { readCommits, readContainment, readMergeBase } from "./history.ts";
import { readPatches } from "./patches.ts";
import { searchFiles } from "./search-files.ts";
import { readTree } from "./tree.ts";

/** The commits of a local clone as a `Source`; `folder` is any folder in it. Commits are full object ids. */
export function createGitSource(folder: string): SearchableSource {
  const trees = new Map<string, Promise<Tree>>();
  const treeOf = async (commit: string): Promise<Tree> => {
    const tree = trees.get(commit) ?? readTree(folder, checked(commit));
    trees.set(commit, tree);
    return tree;
  };
  return {
    readTree: treeOf,
    readBlobs: (entries) => readBlobs(folder, entries),
    readMergeBase: async (base, head) => readMergeBase(folder, checked(base), checked(head)),
    readContainment: async (ancestor, commit) =>
      readContainment(folder, checked(ancestor), checked(commit)),
    readCommits: async (from, to) => readCommits(folder, checked(from), checked(to)),
    readCommitFiles: async (commit) => ({
      files: await readPatches(folder, checked(commit)),
      complete: true,
    }),
    searchFiles: async (commit, entries, texts) =>
      searchFiles(folder, checked(commit), entries, texts),
    readPathsAt: async (commit, paths) => {
      const { entries } = await treeOf(commit);
      const shas = new Map(entries.map(({ path, sha }) => [path, sha]));
      return new Map(paths.map((path) => [path, shas.get(path) ?? null]));
    },
  };
}

/** Only an object id goes to git as an argument: nothing else can turn into an option or an expression. */
function checked(commit: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return commit;
  throw new SourceError(`\`${commit}\` is not a commit id.`);
}
