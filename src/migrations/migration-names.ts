import { nameOf } from "./file-paths.ts";

/** Directories whose SQL never runs as the project's own migrations. */
const foreignDirectories = new Set([
  "node_modules",
  "vendor",
  "third_party",
  "testdata",
  "test",
  "tests",
  "__tests__",
  "fixtures",
  "__fixtures__",
  "snapshots",
  "seed",
  "seeds",
  "seeders",
  "backup",
  "backups",
  "dumps",
  "query",
  "queries",
  "down",
  "revert",
  "rollback",
  "rollbacks",
  "undo",
  "verify",
]);

/** Directory names that say "migrations" in other words. */
const migrationDirectories = new Set([
  "changelog",
  "changelogs",
  "changesets",
  "dbscripts",
  "delta",
  "deltas",
  "evolutions",
  "schema-changes",
  "schema_changes",
  "schema-updates",
  "schema_updates",
  "patches",
  "upgrades",
]);

/** Whether one of a path's directories is that of another project, of tests, or of SQL that no migration tool runs. */
export function liesInForeignDirectory(path: string): boolean {
  return path
    .split("/")
    .slice(0, -1)
    .some((directory) => foreignDirectories.has(directory.toLowerCase()));
}

/** Whether a directory's own name says that all SQL in it are migrations: `migrations`, `DbMigrations`, `deltas`. */
export function isMigrationDirectory(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    migrationDirectories.has(lower) ||
    /(?:^|[^a-z])(?:database|db|schema|sql|data)?migrations?(?![a-z])/.test(lower)
  );
}

/** Whether a directory's name has to do with migrations: also `hatchet-migrate`, `migrator`. */
function mentionsMigration(name: string): boolean {
  return (
    isMigrationDirectory(name) || /(?:^|[^a-z])(?:database|db|schema|sql|data)?migrat/i.test(name)
  );
}

/** Whether a link's name is that of a folder of migrations, and not of a tool for them. */
export function isMigrationLink(name: string): boolean {
  return /^(?:(?:database|db|schema|sql)[-_]?)?migrations?$/i.test(name);
}

/** Whether a directory or one above it is named for migrations. */
export function liesInMigrationDirectory(directory: string): boolean {
  return directory.split("/").some(mentionsMigration);
}

/** `3.14`, `v2`, `2024`: a directory that divides a folder of migrations by release or year. */
export function isVersionDirectory(name: string): boolean {
  return /^v?\d+(?:[._]\d+)*$/i.test(name);
}

/** Names of one file that no other kind of SQL bears. */
export function isUnmistakableName(path: string): boolean {
  const name = nameOf(path);
  return (
    /^(?:[VB]\d[\d._]*|R)__.+\.sql$/.test(name) ||
    /^\d+_.*\.up\.sql$/.test(name) ||
    /^\d{14,17}_.*\.sql$/.test(name)
  );
}

export function isNumberedName(path: string): boolean {
  return /^[vV]?\d+/.test(nameOf(path));
}

export function isSqlFile(path: string): boolean {
  return /\.sql$/i.test(path);
}

/** Dumps and seeds that lie beside numbered migrations and belong to no version. */
export function isDumpOrSeed(path: string): boolean {
  return /^(?:schema|structure|dump|latest|seeds?)\.sql$/i.test(nameOf(path));
}

/** Modules in a programming language that some tools run between their SQL files. */
export function isNumberedModule(path: string): boolean {
  const name = nameOf(path);
  if (/(?:_test\.go|\.d\.[cm]?ts)$/.test(name)) return false;
  return /^\d+[_-].*\.(?:go|[cm]?[jt]s)$/.test(name) || /^[UV]\d+(?:\.\d+)?__\w+\.rs$/.test(name);
}
