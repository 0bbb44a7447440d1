import type { Layout } from "../layout.ts";
import type { Marker } from "../marked-text.ts";
import { splitMarkedText } from "../marked-text.ts";

/**
 * dbmate: `20240501120000_name.sql` by the digits it begins with, as text; both directions in one file, in one or
 * several pairs of `-- migrate:up` and `-- migrate:down`. One transaction per direction unless its marker says
 * `transaction:false`. Runs whatever is not yet applied (`pkg/dbmate/migration.go`).
 */
export const dbmate: Layout = {
  name: "dbmate",
  title: "dbmate",
  shape: "flat",
  identity: "version",
  mindsOrder: false,
  dialect: null,
  toolFiles: ["sqlc.yaml", "sqlc.yml", "sqlc.json"],
  readName: (path) => {
    const version = /^(\d+)[^/]*\.sql$/.exec(path)?.[1];
    if (version !== undefined) {
      return { role: "migration", key: path, version, sortKey: version, kind: "versioned" };
    }
    return /\.sql$/i.test(path)
      ? { role: "misnamed", expected: "20240501120000_description.sql" }
      : null;
  },
  readText: (text) =>
    splitMarkedText(
      text,
      { title: "dbmate", readMarker, withoutUp: "refuses", upLine: "-- migrate:up" },
      "migration",
    ),
};

function readMarker(line: string): Marker | null {
  if (!line.startsWith("--")) return null;
  const [, direction, options] =
    /^--\s*migrate:(up|down)(?:\s+(\S.*))?$/.exec(line.trimEnd()) ?? [];
  if (direction === "up") {
    const outside = options?.split(/\s+/).includes("transaction:false") === true;
    return { kind: "up", transaction: outside ? "none" : "migration" };
  }
  // dbmate takes a down marker with more than one word behind it for a comment.
  if (direction === "down" && !/\s/.test(options ?? "")) return { kind: "down" };
  return null;
}
