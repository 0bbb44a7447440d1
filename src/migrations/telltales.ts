import { dialects } from "../model/dialect.ts";
import { maskSql } from "./mask-sql.ts";
import type { NamedDialect } from "./dialect-names.ts";

const namedDialects: readonly NamedDialect[] = [...dialects, "other"];

type Scores = Record<NamedDialect, number>;

interface Telltale {
  readonly pattern: RegExp;
  /** How much one file with it says for each dialect. */
  readonly points: Readonly<Partial<Record<NamedDialect, number>>>;
}

/** Syntax that some dialects have and others refuse. Matched against texts without comments and literals. */
const telltales: readonly Telltale[] = [
  { pattern: /\b(?:small|big)?serial\b/i, points: { postgresql: 3 } },
  { pattern: /\b(?:jsonb|timestamptz|bytea|tsvector|inet|citext)\b/i, points: { postgresql: 3 } },
  { pattern: /\bconcurrently\b/i, points: { postgresql: 3 } },
  { pattern: /[\w)\]"' ]::\s*"?[a-z_]/i, points: { postgresql: 3 } },
  { pattern: /\bcreate\s+extension\b/i, points: { postgresql: 4 } },
  { pattern: /\balter\s+column\s+\S+\s+(?:set\s+data\s+)?type\b/i, points: { postgresql: 3 } },
  { pattern: /\busing\s+(?:gin|gist|brin|spgist)\b/i, points: { postgresql: 3 } },
  { pattern: /\b(?:text|integer|int|uuid|varchar)\s*\[\s*\]/i, points: { postgresql: 3 } },
  { pattern: /\blanguage\s+["']?plpgsql\b/i, points: { postgresql: 4 } },
  { pattern: /\bowner\s+to\b/i, points: { postgresql: 3 } },
  {
    pattern: /\b(?:timestamp|time)(?:\s*\(\d\))?\s+with(?:out)?\s+time\s+zone\b/i,
    points: { postgresql: 3 },
  },
  { pattern: /\bcreate\s+type\b/i, points: { postgresql: 3 } },
  { pattern: /\balter\s+type\b/i, points: { postgresql: 3 } },
  { pattern: /\bcharacter\s+varying\b/i, points: { postgresql: 3 } },
  { pattern: /\bnot\s+valid\b/i, points: { postgresql: 2 } },
  { pattern: /\bcreate\s+materialized\s+view\b/i, points: { postgresql: 2 } },
  {
    pattern: /\b(?:gen_random_uuid|uuid_generate_v4|pg_\w+|nextval)\s*\(/i,
    points: { postgresql: 3 },
  },
  { pattern: /\brow\s+level\s+security\b|\bcreate\s+policy\b/i, points: { postgresql: 3 } },
  {
    pattern: /\bgenerated\s+(?:always|by\s+default)\s+as\s+identity\b/i,
    points: { postgresql: 3 },
  },
  { pattern: /\bdo\s+(?:language\s+\w+\s+)?\$/i, points: { postgresql: 3 } },
  { pattern: /\bpublic\s*\.|"public"\s*\./i, points: { postgresql: 2 } },
  { pattern: /\balter\s+column\s+\S+\s+(?:set|drop)\s+not\s+null\b/i, points: { postgresql: 3 } },
  { pattern: /\bengine\s*=\s*(?:innodb|myisam|memory)\b/i, points: { mysql: 4, mariadb: 4 } },
  {
    pattern: /\bengine\s*=\s*aria\b|\bpage_checksum\b|\bsystem\s+versioning\b/i,
    points: { mariadb: 6 },
  },
  {
    pattern:
      /\badd\s+(?:column|index|key)\s+if\s+not\s+exists\s+`|\bdrop\s+(?:column|index|key)\s+if\s+exists\s+`/i,
    points: { mariadb: 2 },
  },
  { pattern: /\bauto_increment\b/i, points: { mysql: 4, mariadb: 4 } },
  {
    pattern: /\b(?:tiny|small|medium|big)?int(?:eger)?(?:\s*\(\d+\))?\s+unsigned\b/i,
    points: { mysql: 4, mariadb: 4 },
  },
  {
    pattern: /\b(?:default\s+)?(?:charset|character\s+set)\s*=?\s*["']?utf8/i,
    points: { mysql: 4, mariadb: 4 },
  },
  { pattern: /\b(?:modify|change)\s+column\b/i, points: { mysql: 3, mariadb: 3 } },
  {
    pattern: /\b(?:long|medium|tiny)(?:text|blob)\b|\btinyint\s*\(/i,
    points: { mysql: 3, mariadb: 3 },
  },
  { pattern: /\bon\s+update\s+current_timestamp\b/i, points: { mysql: 4, mariadb: 4 } },
  { pattern: /^[ \t]*delimiter[ \t]+\S+[ \t]*$/im, points: { mysql: 4, mariadb: 4 } },
  { pattern: /\balgorithm\s*=\s*(?:inplace|instant|copy)\b/i, points: { mysql: 4, mariadb: 4 } },
  { pattern: /\bautoincrement\b/i, points: { sqlite: 5 } },
  { pattern: /^[ \t]*pragma[ \t]+\w/im, points: { sqlite: 4 } },
  {
    pattern: /\bwithout\s+rowid\b|\bsqlite_(?:master|sequence|schema)\b|\bunixepoch\s*\(/i,
    points: { sqlite: 5 },
  },
  {
    pattern: /\bstrftime\s*\(|\bcurrent_timestamp\s*\)\s*strict\b|\)\s*strict\s*;/i,
    points: { sqlite: 4 },
  },
  { pattern: /\bmergetree\b|\bon\s+cluster\b|\blowcardinality\s*\(/i, points: { other: 6 } },
  { pattern: /^[ \t]*go[ \t]*$/im, points: { other: 3 } },
  { pattern: /\[dbo\]|\bdbo\.|\bnvarchar\s*\(|\bidentity\s*\(\s*\d+\s*,/i, points: { other: 4 } },
  { pattern: /\bvarchar2\s*\(|\bnumber\s*\(\s*\d+/i, points: { other: 4 } },
];

/** The first files of a history and its newest ones tell enough; each by its beginning. */
const maximumTexts = 60;
const maximumLength = 32_768;

/**
 * Tells a dialect from the syntax of a folder's texts, given in order. `hint` is what the folder's path says, which
 * decides where the texts say little. Null where nothing tells, or where it contradicts itself.
 */
export function dialectBySyntax(
  texts: readonly string[],
  hint: NamedDialect | null,
): NamedDialect | null {
  const scores: Scores = { postgresql: 0, mysql: 0, mariadb: 0, sqlite: 0, other: 0 };
  let backquoted = 0;
  for (const text of sample(texts)) {
    const beginning = text.slice(0, maximumLength);
    const masked = maskSql(beginning);
    for (const { pattern, points } of telltales) {
      if (!pattern.test(masked)) continue;
      for (const dialect of namedDialects) scores[dialect] += points[dialect] ?? 0;
    }
    if (/\$(?:[A-Za-z_]\w*)?\$/.test(beginning)) scores.postgresql += 2;
    if (/`[^`\n]+`/.test(masked)) backquoted += 2;
  }
  if (hint !== null) scores[hint] += hint === "other" ? 4 : 10;
  // SQLite takes MySQL's quotes too, so they speak for MySQL unless the rest speaks for SQLite.
  if (scores.sqlite > Math.max(scores.mysql, scores.mariadb)) scores.sqlite += backquoted;
  else {
    scores.mysql += backquoted;
    scores.mariadb += backquoted;
  }
  // MariaDB shares MySQL's syntax: it is told only by what MySQL refuses, or by name.
  if (scores.mariadb > scores.mysql) scores.mysql = 0;
  else scores.mariadb = 0;
  const [first, second] = [...namedDialects].sort((one, other) => scores[other] - scores[one]);
  if (first === undefined || second === undefined) return null;
  const isClear = scores[first] >= 2 && scores[first] >= scores[second] * 2;
  return isClear ? first : null;
}

function sample(texts: readonly string[]): readonly string[] {
  if (texts.length <= maximumTexts) return texts;
  return [...texts.slice(0, maximumTexts / 2), ...texts.slice(-maximumTexts / 2)];
}
