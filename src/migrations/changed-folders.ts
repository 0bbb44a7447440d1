import { contentEntries } from "./content-entries.ts";
import type { FolderCandidate } from "./folder-candidate.ts";
import { isNumberedModule } from "./migration-names.ts";

/** A folder that differs between two commits, as each of them has it; null where it has none. */
export interface ChangedCandidate {
  readonly path: string;
  readonly base: FolderCandidate | null;
  readonly head: FolderCandidate | null;
}

/**
 * The folders with any file that differs, by blob sha alone: a cheap test before any content is read. Tools' own files
 * (`Cargo.toml`, `sqlc.yaml`) and the
 * way down of a pair do not count: no change of theirs runs.
 */
export function changedCandidates(
  base: readonly FolderCandidate[],
  head: readonly FolderCandidate[],
): readonly ChangedCandidate[] {
  const bases = new Map(base.map((candidate) => [candidate.path, candidate]));
  const heads = new Map(head.map((candidate) => [candidate.path, candidate]));
  const paths = [...new Set([...bases.keys(), ...heads.keys()])];
  return paths.flatMap((path): readonly ChangedCandidate[] => {
    const pair = { path, base: bases.get(path) ?? null, head: heads.get(path) ?? null };
    return isSame(pair.base, pair.head) ? [] : [pair];
  });
}

function isSame(base: FolderCandidate | null, head: FolderCandidate | null): boolean {
  const before = fingerprints(base);
  const after = fingerprints(head);
  if (before.size !== after.size) return false;
  for (const [path, fingerprint] of before) if (after.get(path) !== fingerprint) return false;
  return true;
}

function fingerprints(candidate: FolderCandidate | null): ReadonlyMap<string, string> {
  if (candidate === null) return new Map();
  const tools = new Set(candidate.toolFiles.map(({ path }) => path));
  const unread = candidate.entries.filter(
    ({ type, path }) => type !== "file" || isNumberedModule(path),
  );
  const own = [...contentEntries(candidate), ...unread].filter(
    ({ path }) => !tools.has(path) || path.endsWith("meta/_journal.json"),
  );
  return new Map(own.map(({ path, sha, type }) => [path, `${type} ${sha}`]));
}
