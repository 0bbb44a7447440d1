import type { Layout } from "../layout.ts";
import { wholeText } from "../layout.ts";
import { numericKey } from "../sort-key.ts";

/**
 * graphile-migrate: `committed/000001-name.sql`, by number. `current.sql` runs on developers' machines only, until it is
 * committed. One transaction per file unless its head says `--! no-transaction` (`src/migration.ts`).
 */
export const graphileMigrate: Layout = {
  name: "graphile-migrate",
  title: "graphile-migrate",
  shape: "graphile",
  identity: "version",
  mindsOrder: true,
  dialect: "postgresql",
  toolFiles: [],
  readName: (path) => {
    if (!/\.sql$/.test(path) || /^current(?:\.sql$|\/)/.test(path)) return null;
    const version = /^(?:committed\/)?(\d{6})(?:-[^/]*)?\.sql$/.exec(path)?.[1];
    if (version === undefined)
      return { role: "misnamed", expected: "committed/000001-description.sql" };
    return {
      role: "migration",
      key: path,
      version,
      sortKey: numericKey(version),
      kind: "versioned",
    };
  },
  readText: (text) => {
    // The head is a block of `--!` lines, the directives follow it before any other line.
    for (const line of text.split("\n", 50)) {
      if (/^--!\s*no-transaction\b/.test(line)) return wholeText(text, "none");
      if (line.trim() !== "" && !line.startsWith("--!")) break;
    }
    return wholeText(text, "migration");
  },
};
