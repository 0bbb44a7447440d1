import { nameOf } from "../file-paths.ts";
import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";
import { naturalKey } from "../sort-key.ts";

/**
 * A plain folder of ordered files, run as `psql -f` does: every file runs, whatever its name, each statement on its
 * own. So neither `.down.sql` nor a marker of another tool takes anything out of it.
 */
export const sql: Layout = {
  name: "sql",
  title: "the migration runner",
  shape: "tree",
  identity: "name",
  mindsOrder: true,
  dialect: null,
  toolFiles: ["sqlc.yaml", "sqlc.yml", "sqlc.json", "atlas.hcl"],
  readName: (path) =>
    /\.sql$/i.test(path)
      ? {
          role: "migration",
          key: path,
          version: versionOf(path),
          sortKey: naturalKey(path),
          kind: "versioned",
        }
      : null,
  readText: (text) => wholeText(text, "none"),
};

/** The number that a name begins with (`0042`, `2024-05-01-120000`), else the name. */
function versionOf(path: string): string {
  const name = nameOf(path);
  const number = /^[vV]?\d+(?:[.-]\d+|_\d{6,})*/.exec(name)?.[0] ?? name.slice(0, -".sql".length);
  return path.slice(0, path.length - name.length) + number;
}
