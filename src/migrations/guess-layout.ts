import type { LayoutName } from "../model/layout.ts";
import { nameOf, pathBelow } from "./file-paths.ts";
import type { FolderCandidate } from "./folder-candidate.ts";

/** A layout and what told it. */
export interface GuessedLayout {
  readonly layout: LayoutName;
  readonly foundBy: string;
}

/** What the names of a folder's files have in common. */
interface FolderNames {
  readonly has: (pattern: RegExp) => boolean;
  readonly signs: ReadonlySet<string>;
}

function namesOf(candidate: FolderCandidate): FolderNames {
  const paths = candidate.entries.flatMap((entry) => pathBelow(candidate.path, entry.path) ?? []);
  return {
    has: (pattern) => paths.some((path) => pattern.test(path)),
    signs: new Set(candidate.signs.map(nameOf)),
  };
}

const flywayName = /^(?:.*\/)?(?:[VB]\d[\d._]*|R)__.*\.sql$/;
const upName = /^[^/]+\.up\.(?:sql|yaml)$/;
const scriptFolder = /^[^/]+\/migration\.sql$/;
const upFolder = /^[^/]+\/up\.sql$/;

/** The layout that an unmistakable file in or above the folder tells, where the files' names agree with it. */
export function layoutBySign(candidate: FolderCandidate): GuessedLayout | null {
  const { has, signs } = namesOf(candidate);
  const rules: readonly (readonly [sign: string, layout: LayoutName, agrees: boolean])[] = [
    ["sqitch.plan", "sqitch", candidate.shape === "sqitch"],
    ["migration_lock.toml", "prisma", has(scriptFolder)],
    ["_journal.json", "drizzle", has(/^[^/]+\.sql$/)],
    ["snapshot.json", "drizzle", has(scriptFolder)],
    // Atlas also keeps the files of other tools: pairs and Flyway's names are theirs.
    ["atlas.sum", "atlas", !has(upName) && !has(flywayName)],
    [".gmrc", "graphile-migrate", candidate.shape === "graphile"],
    [".gmrc.js", "graphile-migrate", candidate.shape === "graphile"],
    ["config.toml", "supabase", has(/^\d+_[^/]*\.sql$/)],
    ["diesel.toml", "diesel", has(upFolder)],
    ["flyway.conf", "flyway", has(flywayName)],
    ["flyway.toml", "flyway", has(flywayName)],
    ["refinery.toml", "refinery", has(flywayName)],
  ];
  for (const [sign, layout, agrees] of rules) {
    if (agrees && signs.has(sign)) return { layout, foundBy: sign };
  }
  return null;
}

/** The likeliest layout by the names of files and directories; a plain folder where they tell nothing. */
export function layoutByNames(candidate: FolderCandidate): GuessedLayout {
  const { has, signs } = namesOf(candidate);
  const isRust = signs.has("Cargo.toml");
  const isHasura =
    signs.has("version.yaml") || /(?:^|\/)hasura(?:\/|$)/.test(candidate.path) || has(upYaml);
  const guess = (layout: LayoutName): GuessedLayout => ({ layout, foundBy: "file names" });
  if (candidate.shape === "sqitch") return guess("sqitch");
  if (candidate.shape === "graphile") return guess("graphile-migrate");
  if (has(scriptFolder)) return guess("prisma");
  if (has(upFolder))
    return guess(isHasura || has(/^\d{13}(?:_[^/]*)?\/up\.sql$/) ? "hasura" : "diesel");
  if (has(/^V\d+(?:\.\d+)?__\w+\.rs$/) || (isRust && has(flywayName))) return guess("refinery");
  if (has(flywayName)) return guess("flyway");
  if (has(upName)) return guess(isHasura ? "hasura" : isRust ? "sqlx" : "golang-migrate");
  if (/(?:^|\/)supabase\/migrations$/.test(candidate.path)) return guess("supabase");
  if (isRust && has(/^\d+_[^/]*\.sql$/)) return guess("sqlx");
  // A way down beside files without a direction is how sqlx names them, and others after it.
  if (has(/^\d+_[^/]*\.down\.sql$/)) return guess("sqlx");
  return guess("sql");
}

const upYaml = /^\d+(?:_[^/]*)?[./]up\.yaml$/;
