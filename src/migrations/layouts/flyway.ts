import { nameOf } from "../file-paths.ts";
import type { FileRole, Layout } from "../layout.ts";
import { runsOutsideTransaction } from "../statements-outside-transaction.ts";
import { dottedKey } from "../sort-key.ts";

/** Callbacks that a `migrate` runs each time (Flyway's documentation, "Callback Events"). */
const migrateCallbacks =
  /^(?:(?:before|after)(?:Connect|Validate|Info|Migrate|EachMigrate|EachMigrateStatement|Versioned|Repeatables)|afterMigrateApplied|(?:before|after)?CreateSchema)(?:__.*)?\.sql$/i;
/** Callbacks of failures and of other commands: no part of a release. */
const otherCallbacks =
  /^(?:before|after)(?:EachMigrate|Migrate|EachUndo|Undo|Clean|Baseline|Repair|Validate|Info)[A-Za-z]*(?:__.*)?\.sql$/i;

/**
 * Flyway: `V1.10__name.sql` by the numbers of its version, `R__name.sql` last and again whenever its text changes,
 * `B…` a baseline, `U…` the way down. Folders below are scanned too. One transaction per migration; a sidecar
 * `V2__name.sql.conf` turns it off, and so does a file of statements that PostgreSQL runs outside one only.
 */
export const flyway: Layout = {
  name: "flyway",
  title: "Flyway",
  shape: "tree",
  identity: "version",
  mindsOrder: true,
  dialect: null,
  toolFiles: [
    "flyway.conf",
    "flyway.toml",
    "application.properties",
    "application.yml",
    "application.yaml",
  ],
  readName: (path) => readFlywayName(path),
  readText: (text, settings) => {
    const optedOut =
      settings !== null &&
      /^[ \t]*executeInTransaction[ \t]*=[ \t]*false[ \t]*\r?$/im.test(settings);
    const transaction = optedOut || runsOutsideTransaction(text) ? "none" : "migration";
    return { sections: [{ text, transaction }], problems: [] };
  },
};

function readFlywayName(path: string): FileRole | null {
  if (/\.sql\.conf$/i.test(path)) return { role: "settings", key: path.slice(0, -".conf".length) };
  if (!/\.sql$/i.test(path)) return null;
  const name = nameOf(path);
  const [, prefix, number] = /^([VUB])(\d[\d._]*?)__.*$/.exec(name) ?? [];
  if (prefix === "U") return { role: "down", key: path };
  if (prefix !== undefined && number !== undefined) {
    const version = `${prefix}${number.replaceAll("_", ".")}`;
    const sortKey = `1${dottedKey(number)} ${prefix}`;
    return {
      role: "migration",
      key: path,
      version,
      sortKey,
      kind: prefix === "B" ? "baseline" : "versioned",
    };
  }
  const stem = name.slice(0, -".sql".length);
  if (name.startsWith("R__")) {
    return { role: "migration", key: path, version: stem, sortKey: `2${stem}`, kind: "repeatable" };
  }
  if (migrateCallbacks.test(name)) {
    return { role: "migration", key: path, version: stem, sortKey: `3${stem}`, kind: "repeatable" };
  }
  if (otherCallbacks.test(name)) return { role: "down", key: path };
  return { role: "misnamed", expected: "V2__description.sql" };
}
