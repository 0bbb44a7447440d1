import { firstFreeNumber } from "./free-number.ts";
import type { IndexPart } from "../model/definitions.ts";

/** PostgreSQL's limit on identifiers, in bytes of UTF-8 (NAMEDATALEN - 1). */
const longestName = 63;

/** Expressions nested deeper than people write them are not looked into. */
const deepestExpression = 8;

/**
 * `table_column_label`, shortened as PostgreSQL does it: the longer of the first two parts loses bytes until the
 * whole fits (makeObjectName in indexcmds.c).
 */
export function postgresqlObjectName(
  table: string,
  addition: string | null,
  label: string,
): string {
  let tableBytes = Buffer.byteLength(table);
  let additionBytes = addition === null ? 0 : Buffer.byteLength(addition);
  const overhead = Buffer.byteLength(label) + 1 + (addition === null ? 0 : 1);
  const available = longestName - overhead;
  const excess = tableBytes + additionBytes - available;
  if (excess > 0) {
    // Level the longer part down to the shorter one first, then take from both in turn, the addition first.
    const difference = Math.min(excess, Math.abs(tableBytes - additionBytes));
    if (tableBytes > additionBytes) tableBytes -= difference;
    else additionBytes -= difference;
    const rest = excess - difference;
    tableBytes -= Math.floor(rest / 2);
    additionBytes -= Math.ceil(rest / 2);
  }
  const first = clipBytes(table, tableBytes);
  return addition === null
    ? `${first}_${label}`
    : `${first}_${clipBytes(addition, additionBytes)}_${label}`;
}

/** The first free of `name`, `name1`, `name2`, … where the number is added to the label. */
export function freePostgresqlName(
  table: string,
  addition: string | null,
  label: string,
  isTaken: (name: string) => boolean,
): string {
  const named = (number: number): string =>
    postgresqlObjectName(table, addition, number === 0 ? label : `${label}${number}`);
  return named(firstFreeNumber(0, (number) => isTaken(named(number))));
}

/** The columns' part of an index name: joined by `_`, cut once it is longer than any name. */
export function indexNameAddition(columns: readonly string[]): string {
  let addition = "";
  for (const column of columns) {
    addition += addition === "" ? column : `_${column}`;
    if (Buffer.byteLength(addition) > longestName) break;
  }
  return clipBytes(addition, longestName);
}

/** The names of an index's columns: repeated ones are numbered, an expression is named by its function. */
export function indexColumnNames(
  parts: readonly IndexPart[],
  include: readonly string[],
): readonly string[] {
  const names = new Set<string>();
  const originals = parts.map((part) => part.column ?? expressionName(part.expression?.sql ?? ""));
  for (const original of [...originals, ...include]) {
    let name = original;
    for (let number = 1; names.has(name); number += 1) name = `${original}${number}`;
    names.add(name);
  }
  return [...names];
}

/**
 * The name that PostgreSQL figures for an expression (FigureIndexColname): of the function that it calls, of the
 * column that it casts, otherwise `expr`.
 */
function expressionName(sql: string, depth = 0): string {
  if (depth > deepestExpression) return "expr";
  const text = withoutOuterParentheses(sql.trim());
  const word = /^(?:"?\w+"?\.)?"?(\w+)"?/.exec(text);
  if (word === null) return "expr";
  const name = (word[1] ?? "expr").toLowerCase();
  const rest = text.slice(word[0].length).trim();
  if (rest === "") return name;
  if (name === "case" && /\bend$/i.test(rest)) return "case";
  if (name === "cast" && rest.startsWith("(")) return expressionName(castOperand(rest), depth + 1);
  if (/^::[\w\s(),[\]]+$/.test(rest)) return name;
  if (rest.startsWith("(") && /^(?:::[\w\s(),[\]]+)?$/.test(behindParentheses(rest))) return name;
  return "expr";
}

/** `(x AS date)` gives `x`. */
function castOperand(parenthesised: string): string {
  const inner = parenthesised.slice(1, -1);
  const as = inner.toLowerCase().lastIndexOf(" as ");
  return as < 0 ? "" : inner.slice(0, as);
}

function withoutOuterParentheses(text: string): string {
  let inner = text;
  for (let level = 0; level < deepestExpression; level += 1) {
    if (!inner.startsWith("(") || behindParentheses(inner) !== "") break;
    inner = inner.slice(1, -1).trim();
  }
  return inner;
}

/** What follows the parenthesis that the text begins with; the whole text where it is not closed. */
function behindParentheses(text: string): string {
  let depth = 0;
  let quoted = false;
  for (let position = 0; position < text.length; position += 1) {
    const character = text[position];
    if (character === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (character === "(") depth += 1;
    else if (character === ")") {
      depth -= 1;
      if (depth === 0) return text.slice(position + 1).trim();
    }
  }
  return text;
}

/** The longest start of the text that has at most so many bytes and cuts no character. */
function clipBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let clipped = "";
  let length = 0;
  for (const character of text) {
    length += Buffer.byteLength(character);
    if (length > bytes) break;
    clipped += character;
  }
  return clipped;
}
