import type { FolderHistory } from "../evaluate.ts";
import { changedCandidates } from "../migrations/changed-folders.ts";
import { diffMigrations } from "../migrations/diff-migrations.ts";
import { contentEntries } from "../migrations/content-entries.ts";
import { findCandidates } from "../migrations/find-folders.ts";
import type { FolderCandidate } from "../migrations/folder-candidate.ts";
import { identifyFolder } from "../migrations/identify-folder.ts";
import { pairMovedFolders } from "../migrations/moved-folders.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Migration } from "../model/migration.ts";
import type { Source } from "../model/source.ts";
import type { BlobText, TreeEntry } from "../model/tree.ts";

/** Reads every migration folder that differs between two commits; an empty answer means that none does. */
export async function readHistories(
  source: Source,
  base: string,
  head: string,
  configuration: Configuration,
): Promise<readonly FolderHistory[]> {
  const [baseTree, headTree] = await Promise.all([source.readTree(base), source.readTree(head)]);
  const known = findCandidates(baseTree, configuration);
  const changed = changedCandidates(known, findCandidates(headTree, configuration, known));
  if (changed.length === 0) return [];
  const pairs = pairMovedFolders(changed);
  const candidates = pairs.flatMap((pair) =>
    pair.base === null ? pair.heads : [pair.base, ...pair.heads],
  );
  const blobs = await source.readBlobs(candidates.flatMap(contentEntries));
  return pairs.flatMap((pair): readonly FolderHistory[] => {
    // The base branch's files say what the folder is: a pull request cannot change how its own files are read.
    const known = pair.base ?? pair.heads[0];
    if (known === undefined) return [];
    const folder = identifyFolder(known, textsOf(known, blobs));
    const read = (candidate: FolderCandidate): readonly Migration[] =>
      readMigrations(
        { ...folder, path: candidate.path },
        candidate.entries,
        textsOf(candidate, blobs),
      );
    const migrations = pair.base === null ? [] : read(pair.base);
    return [
      { folder, base: migrations, changes: diffMigrations(migrations, pair.heads.flatMap(read)) },
    ];
  });
}

/** Reads the folders of one commit whole, to replay them. */
export async function readFoldersAt(
  source: Source,
  commit: string,
  configuration: Configuration,
): Promise<readonly FolderHistory[]> {
  const tree = await source.readTree(commit);
  const candidates = findCandidates(tree, configuration);
  const blobs = await source.readBlobs(candidates.flatMap(contentEntries));
  return candidates.map((candidate) => {
    const texts = textsOf(candidate, blobs);
    const folder = identifyFolder(candidate, texts);
    return { folder, base: readMigrations(folder, candidate.entries, texts), changes: [] };
  });
}

function textsOf(
  candidate: { readonly entries: readonly TreeEntry[] },
  blobs: ReadonlyMap<string, BlobText>,
): ReadonlyMap<string, BlobText> {
  const texts = new Map<string, BlobText>();
  for (const entry of candidate.entries) {
    const text = blobs.get(entry.sha);
    if (text !== undefined) texts.set(entry.path, text);
  }
  return texts;
}
