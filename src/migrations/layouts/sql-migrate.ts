import type { Layout } from "../layout.ts";
import type { Marker } from "../marked-text.ts";
import { splitMarkedText } from "../marked-text.ts";
import { numericKey } from "../sort-key.ts";

/**
 * sql-migrate: any `*.sql`, by the number it begins with and then by name; `-- +migrate Up` and `-- +migrate Down` at
 * the beginning of a line, in this case. One transaction per migration unless its up marker says `notransaction`.
 * Older ones that are missing are caught up with (`sqlparse/sqlparse.go`, `migrate.go`).
 */
export const sqlMigrate: Layout = {
  name: "sql-migrate",
  title: "sql-migrate",
  shape: "flat",
  identity: "name",
  mindsOrder: false,
  dialect: null,
  toolFiles: ["dbconfig.yml", "dbconfig.yaml"],
  readName: (path) => {
    if (!/^[^/]+\.sql$/.test(path)) return null;
    const number = /^\d+/.exec(path)?.[0];
    const sortKey = number === undefined ? `1${path}` : `0${numericKey(number)}${path}`;
    return {
      role: "migration",
      key: path,
      version: path.slice(0, -".sql".length),
      sortKey,
      kind: "versioned",
    };
  },
  readText: (text) =>
    splitMarkedText(
      text,
      { title: "sql-migrate", readMarker, withoutUp: "refuses", upLine: "-- +migrate Up" },
      "migration",
    ),
};

const prefix = "-- +migrate ";

function readMarker(line: string): Marker | null {
  if (!line.startsWith(prefix)) return null;
  const [command, ...options] = line.slice(prefix.length).trim().split(/\s+/);
  switch (command) {
    case "Up":
      return { kind: "up", transaction: options.includes("notransaction") ? "none" : "migration" };
    case "Down":
      return { kind: "down" };
    case "StatementBegin":
      return { kind: "statement-begin" };
    case "StatementEnd":
      return { kind: "statement-end" };
    default:
      return null;
  }
}
