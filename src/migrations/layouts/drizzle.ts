import type { Layout, ListedMigrations } from "../layout.ts";
import { wholeText } from "../layout.ts";
import { naturalKey } from "../sort-key.ts";

/**
 * Drizzle: `<tag>.sql` in the order of `meta/_journal.json`, or since version 1 a folder per migration with
 * `migration.sql`. All pending migrations run in one transaction. Whether one is pending is told by its `when` alone:
 * one that is not newer than the newest applied is skipped (`drizzle-orm/src/pg-core/dialect.ts`).
 */
export const drizzle: Layout = {
  name: "drizzle",
  title: "Drizzle",
  shape: "folders",
  identity: "name",
  mindsOrder: true,
  dialect: null,
  toolFiles: [
    "_journal.json",
    "drizzle.config.ts",
    "drizzle.config.js",
    "drizzle.config.mjs",
    "drizzle.config.json",
  ],
  readName: (path) => {
    const [, flat, folder] = /^(?:([^/]+)\.sql|([^/]+)\/migration\.sql)$/.exec(path) ?? [];
    const key = flat ?? folder;
    if (key === undefined) return null;
    return { role: "migration", key, version: key, sortKey: naturalKey(key), kind: "versioned" };
  },
  readText: (text) => wholeText(text, "release"),
  listing: { path: "meta/_journal.json", read: readJournal },
};

function readJournal(text: string): ListedMigrations {
  const entries = parseEntries(text);
  if (entries === null) {
    return {
      migrations: [],
      problems: [
        "is no journal of Drizzle: it must be JSON with a list `entries`. Generate it again with drizzle-kit.",
      ],
    };
  }
  const problems: string[] = [];
  const migrations: ListedMigrations["migrations"][number][] = [];
  let newest = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    const { tag, when } = readEntry(entry);
    if (tag === null) {
      problems.push("has an entry without a `tag`. Generate it again with drizzle-kit.");
      continue;
    }
    const skipped = when !== null && when <= newest;
    if (when !== null) newest = Math.max(newest, when);
    migrations.push({
      keys: [tag],
      version: tag,
      ...(when === null ? {} : { listedAt: when }),
      problem: skipped
        ? "has a `when` in meta/_journal.json that is not after the entry's before it, so Drizzle may skip it. Generate the migration again on top of the newest."
        : null,
    });
  }
  return { migrations, problems };
}

function parseEntries(text: string): readonly unknown[] | null {
  let journal: unknown;
  try {
    journal = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof journal !== "object" || journal === null || !("entries" in journal)) return null;
  return Array.isArray(journal.entries) ? journal.entries : null;
}

function readEntry(entry: unknown): { readonly tag: string | null; readonly when: number | null } {
  if (typeof entry !== "object" || entry === null) return { tag: null, when: null };
  return {
    tag: "tag" in entry && typeof entry.tag === "string" ? entry.tag : null,
    when: "when" in entry && typeof entry.when === "number" ? entry.when : null,
  };
}
