import type { Layout, RunText } from "../layout.ts";
import { keepLines } from "../marked-text.ts";
import { naturalKey } from "../sort-key.ts";

const languages: Readonly<Record<string, string>> = { j: "JavaScript", t: "TypeScript" };

/**
 * node-pg-migrate: `1620000000000_name.sql` with `-- Up Migration` and `-- Down Migration` in either order, or pairs
 * `.up.sql` and `.down.sql`; modules in JavaScript and TypeScript run between them. All pending migrations run in one
 * transaction, and the order is checked (`src/sqlMigration.ts`).
 */
export const nodePgMigrate: Layout = {
  name: "node-pg-migrate",
  title: "node-pg-migrate",
  shape: "flat",
  identity: "name",
  mindsOrder: true,
  dialect: "postgresql",
  toolFiles: [],
  readName: (path) => {
    const [, stem, code] = /^([^/]+)\.(?:sql|[cm]?([jt])s)$/.exec(path) ?? [];
    if (stem === undefined || stem.endsWith(".d")) return null;
    const key = stem.replace(/\.(?:up|down)$/, "");
    const name = { key, version: key, sortKey: naturalKey(key) };
    if (code !== undefined) return { role: "code", ...name, language: languages[code] ?? "code" };
    if (stem.endsWith(".down")) return { role: "down", key };
    return { role: "migration", ...name, kind: "versioned" };
  },
  readText,
};

/**
 * The first marker of each direction counts, and it may have words behind it. Without an up marker the whole file runs,
 * whatever else it says.
 */
function readText(text: string): RunText {
  const lines = text.split("\n");
  const up = lines.findIndex((line) => isMarker(line, "up"));
  const down = lines.findIndex((line) => isMarker(line, "down"));
  const runs = (line: number): boolean =>
    up === -1 || down === -1 || line < Math.min(up, down) || (up < down ? line < down : line >= up);
  return { sections: [{ text: keepLines(lines, runs), transaction: "release" }], problems: [] };
}

function isMarker(line: string, direction: "up" | "down"): boolean {
  const comment = line.trimStart();
  if (!comment.startsWith("--")) return false;
  const words = comment.replace(/^[\s-]+/, "").toLowerCase();
  return words.startsWith(direction) && /^\s+migration/.test(words.slice(direction.length));
}
