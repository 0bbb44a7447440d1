import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";
import { numericKey } from "../sort-key.ts";

/**
 * golang-migrate: pairs `0001_name.up.sql` and `0001_name.down.sql`, by number. A file is sent to the server as one
 * query, and the tool goes on from the current version: what sorts before it is never run (`source/parse.go`).
 */
export const golangMigrate: Layout = {
  name: "golang-migrate",
  title: "golang-migrate",
  shape: "flat",
  identity: "version",
  mindsOrder: true,
  dialect: null,
  toolFiles: ["sqlc.yaml", "sqlc.yml", "sqlc.json", "atlas.hcl"],
  readName: (path) => {
    const [, number, name, direction] = /^(\d+)_(.*)\.(up|down)\.sql$/.exec(path) ?? [];
    if (number !== undefined && name !== undefined) {
      const key = `${number}_${name}`;
      if (direction === "down") return { role: "down", key };
      return {
        role: "migration",
        key,
        version: number,
        sortKey: numericKey(number),
        kind: "versioned",
      };
    }
    return /\.sql$/i.test(path) ? { role: "misnamed", expected: "0001_description.up.sql" } : null;
  },
  readText: (text) => wholeText(text, "implicit"),
};
