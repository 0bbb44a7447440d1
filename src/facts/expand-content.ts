import { cloneCatalog } from "../catalog/clone-catalog.ts";
import { codeToolOf } from "../migrations/code-tools.ts";
import { isSqlFile } from "../migrations/migration-names.ts";
import type { ExpandContent, ExpandFolder } from "../gate/covers.ts";
import { mayBeMigration } from "../migrations/may-be-migration.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import type { Migration } from "../model/migration.ts";
import type { PatchedFile } from "../model/pull-request.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { CommitFiles, Source } from "../model/source.ts";
import type { TreeEntry } from "../model/tree.ts";
import { replay, type PlacedChange } from "../replay.ts";
import type { FoldersAt, ReadFolder } from "./folders-at.ts";
import type { loadParsers } from "./load-parsers.ts";

/** An expand pull request's diff, told apart into what its migrations did and the rest. */
export interface ReadExpand extends ExpandContent {
  /** Its migration files as it left them; deleted ones are left out. */
  readonly migrationFiles: readonly { readonly path: string; readonly sha: string }[];
  /** Its whole diff but prose, lock files and the like. */
  readonly patches: readonly PatchedFile[];
  /** False where its diff is too large to be read whole. */
  readonly isComplete: boolean;
}

/**
 * Reads what an expand pull request brought. Its migrations are looked up by their content in the folders at the tip of
 * the base branch; one that has been edited or squashed since is fetched as it was.
 */
export async function readExpand(
  source: Source,
  { files, complete: isComplete }: CommitFiles,
  tip: FoldersAt,
  load: typeof loadParsers,
): Promise<ReadExpand> {
  const byFolder = new Map<string, MigrationFile[]>();
  const rest: PatchedFile[] = [];
  for (const file of files) {
    const folder = isSqlFile(file.path) ? tip.findFolder(file.path, file.sha ?? "") : null;
    if (folder === null) {
      // A migration runs once: Django's that takes a field out of its state alone is no use of it either.
      if (isCode(file.path) && codeToolOf(file.path) === null) rest.push(file);
    } else if (file.sha !== null) {
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), { ...file, sha: file.sha }]);
    }
  }
  const folders = await Promise.all(
    [...byFolder].map(async ([path, own]): Promise<ExpandFolder> => {
      const at = await tip.read(path);
      return { path, changes: await changesOf(source, own, at, load), tip: at.replay.catalog };
    }),
  );
  const migrationFiles = [...byFolder.values()].flat().map(({ path, sha }) => ({ path, sha }));
  return { folders, files: rest, migrationFiles, patches: files.filter(isTold), isComplete };
}

/** What a pull request of another repository brought: its code alone, for its migrations are of another schema. */
export function codeContent({ files, complete: isComplete }: CommitFiles): ReadExpand {
  const code = files.filter(({ path }) => isCode(path) && !mayBeMigration(path, noFolders));
  return {
    folders: [],
    files: code,
    migrationFiles: [],
    patches: files.filter(isTold),
    isComplete,
  };
}

const noFolders = { folders: [] };

type MigrationFile = PatchedFile & { readonly sha: string };

async function changesOf(
  source: Source,
  files: readonly MigrationFile[],
  at: ReadFolder,
  load: typeof loadParsers,
): Promise<readonly SchemaChange[]> {
  const found: SchemaChange[] = [];
  const lost: MigrationFile[] = [];
  for (const file of files) {
    const migration = findMigration(at.migrations, file.sha);
    const made = migration === null ? undefined : at.replay.changes.get(migration);
    if (made === undefined) lost.push(file);
    else found.push(...touchedBy(made, file));
  }
  if (lost.length === 0) return found;
  return [...found, ...(await changesOfLost(source, lost, at, load))];
}

/** Reads migrations that the base branch no longer holds as they were, in the order of their paths. */
async function changesOfLost(
  source: Source,
  files: readonly MigrationFile[],
  at: ReadFolder,
  load: typeof loadParsers,
): Promise<readonly SchemaChange[]> {
  const entries = files.map(({ path, sha }): TreeEntry => ({
    path,
    sha,
    type: "file",
    size: null,
  }));
  const blobs = await source.readBlobs(entries);
  const texts = new Map(
    entries.flatMap((entry) => {
      const text = blobs.get(entry.sha);
      return text === undefined ? [] : [[entry.path, text] as const];
    }),
  );
  const migrations = readMigrations(at.folder, entries, texts);
  // Names are looked up in the schema of the tip, which knows the tables that they speak of.
  const names = cloneCatalog(at.replay.catalog);
  const parsers = await load([at.folder]);
  const { changes } = replay(at.folder, migrations, parsers, at.safeFunctions, names);
  return migrations.flatMap((migration) => {
    const file = files.find((one) => one.path === migration.path);
    return file === undefined ? [] : touchedBy(changes.get(migration) ?? [], file);
  });
}

/** The statements on lines that the diff added: a file that was only moved brought nothing. */
function touchedBy(made: readonly PlacedChange[], file: PatchedFile): readonly SchemaChange[] {
  if (file.status === "added") return made.map((one) => one.change);
  const added = addedLines(file.patch);
  return made
    .filter((one) => added.some((line) => line >= one.line && line <= one.endLine))
    .map((one) => one.change);
}

function addedLines(patch: string | null): readonly number[] {
  const added: number[] = [];
  let line = 0;
  for (const text of (patch ?? "").split("\n")) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(text);
    if (hunk !== null) line = Number(hunk[1]);
    else if (text.startsWith("+")) added.push(line++);
    else if (!text.startsWith("-") && !text.startsWith("\\")) line += 1;
  }
  return added;
}

/** The migration that runs this content; its down file is not it. */
function findMigration(migrations: readonly Migration[], sha: string): Migration | null {
  const runs = ({ files, sections }: Migration): boolean =>
    files.some((file) => file.sha === sha && sections.some(({ path }) => path === file.path));
  return migrations.find(runs) ?? null;
}

/** Whether a file of a diff matters when it is told whether another commit brings the same. */
export function isTold({ path }: PatchedFile): boolean {
  return isCode(path);
}

/** Taking a name out of prose, a lock file or what tools generate stops no code from using it. */
export function isCode(path: string): boolean {
  return !/\.(?:md|mdx|rst|txt|adoc|sum|snap)$|(?:^|\/)(?:package-lock\.json|[\w.-]*\.lock|[\w-]*lock\.ya?ml|meta\/[\w.-]+\.json|schema\.rb|structure\.sql)$/i.test(
    path,
  );
}
