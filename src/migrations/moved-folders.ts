import { isSqlFile } from "./migration-names.ts";
import type { Phase } from "../model/phase.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import type { ChangedCandidate } from "./changed-folders.ts";
import { ancestorsOf, directoryOf, pathBelow } from "./file-paths.ts";
import type { FolderCandidate } from "./folder-candidate.ts";
import { phaseOfName } from "./phase-folders.ts";

/** A folder on the base branch, and where its migrations lie at the head: in one place, or moved to several. */
export interface FolderPair {
  readonly base: FolderCandidate | null;
  readonly heads: readonly FolderCandidate[];
}

/**
 * The folders that hold migrations at the head though their names do not say so: those to which a folder of the base
 * branch moved as a whole, edited or not.
 */
export function followMoves(
  known: readonly FolderCandidate[],
  base: Tree,
  head: Tree,
): readonly FolderCandidate[] {
  const before = new Set(base.entries.map(({ path }) => path));
  const after = head.entries.filter(({ path }) => isSqlFile(path));
  const arrived = after.filter(({ path }) => !before.has(path));
  if (arrived.length === 0) return [];
  return known.flatMap((folder) => {
    const files = sqlFiles(folder);
    const stays = after.some(({ path }) => pathBelow(folder.path, path) !== null);
    if (files.length === 0 || stays) return [];
    const shas = new Set(files.map(({ sha }) => sha));
    const names = new Set(files.map(({ path }) => pathBelow(folder.path, path) ?? path));
    const places = arrived.flatMap(
      ({ path, sha }) => placeOf(path, names) ?? (shas.has(sha) ? [directoryOf(path)] : []),
    );
    return [...new Set(places)].map((path) => ({ ...folder, path }));
  });
}

/** The folder that a file would have moved to with its place below the folder kept; null where it is another file. */
function placeOf(path: string, names: ReadonlySet<string>): string | null {
  for (const folder of ancestorsOf(directoryOf(path)))
    if (names.has(pathBelow(folder, path) ?? path)) return folder;
  return null;
}

/**
 * Puts folders that are new at the head beside the base folder that files of theirs came from: a move of the history,
 * however much is added to it or edited, is not a new history. What comes in the place of a folder that vanished is its
 * history too. A folder that is on the base branch already stays by itself: what moves into it runs there for the first
 * time.
 */
export function pairMovedFolders(changed: readonly ChangedCandidate[]): readonly FolderPair[] {
  const pairs: { base: FolderCandidate | null; heads: FolderCandidate[] }[] = [];
  const arrived: FolderCandidate[] = [];
  for (const { base, head } of changed) {
    if (base === null && head !== null) arrived.push(head);
    else pairs.push({ base, heads: head === null ? [] : [head] });
  }
  const origins = pairs.map((pair) => ({ pair, gone: goneFrom(pair) }));
  for (const head of arrived) {
    const scored = origins
      .filter(({ pair }) => !becomesLive(pair.base, head))
      .map(({ pair, gone }) => ({ pair, ...countShared(head, gone), left: gone.vanished }))
      .filter(({ shared, left }) => shared > 0 || left > 0)
      // Folders of several databases may have the same names, but not the same contents.
      .sort((a, b) => b.same - a.same || b.shared - a.shared || b.left - a.left);
    const [best] = scored;
    if (best === undefined) pairs.push({ base: null, heads: [head] });
    else best.pair.heads.push(head);
  }
  return pairs;
}

/** What leaves a folder that runs by hand or behind the deployment for another one runs there for the first time. */
function becomesLive(from: FolderCandidate | null, to: FolderCandidate): boolean {
  if (from === null) return false;
  const phase = phaseOfCandidate(from);
  return (phase === "contract" || phase === "migrate") && phaseOfCandidate(to) !== phase;
}

/** As configured, or as its name says. */
function phaseOfCandidate({ configured, path }: FolderCandidate): Phase | null {
  return configured?.phase ?? phaseOfName(path, () => true);
}

/** What left a folder: contents by blob, and places below it. */
interface Gone {
  readonly shas: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** How many files, where none is left. */
  readonly vanished: number;
}

function goneFrom({ base, heads }: FolderPair): Gone {
  if (base === null) return { shas: new Set(), names: new Set(), vanished: 0 };
  const stayed = new Set(heads.flatMap(({ entries }) => entries.map(({ path }) => path)));
  const files = sqlFiles(base);
  const gone = files.filter(({ path }) => !stayed.has(path));
  return {
    shas: new Set(gone.map(({ sha }) => sha)),
    names: new Set(gone.map(({ path }) => pathBelow(base.path, path) ?? path)),
    vanished: heads.some((head) => sqlFiles(head).length > 0) ? 0 : gone.length,
  };
}

/** How many files came unaltered, and how many by content or by name. */
function countShared(
  head: FolderCandidate,
  { shas, names }: Gone,
): { readonly same: number; readonly shared: number } {
  const isSame = ({ sha }: TreeEntry): boolean => shas.has(sha);
  const isNamed = ({ path }: TreeEntry): boolean => names.has(pathBelow(head.path, path) ?? path);
  const files = sqlFiles(head);
  return {
    same: files.filter(isSame).length,
    shared: files.filter((file) => isSame(file) || isNamed(file)).length,
  };
}

function sqlFiles({ entries }: FolderCandidate): FolderCandidate["entries"] {
  return entries.filter(({ path }) => isSqlFile(path));
}
