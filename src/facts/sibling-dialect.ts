import { contentEntries } from "../migrations/content-entries.ts";
import { directoryOf } from "../migrations/file-paths.ts";
import { isSqlFile } from "../migrations/migration-names.ts";
import type { FolderCandidate } from "../migrations/folder-candidate.ts";
import { identifyFolder } from "../migrations/identify-folder.ts";
import { phaseOfName } from "../migrations/phase-folders.ts";
import type { MigrationFolder } from "../model/migration.ts";
import type { Source } from "../model/source.ts";
import type { VersionPin } from "../model/version-pin.ts";
import { textsOf } from "./texts-of.ts";

/** So many files tell a dialect, or none does. */
const filesRead = 20;

/**
 * A folder for one phase runs on the database of the folders beside it. Its own files, often nothing but drops, may not
 * tell the dialect: then those of `others` do, where they agree. `others` are the base branch's folders.
 */
export async function withSiblingDialect(
  folder: MigrationFolder,
  others: readonly FolderCandidate[],
  source: Source,
  pins: readonly VersionPin[],
): Promise<MigrationFolder> {
  if (folder.dialect !== null || folder.isOtherDatabase === true) return folder;
  if (folder.phase === undefined && phaseOfName(folder.path, () => true) === null) return folder;
  const siblings = others.filter(({ path }) => isBeside(path, folder.path));
  const samples = siblings.map((one) => ({ ...one, entries: sampleOf(one) }));
  if (samples.length === 0) return folder;
  const blobs = await source.readBlobs(samples.flatMap(contentEntries));
  const read = samples.map((one) => identifyFolder(one, textsOf(one, blobs), pins));
  const told = read.filter(({ dialect }) => dialect !== null);
  const [first, ...rest] = told;
  if (first === undefined || rest.some(({ dialect }) => dialect !== first.dialect)) return folder;
  const { dialect, databaseVersion, versionPins } = first;
  return {
    ...folder,
    dialect,
    databaseVersion,
    ...(versionPins === undefined ? {} : { versionPins }),
    foundBy: `${folder.foundBy}, ${first.path} (dialect)`,
  };
}

/** Side by side, or one in the other. */
export function isBeside(path: string, other: string): boolean {
  if (path === other) return false;
  const parents = [directoryOf(path), directoryOf(other)] as const;
  return parents[0] === parents[1] || path === parents[1] || other === parents[0];
}

function sampleOf({ entries, toolFiles }: FolderCandidate): FolderCandidate["entries"] {
  const scripts = entries.filter((entry) => isSqlFile(entry.path));
  return [...scripts.slice(0, filesRead), ...toolFiles];
}
