import type { FolderHistory, Parsers, PlacedChange, Replay } from "../evaluate.ts";
import { replay } from "../evaluate.ts";
import type { ExpandContent } from "../gate/covers.ts";
import { readMigrations } from "../migrations/read-migrations.ts";
import type { Migration, MigrationFolder } from "../model/migration.ts";
import type { PatchedFile } from "../model/pull-request.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { Source } from "../model/source.ts";
import type { TreeEntry } from "../model/tree.ts";

/** An expand pull request's diff, told apart into what its migrations did and the rest. */
export interface ReadExpand extends ExpandContent {
  /** Its migration files as it left them; deleted ones are left out. */
  readonly migrationFiles: readonly { readonly path: string; readonly sha: string }[];
}

/**
 * Reads what an expand pull request brought. Its migrations are looked up in the replayed base by their blobs; one
 * that has been edited or squashed since is fetched as it was.
 */
export async function readExpand(
  source: Source,
  files: readonly PatchedFile[],
  histories: readonly FolderHistory[],
  replays: ReadonlyMap<MigrationFolder, Replay>,
  parsers: Parsers,
): Promise<ReadExpand> {
  const changes: SchemaChange[] = [];
  const rest: PatchedFile[] = [];
  const migrationFiles: { path: string; sha: string }[] = [];
  const missing = new Map<FolderHistory, PatchedFile[]>();
  for (const file of files) {
    const history = histories.find(({ folder }) => isInside(file.path, folder.path));
    if (history === undefined || !isMigrationText(file.path)) {
      if (!isProse(file.path) && history === undefined) rest.push(file);
      continue;
    }
    if (file.sha === null) continue;
    migrationFiles.push({ path: file.path, sha: file.sha });
    const found = findMigration(history.base, file.sha);
    const made = found === null ? undefined : replays.get(history.folder)?.changes.get(found);
    if (made === undefined) missing.set(history, [...(missing.get(history) ?? []), file]);
    else changes.push(...touchedBy(made, file));
  }
  for (const [history, lost] of missing)
    changes.push(...(await readLost(source, history, lost, parsers)));
  return { changes, files: rest, migrationFiles };
}

/** Reads migrations that the base branch no longer holds as they were, each by itself, in the order of their paths. */
async function readLost(
  source: Source,
  history: FolderHistory,
  files: readonly PatchedFile[],
  parsers: Parsers,
): Promise<readonly SchemaChange[]> {
  const entries = files.flatMap((file): TreeEntry[] =>
    file.sha === null ? [] : [{ path: file.path, sha: file.sha, type: "file", size: null }],
  );
  const blobs = await source.readBlobs(entries);
  const texts = new Map(
    entries.flatMap((entry) => {
      const text = blobs.get(entry.sha);
      return text === undefined ? [] : [[entry.path, text] as const];
    }),
  );
  const migrations = readMigrations(history.folder, entries, texts);
  const { changes } = replay(history.folder, migrations, parsers);
  return migrations.flatMap((migration) => {
    const file = files.find((one) => one.path === migration.path);
    return file === undefined ? [] : touchedBy(changes.get(migration) ?? [], file);
  });
}

/** Of a file that was only edited, the statements on lines that the diff added. */
function touchedBy(made: readonly PlacedChange[], file: PatchedFile): readonly SchemaChange[] {
  if (file.status === "added" || file.status === "renamed") return made.map((one) => one.change);
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

function findMigration(migrations: readonly Migration[], sha: string): Migration | null {
  return migrations.find((migration) => migration.files.some((file) => file.sha === sha)) ?? null;
}

function isInside(path: string, folder: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

function isMigrationText(path: string): boolean {
  return path.endsWith(".sql");
}

/** Taking a name out of prose or a lock file stops no code from using it. */
function isProse(path: string): boolean {
  return /\.(?:md|mdx|rst|txt|adoc)$|(?:^|\/)(?:package-lock\.json|[\w.-]*\.lock|[\w-]*lock\.ya?ml)$/i.test(
    path,
  );
}
