import { dialects } from "../model/dialect.ts";
import { maskSql } from "./mask-sql.ts";
import type { NamedDialect } from "./dialect-names.ts";

const namedDialects: readonly NamedDialect[] = [...dialects, "other"];

type Scores = Record<NamedDialect, number>;

interface Telltale {
  /** One of them stands in every text that has the syntax, in whatever case. */
  readonly words: readonly string[];
  /** What else must be so; absent where the word says it all. */
  readonly pattern?: RegExp;
  /** How much one file with it says for each dialect. */
  readonly points: Readonly<Partial<Record<NamedDialect, number>>>;
}

/**
 * Syntax that some dialects have and others refuse. Looked for in texts without comments and literals, patterns only
 * where a word is there: to make forty patterns ready takes longer than to use them.
 */
const telltales: readonly Telltale[] = [
  { words: ["serial", "smallserial", "bigserial"], points: { postgresql: 3 } },
  {
    words: ["jsonb", "timestamptz", "bytea", "tsvector", "inet", "citext"],
    points: { postgresql: 3 },
  },
  { words: ["concurrently"], points: { postgresql: 3 } },
  { words: ["extension"], pattern: /\bcreate\s+extension\b/i, points: { postgresql: 4 } },
  {
    words: ["type"],
    pattern: /\balter\s+column\s+\S+\s+(?:set\s+data\s+)?type\b/i,
    points: { postgresql: 3 },
  },
  {
    words: ["gin", "gist", "brin", "spgist"],
    pattern: /\busing\s+(?:gin|gist|brin|spgist)\b/i,
    points: { postgresql: 3 },
  },
  {
    words: ["text", "integer", "int", "uuid", "varchar"],
    pattern: /\b(?:text|integer|int|uuid|varchar)\s*\[\s*\]/i,
    points: { postgresql: 3 },
  },
  {
    words: ["plpgsql"],
    pattern: /\blanguage\s+["']?plpgsql\b/i,
    points: { postgresql: 4 },
  },
  { words: ["owner"], pattern: /\bowner\s+to\b/i, points: { postgresql: 3 } },
  {
    words: ["zone"],
    pattern: /\b(?:timestamp|time)(?:\s*\(\d\))?\s+with(?:out)?\s+time\s+zone\b/i,
    points: { postgresql: 3 },
  },
  { words: ["type"], pattern: /\bcreate\s+type\b/i, points: { postgresql: 3 } },
  { words: ["type"], pattern: /\balter\s+type\b/i, points: { postgresql: 3 } },
  { words: ["varying"], pattern: /\bcharacter\s+varying\b/i, points: { postgresql: 3 } },
  { words: ["valid"], pattern: /\bnot\s+valid\b/i, points: { postgresql: 2 } },
  {
    words: ["materialized"],
    pattern: /\bcreate\s+materialized\s+view\b/i,
    points: { postgresql: 2 },
  },
  {
    words: ["security", "policy"],
    pattern: /\brow\s+level\s+security\b|\bcreate\s+policy\b/i,
    points: { postgresql: 3 },
  },
  {
    words: ["identity"],
    pattern: /\bgenerated\s+(?:always|by\s+default)\s+as\s+identity\b/i,
    points: { postgresql: 3 },
  },
  { words: ["do"], pattern: /\bdo\s+(?:language\s+\w+\s+)?\$/i, points: { postgresql: 3 } },
  { words: ["public"], pattern: /\bpublic\s*\.|"public"\s*\./i, points: { postgresql: 2 } },
  {
    words: ["null"],
    pattern: /\balter\s+column\s+\S+\s+(?:set|drop)\s+not\s+null\b/i,
    points: { postgresql: 3 },
  },
  {
    words: ["engine"],
    pattern: /\bengine\s*=\s*(?:innodb|myisam|memory)\b/i,
    points: { mysql: 4, mariadb: 4 },
  },
  {
    words: ["engine", "page_checksum", "versioning"],
    pattern: /\bengine\s*=\s*aria\b|\bpage_checksum\b|\bsystem\s+versioning\b/i,
    points: { mariadb: 6 },
  },
  {
    words: ["exists"],
    pattern:
      /\badd\s+(?:column|index|key)\s+if\s+not\s+exists\s+`|\bdrop\s+(?:column|index|key)\s+if\s+exists\s+`/i,
    points: { mariadb: 2 },
  },
  { words: ["auto_increment"], points: { mysql: 4, mariadb: 4 } },
  {
    words: ["unsigned"],
    pattern: /\b(?:tiny|small|medium|big)?int(?:eger)?(?:\s*\(\d+\))?\s+unsigned\b/i,
    points: { mysql: 4, mariadb: 4 },
  },
  {
    words: ["charset", "character"],
    pattern: /\b(?:charset|character\s+set)\s*=?\s*["']?utf8/i,
    points: { mysql: 4, mariadb: 4 },
  },
  {
    words: ["modify", "change"],
    pattern: /\b(?:modify|change)\s+column\b/i,
    points: { mysql: 3, mariadb: 3 },
  },
  {
    words: ["longtext", "mediumtext", "tinytext", "longblob", "mediumblob", "tinyblob", "tinyint"],
    pattern: /\b(?:long|medium|tiny)(?:text|blob)\b|\btinyint\s*\(/i,
    points: { mysql: 3, mariadb: 3 },
  },
  {
    words: ["current_timestamp"],
    pattern: /\bon\s+update\s+current_timestamp\b/i,
    points: { mysql: 4, mariadb: 4 },
  },
  {
    words: ["delimiter"],
    pattern: /^[ \t]*delimiter[ \t]+\S+[ \t]*$/im,
    points: { mysql: 4, mariadb: 4 },
  },
  {
    words: ["algorithm"],
    pattern: /\balgorithm\s*=\s*(?:inplace|instant|copy)\b/i,
    points: { mysql: 4, mariadb: 4 },
  },
  { words: ["autoincrement"], points: { sqlite: 5 } },
  { words: ["pragma"], pattern: /^[ \t]*pragma[ \t]+\w/im, points: { sqlite: 4 } },
  {
    words: ["rowid", "sqlite_master", "sqlite_sequence", "sqlite_schema", "unixepoch"],
    pattern: /\bwithout\s+rowid\b|\bsqlite_(?:master|sequence|schema)\b|\bunixepoch\s*\(/i,
    points: { sqlite: 5 },
  },
  {
    words: ["strftime", "strict"],
    pattern: /\bstrftime\s*\(|\bcurrent_timestamp\s*\)\s*strict\b|\)\s*strict\s*;/i,
    points: { sqlite: 4 },
  },
  {
    words: ["mergetree", "cluster", "lowcardinality"],
    pattern: /\bmergetree\b|\bon\s+cluster\b|\blowcardinality\s*\(/i,
    points: { other: 6 },
  },
  { words: ["go"], pattern: /^[ \t]*go[ \t]*$/im, points: { other: 3 } },
  {
    words: ["dbo", "nvarchar", "identity"],
    pattern: /\[dbo\]|\bdbo\.|\bnvarchar\s*\(|\bidentity\s*\(\s*\d+\s*,/i,
    points: { other: 4 },
  },
  {
    words: ["varchar2", "number"],
    pattern: /\bvarchar2\s*\(|\bnumber\s*\(\s*\d+/i,
    points: { other: 4 },
  },
];

const anyWord = new RegExp(`\\b(?:${telltales.flatMap(({ words }) => words).join("|")})\\b`, "gi");

/** Syntax without a word of its own. */
const signs: readonly Omit<Telltale, "words">[] = [
  { pattern: /[\w)\]"' ]::\s*"?[a-z_]/i, points: { postgresql: 3 } },
  {
    pattern: /\b(?:gen_random_uuid|uuid_generate_v4|pg_\w+|nextval)\s*\(/i,
    points: { postgresql: 3 },
  },
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
    const found = new Set(masked.match(anyWord)?.map((word) => word.toLowerCase()));
    const candidates = telltales.filter(({ words }) => words.some((word) => found.has(word)));
    for (const { pattern, points } of [...candidates, ...signs]) {
      if (pattern?.test(masked) === false) continue;
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
