import type { FolderHistory } from "../evaluate.ts";
import { contentEntries } from "../migrations/content-entries.ts";
import type { FolderCandidate } from "../migrations/folder-candidate.ts";
import { identifyFolder } from "../migrations/identify-folder.ts";
import { phaseOfName } from "../migrations/phase-folders.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import type { Migration, MigrationFolder } from "../model/migration.ts";
import type { Phase } from "../model/phase.ts";
import type { Source } from "../model/source.ts";
import type { VersionPin } from "../model/version-pin.ts";
import { isBeside } from "./sibling-dialect.ts";
import { textsOf } from "./texts-of.ts";

/** What the folders of both commits are looked up in. */
export interface BesideReader {
  readonly source: Source;
  /** The base branch's folders. */
  readonly known: readonly FolderCandidate[];
  readonly pins: readonly VersionPin[];
}

/**
 * The migrations of the folder beside one for the migrate or contract phase: they run on the same database and make the
 * tables that it speaks of. Those of the base branch, and those that the pull request adds; what it takes away counts on.
 * None where it cannot be told which folder that is, or where no versions tell the order, as times do.
 */
export async function readBeside(
  { folder, base }: FolderHistory,
  histories: readonly FolderHistory[],
  { source, known, pins }: BesideReader,
): Promise<readonly Migration[]> {
  const phase = folder.phase ?? phaseOfName(folder.path, () => true);
  if (phase !== "migrate" && phase !== "contract") return [];
  const companions = known.filter(
    (one) =>
      isBeside(one.path, folder.path) && phaseOf(one) !== "contract" && phaseOf(one) !== "migrate",
  );
  const [companion] = companions;
  if (companion === undefined || companions.length > 1) return [];
  const changed = histories.find((history) => history.folder.path === companion.path);
  const other = changed?.folder ?? (await identify(companion, source, pins));
  if (other.dialect !== folder.dialect || other.layout !== folder.layout) return [];
  const migrations = [
    ...(changed?.base ?? (await read(companion, other, source))),
    ...(changed?.changes ?? []).flatMap(({ status, migration }) =>
      status === "added" && migration !== null ? [migration] : [],
    ),
  ];
  return [...migrations, ...base].every(hasTime) ? migrations : [];
}

function phaseOf({ configured, path }: FolderCandidate): Phase | null {
  return configured?.phase ?? phaseOfName(path, () => true);
}

async function identify(
  companion: FolderCandidate,
  source: Source,
  pins: readonly VersionPin[],
): Promise<MigrationFolder> {
  const blobs = await source.readBlobs(contentEntries(companion));
  return identifyFolder(companion, textsOf(companion, blobs), pins);
}

async function read(
  companion: FolderCandidate,
  folder: MigrationFolder,
  source: Source,
): Promise<readonly Migration[]> {
  const blobs = await source.readBlobs(contentEntries(companion));
  return readMigrations(folder, companion.entries, textsOf(companion, blobs));
}

/** Whether its version is a time, so that it has its place among those of another folder. */
function hasTime({ version, kind }: Migration): boolean {
  return kind === "versioned" && /^\d{14}$/.test(version);
}
