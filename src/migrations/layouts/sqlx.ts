import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";
import { numericKey } from "../sort-key.ts";

/**
 * sqlx: `20240501120000_name.sql`, or pairs `.up.sql` and `.down.sql`, by number. One transaction per file unless it
 * begins with `-- no-transaction`. Runs whatever is not yet applied (`sqlx-core/src/migrate/source.rs`).
 */
export const sqlx: Layout = {
  name: "sqlx",
  title: "sqlx",
  shape: "flat",
  identity: "version",
  mindsOrder: false,
  dialect: null,
  toolFiles: ["Cargo.toml"],
  readName: (path) => {
    const [, version, name] = /^(\d+)_([^/]*)\.sql$/.exec(path) ?? [];
    if (version === undefined || name === undefined) {
      return /\.sql$/i.test(path)
        ? { role: "misnamed", expected: "20240501120000_description.sql" }
        : null;
    }
    const key = `${version}_${name.replace(/\.(?:up|down)$/, "")}`;
    if (name.endsWith(".down")) return { role: "down", key };
    return { role: "migration", key, version, sortKey: numericKey(version), kind: "versioned" };
  },
  readText: (text) => wholeText(text, text.startsWith("-- no-transaction") ? "none" : "migration"),
};
