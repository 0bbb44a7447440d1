import { fold } from "./identifier.ts";
import type { Hit, SourceFile } from "./source-file.ts";
import { lastBefore, reach } from "./source-file.ts";

/** The SQL statement that a hit stands in, or a piece of one. */
export interface SqlAround {
  readonly text: string;
  /** Of the hit within `text`. */
  readonly offset: number;
  /** Every table that it names, folded. */
  readonly tables: ReadonlySet<string>;
  /** By folded alias: the folded table. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Defines the schema instead of using it. */
  readonly isDefinition: boolean;
}

const beginning =
  /\b(?:select\s+(?=[\w"`'*({[:$%\\]|--)|insert\s+(?:ignore\s+)?into\s|replace\s+into\s|update\s+(?:only\s+)?["`\w.]+(?:\s+(?:as\s+)?\w+)?\s+set\s|delete\s+from\s|merge\s+into\s|with\s+(?:recursive\s+)?\w+\s+as\s*\(|copy\s+["`\w.(]|truncate\s+(?:table\s+)?["`\w.]+|call\s+\w|perform\s+\w|(?:create|alter|drop|comment\s+on)\s+(?:or\s+replace\s+)?(?:unique\s+|materialized\s+|temp(?:orary)?\s+)?(?:table|index|type|view|function|column|sequence)\s|from\s+["`\w.]+\s+(?:as\s+)?\w*\s*(?:where|join|order|group)\b)/gi;

const definition =
  /^(?:create|alter|drop|comment\s+on)\s+(?:or\s+replace\s+)?(?:unique\s+|temp(?:orary)?\s+)?(?:table|index|type|column|sequence)\b/i;

/**
 * The SQL around a hit: in a string, or in a file or heredoc that is SQL itself. A statement that is put together from
 * several strings is read as one. Null where there is none.
 */
export function sqlAround(file: SourceFile, hit: Hit): SqlAround | null {
  const sql = sqlIn(file);
  const isString = hit.segment.kind === "string";
  const floor = Math.max(hit.start - reach, isString ? joinedEdge(file, hit, -1) : 0);
  const last = lastBefore(sql.starts, ({ offset }) => offset, hit.start);
  let first: number | null = null;
  for (let at = last; at >= 0; at -= 1) {
    const start = sql.starts[at];
    if (start === undefined || start.offset > hit.start) break;
    if (start.offset < floor || (!isString && start.inString)) break;
    if (ending.test(sql.text.slice(start.offset, first ?? hit.start))) break;
    // A subquery's SELECT belongs to the statement around it.
    first = start.offset;
  }
  if (first === null) return null;
  const edge = isString ? joinedEdge(file, hit, 1) : file.text.length;
  const statement = sql.statements.get(first) ?? readStatement(sql.text, first, edge);
  sql.statements.set(first, statement);
  return { ...statement, offset: hit.start - first };
}

const ending = /;|\n[ \t\r]*\n/;

/** The SQL of a file, found once. */
interface SqlInFile {
  /** The file with its comments blanked out: they may hold a word that would begin a statement. */
  readonly text: string;
  readonly starts: readonly { readonly offset: number; readonly inString: boolean }[];
  readonly statements: Map<number, Omit<SqlAround, "offset">>;
}

const known = new WeakMap<SourceFile, SqlInFile>();

function sqlIn(file: SourceFile): SqlInFile {
  const before = known.get(file);
  if (before !== undefined) return before;
  const text = file.segments
    .map(({ kind, start, end }, position) => {
      const next = file.segments[position + 1]?.start ?? file.text.length;
      const own = file.text.slice(start, end);
      const shown = kind === "comment" ? own.replace(/[^\n]/g, " ") : own;
      return shown + file.text.slice(end, next);
    })
    .join("");
  const lead = file.text.slice(0, file.segments[0]?.start ?? 0);
  const whole = lead + text;
  const starts = [...whole.matchAll(beginning)].map(({ index: offset }) => {
    const position = lastBefore(file.segments, ({ start }) => start, offset);
    return { offset, inString: file.segments[position]?.kind === "string" };
  });
  const sql: SqlInFile = { text: whole, starts, statements: new Map() };
  known.set(file, sql);
  return sql;
}

function readStatement(text: string, first: number, edge: number): Omit<SqlAround, "offset"> {
  const most = text.slice(first, Math.min(edge, first + 2 * reach));
  const end = most.search(ending);
  const statement = end === -1 ? most : most.slice(0, end);
  return { text: statement, ...tablesIn(statement), isDefinition: definition.test(statement) };
}

/** Strings with nothing but an operator between them are one. */
function joinedEdge({ segments, text }: SourceFile, hit: Hit, step: 1 | -1): number {
  let edge = hit.segment;
  for (let at = hit.position; Math.abs(edge.start - hit.start) < reach; at += 2 * step) {
    const between = segments[at + step];
    const next = segments[at + 2 * step];
    if (between?.kind !== "code" || next?.kind !== "string") break;
    if (!/^[\s+.&\\]{0,200}$/.test(text.slice(between.start, between.end))) break;
    edge = next;
  }
  return step === 1 ? edge.end : edge.start;
}

const tableName = String.raw`["'\x60\[]?([\p{L}\p{N}_$]+)["'\x60\]]?(?:\.["'\x60\[]?([\p{L}\p{N}_$]+)["'\x60\]]?)?`;
const naming = new RegExp(
  String.raw`\b(?:from|join|into|update|table|truncate|copy|only|using|on)\s+(?:only\s+|if\s+(?:not\s+)?exists\s+)?\(?${tableName}(?:\s+(?:as\s+)?([\p{L}\p{N}_]+))?`,
  "giu",
);
const listed = new RegExp(
  String.raw`,\s*${tableName}(?:\s+(?:as\s+)?([\p{L}\p{N}_]+))?(?=\s*(?:,|\bwhere\b|\bjoin\b|$))`,
  "giu",
);
const clauseWords =
  /^(?:where|set|on|using|values|select|left|right|inner|outer|cross|full|join|order|group|limit|returning|as|natural|for|having|union|default|to|from|add|drop|rename|alter|conflict)$/i;

function tablesIn(statement: string): Pick<SqlAround, "tables" | "aliases"> {
  const tables = new Set<string>();
  const aliases = new Map<string, string>();
  const note = (match: RegExpMatchArray): void => {
    const table = fold(match[2] ?? match[1] ?? "");
    tables.add(table);
    const alias = match[3];
    if (alias !== undefined && !clauseWords.test(alias)) aliases.set(fold(alias), table);
  };
  for (const match of statement.matchAll(naming)) {
    if (/^on\s/i.test(match[0]) || clauseWords.test(match[1] ?? "")) continue;
    note(match);
    // FROM a, b: the list goes on to the next clause.
    if (!/^from/i.test(match[0])) continue;
    const rest = statement.slice(match.index + match[0].length, match.index + reach);
    const list =
      /^(?:\s*,[^()\n;]{1,80}?)(?=\bwhere\b|\bjoin\b|\border\b|\bgroup\b|\n\s*\n|$)/i.exec(rest);
    for (const one of (list?.[0] ?? "").matchAll(listed)) note(one);
  }
  return { tables, aliases };
}
