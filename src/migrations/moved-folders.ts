import type { ChangedCandidate } from "./changed-folders.ts";
import type { FolderCandidate } from "./folder-candidate.ts";

/** A folder on the base branch, and where its migrations lie at the head: in one place, or moved to several. */
export interface FolderPair {
  readonly base: FolderCandidate | null;
  readonly heads: readonly FolderCandidate[];
}

/**
 * Puts folders that are new at the head beside the base folder that most of their files came from, by blob sha: a move
 * of the history is not a new history. A folder that is on the base branch already stays by itself: what moves into it
 * runs there for the first time.
 */
export function pairMovedFolders(changed: readonly ChangedCandidate[]): readonly FolderPair[] {
  const pairs: { base: FolderCandidate | null; heads: FolderCandidate[] }[] = [];
  const arrived: FolderCandidate[] = [];
  for (const { base, head } of changed) {
    if (base === null && head !== null) arrived.push(head);
    else pairs.push({ base, heads: head === null ? [] : [head] });
  }
  for (const head of arrived) {
    const left = pairs.map((pair) => ({ pair, shared: countShared(head, pair) }));
    const origin = left.reduce<(typeof left)[number] | null>(
      (best, one) => (best === null || one.shared > best.shared ? one : best),
      null,
    );
    if (origin !== null && origin.shared * 2 >= sqlFiles(head).length && origin.shared > 0)
      origin.pair.heads.push(head);
    else pairs.push({ base: null, heads: [head] });
  }
  return pairs;
}

/** How many files of a folder stood in the base folder and are no longer in their old place. */
function countShared(
  head: FolderCandidate,
  pair: { readonly base: FolderCandidate | null; readonly heads: readonly FolderCandidate[] },
): number {
  if (pair.base === null) return 0;
  const stayed = new Set(
    pair.heads.flatMap(({ entries }) => entries.map(({ path, sha }) => `${sha} ${path}`)),
  );
  const gone = new Set(
    sqlFiles(pair.base)
      .filter(({ path, sha }) => !stayed.has(`${sha} ${path}`))
      .map(({ sha }) => sha),
  );
  return sqlFiles(head).filter(({ sha }) => gone.has(sha)).length;
}

function sqlFiles({ entries }: FolderCandidate): FolderCandidate["entries"] {
  return entries.filter(({ path }) => path.endsWith(".sql"));
}
