import { defaultConfiguration } from "../../src/config/defaults.ts";
import { createHash } from "node:crypto";
import type { Configuration, ConfiguredFolder } from "../../src/model/configuration.ts";
import type { LayoutName } from "../../src/model/layout.ts";
import type { Migration, MigrationFolder } from "../../src/model/migration.ts";
import type { BlobText, Tree, TreeEntry } from "../../src/model/tree.ts";
import { findCandidates } from "../../src/migrations/find-folders.ts";
import { identifyFolder } from "../../src/migrations/identify-folder.ts";
import { contentEntries } from "../../src/migrations/content-entries.ts";
import type { FolderCandidate } from "../../src/migrations/folder-candidate.ts";
import { readMigrations } from "../../src/migrations/read-migrations.ts";

/** A commit's files as a test writes them: texts, or what else stands at a path. */
export type Files = Readonly<
  Record<string, string | BlobText | { readonly link: "symlink" | "submodule" }>
>;

export function treeOf(files: Files): Tree {
  return {
    commit: "0".repeat(40),
    entries: Object.entries(files).map(([path, file]) => entryOf(path, file)),
  };
}

function entryOf(path: string, file: Files[string]): TreeEntry {
  const type = typeof file === "object" && "link" in file ? file.link : "file";
  const sha = createHash("sha1").update(JSON.stringify(file)).digest("hex");
  return { path, sha, type, size: typeof file === "string" ? file.length : null };
}

export function textsOf(files: Files, only?: readonly TreeEntry[]): ReadonlyMap<string, BlobText> {
  const wanted = only === undefined ? null : new Set(only.map(({ path }) => path));
  const texts = new Map<string, BlobText>();
  for (const [path, file] of Object.entries(files)) {
    if (wanted !== null && !wanted.has(path)) continue;
    if (typeof file === "string") texts.set(path, { state: "text", text: file });
    else if (!("link" in file)) texts.set(path, file);
  }
  return texts;
}

export function textsOfCandidate(
  files: Files,
  candidate: FolderCandidate,
): ReadonlyMap<string, BlobText> {
  return textsOf(files, contentEntries(candidate));
}

export function configurationOf(
  folders: readonly (Partial<ConfiguredFolder> & { readonly path: string })[] = [],
  ignore: readonly string[] = [],
): Configuration {
  return {
    ...defaultConfiguration,
    folders: folders.map((folder) => ({
      layout: null,
      dialect: null,
      databaseVersion: null,
      ...folder,
    })),
    rules: {},
    references: { ignore: [] },
    safeFunctions: [],
    ignore,
  };
}

export function folderOf(layout: LayoutName, path = "migrations"): MigrationFolder {
  return { path, layout, dialect: "postgresql", databaseVersion: 15, foundBy: "configuration" };
}

/** The migrations of a folder of a layout, as its files are written. */
export function migrationsOf(
  layout: LayoutName,
  files: Files,
  path = "migrations",
): readonly Migration[] {
  return readMigrations(folderOf(layout, path), treeOf(files).entries, textsOf(files));
}

/** What the first folder of migrations of a commit is told to be. */
export function identify(
  files: Files,
  configured?: Partial<ConfiguredFolder> & { path: string },
): MigrationFolder {
  const configuration = configurationOf(configured === undefined ? [] : [configured]);
  const [candidate] = findCandidates(treeOf(files), configuration);
  if (candidate === undefined) throw new Error("No folder of migrations was found.");
  return identifyFolder(candidate, textsOfCandidate(files, candidate));
}
