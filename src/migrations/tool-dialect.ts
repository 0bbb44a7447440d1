import { dialectOfName } from "./dialect-names.ts";
import type { NamedDialect } from "./dialect-names.ts";

/** What a tool's own file says of its database. */
export interface ToolDialect {
  /** Null where the file names none, or several. */
  readonly dialect: NamedDialect | null;
  readonly databaseVersion: number | null;
}

/** How to find a database's name in a file of a name: each pattern's first group is the name. */
const patterns: Readonly<Record<string, readonly RegExp[]>> = {
  "migration_lock.toml": [/^[ \t]*provider[ \t]*=[ \t]*"([^"\n]*)"/gm],
  "schema.prisma": [
    /^[ \t]*provider[ \t]*=[ \t]*"(postgresql|postgres|mysql|sqlite|sqlserver|cockroachdb|mongodb)"/gm,
  ],
  "_journal.json": [/"dialect"\s*:\s*"([^"\n]*)"/g],
  "drizzle.config": [
    /\bdialect["']?\s*:\s*["'`]([A-Za-z0-9]+)/g,
    /\bdriver["']?\s*:\s*["'`]([A-Za-z0-9]+)/g,
  ],
  "sqitch.conf": [/^[ \t]*engine[ \t]*=[ \t]*(\w+)/gm],
  dbconfig: [/^[ \t]+dialect[ \t]*:[ \t]*["']?(\w+)/gm],
  flyway: [/\bjdbc:(\w+):/g],
  application: [/\bjdbc:(?:tc:)?(\w+):/g],
  "atlas.hcl": [
    /"(?:docker:\/\/)?(postgres|mysql|mariadb|sqlite|sqlserver|clickhouse)(?:\+\w+)?(?::\/\/|\/)/g,
  ],
  sqlc: [/["']?engine["']?\s*:\s*["']?(\w+)/g],
  "Cargo.toml": [
    /^[ \t]*(?:sqlx|diesel|refinery)\b[^\n]*"(postgres|mysql|sqlite)"/gm,
    /"(postgres|mysql|sqlite)"/g,
  ],
  "refinery.toml": [/^[ \t]*db_type[ \t]*=[ \t]*"(\w+)"/gm],
};

/** A file larger than this is no configuration; a lookup must not cost more than a migration. */
const maximumLength = 262_144;

/** Reads the dialect from a tool's own file. `name` is the file's name without its folder. */
export function readToolDialect(name: string, text: string): ToolDialect {
  const known = text.slice(0, maximumLength);
  if (name === "config.toml")
    return { dialect: "postgresql", databaseVersion: supabaseVersion(known) };
  const dialect = firstAgreement(patterns[keyOf(name)] ?? [], known);
  return { dialect, databaseVersion: name === "atlas.hcl" ? atlasVersion(known) : null };
}

function keyOf(name: string): string {
  if (Object.hasOwn(patterns, name)) return name;
  return name.startsWith("drizzle.config.") ? "drizzle.config" : (name.split(".", 1)[0] ?? name);
}

/** The dialect that all matches of the first pattern that matches agree upon. */
function firstAgreement(candidates: readonly RegExp[], text: string): NamedDialect | null {
  for (const pattern of candidates) {
    const found = new Set<NamedDialect>();
    for (const match of text.matchAll(pattern)) {
      const dialect = dialectOfName(match[1] ?? "");
      if (dialect !== null) found.add(dialect);
    }
    const [only] = found;
    if (found.size === 1 && only !== undefined) return only;
    if (found.size > 1) return null;
  }
  return null;
}

function supabaseVersion(text: string): number | null {
  const version = /^[ \t]*major_version[ \t]*=[ \t]*(\d{1,3})\b/m.exec(text)?.[1];
  return version === undefined ? null : Number(version);
}

function atlasVersion(text: string): number | null {
  const version = /"docker:\/\/\w+\/(\d{1,3}(?:\.\d{1,3})?)/.exec(text)?.[1];
  return version === undefined ? null : Number(version);
}
