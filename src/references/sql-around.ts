import { fold } from "./identifier.ts";
import type { Hit, SourceFile } from "./source-file.ts";
import { reach } from "./source-file.ts";

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
  const bounds = boundsOf(file, hit);
  const text = bounds.text;
  const starts = [...text.matchAll(beginning)].map((match) => match.index);
  const start = starts.findLast((one) => one <= hit.start - bounds.start);
  if (start === undefined) return null;
  // A subquery's SELECT belongs to the statement around it.
  const first = starts.find((one) => !/;/.test(text.slice(one, hit.start - bounds.start))) ?? start;
  const rest = text.slice(first);
  const offset = hit.start - bounds.start - first;
  const end = rest.slice(offset).search(/;|\n\s*\n/);
  const statement = end === -1 ? rest : rest.slice(0, offset + end);
  if (/\n\s*\n/.test(statement.slice(0, offset))) return null;
  return {
    text: statement,
    offset,
    ...tablesIn(statement),
    isDefinition: definition.test(statement),
  };
}

/** A string with its neighbours, or the text around a hit that is in no string. */
function boundsOf(file: SourceFile, hit: Hit): { readonly start: number; readonly text: string } {
  const { text } = file;
  let start = Math.max(0, hit.start - reach);
  let end = Math.min(text.length, hit.end + reach);
  if (hit.segment.kind === "string") {
    start = Math.max(start, joinedEdge(file, hit, -1));
    end = Math.min(end, joinedEdge(file, hit, 1));
  }
  return { start, text: blankComments(file, hit, start, end) };
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

/** Comments may hold the word that would end or begin a statement. */
function blankComments(file: SourceFile, hit: Hit, start: number, end: number): string {
  const { segments, text } = file;
  let first = hit.position;
  while (first > 0 && (segments[first]?.start ?? 0) > start) first -= 1;
  let result = text.slice(start, end);
  for (let at = first; (segments[at]?.start ?? end) < end; at += 1) {
    const segment = segments[at];
    if (segment?.kind !== "comment") continue;
    const low = Math.max(segment.start, start) - start;
    const high = Math.min(segment.end, end) - start;
    if (high > low) result = result.slice(0, low) + " ".repeat(high - low) + result.slice(high);
  }
  return result;
}

const tableName = String.raw`["'\x60\[]?([\p{L}\p{N}_$]+)["'\x60\]]?(?:\.["'\x60\[]?([\p{L}\p{N}_$]+)["'\x60\]]?)?`;
const naming = new RegExp(
  String.raw`\b(?:from|join|into|update|table|copy|only|using|on)\s+(?:only\s+|if\s+(?:not\s+)?exists\s+)?\(?${tableName}(?:\s+(?:as\s+)?([\p{L}\p{N}_]+))?`,
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
