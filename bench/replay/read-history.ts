import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { defaultConfiguration } from "../../src/config/defaults.ts";
import { listAround, readTexts } from "../../src/files/migration-files.ts";
import { findCandidates } from "../../src/migrations/find-folders.ts";
import { identifyFolder } from "../../src/migrations/identify-folder.ts";
import { readMigrations } from "../../src/migrations/read-migrations.ts";
import type { LayoutName } from "../../src/model/layout.ts";
import type { Migration, MigrationFolder } from "../../src/model/migration.ts";

/** A folder of PostgreSQL migrations in the order in which its tool runs them. */
export interface History {
  readonly folder: MigrationFolder;
  readonly migrations: readonly Migration[];
}

/** Reads a folder as the product does; the layout is found where none is told. */
export function readHistory(path: string, layout: LayoutName | null): History {
  const folder = resolve(path);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Error(`\`${path}\` is no folder.`);
  const root = dirname(folder);
  const tree = listAround(root, join(folder, "any.sql"));
  const configured = {
    path: relative(root, folder),
    layout,
    dialect: "postgresql" as const,
    databaseVersion: null,
  };
  const [candidate] = findCandidates(tree, { ...defaultConfiguration, folders: [configured] });
  if (candidate === undefined) throw new Error(`\`${basename(folder)}\` holds no migration.`);
  const texts = readTexts(root, candidate.entries);
  const identified = identifyFolder(candidate, texts);
  return { folder: identified, migrations: readMigrations(identified, candidate.entries, texts) };
}
