import { firstFreeNumber } from "./free-number.ts";
import type { IndexPart } from "../model/definitions.ts";

/** PostgreSQL's limit on identifiers, in bytes of UTF-8 (NAMEDATALEN - 1). */
const longestName = 63;

/** Expressions nested deeper than people write them are not looked into. */
const deepestExpression = 8;
const longestExpression = 1000;

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
  const originals = parts.map(
    (part) => part.column ?? expressionName(part.expression?.sql ?? "") ?? "expr",
  );
  for (const original of [...originals, ...include]) {
    let name = original;
    for (let number = 1; names.has(name); number += 1) name = `${original}${number}`;
    names.add(name);
  }
  return [...names];
}

/**
 * The name that PostgreSQL figures for an expression (FigureIndexColname): of the function that it calls, of the
 * column or otherwise the type that it casts, or none, which makes it `expr`. Of several casts the last one counts.
 */
function expressionName(sql: string, depth = 0, isCast = false): string | null {
  if (depth > deepestExpression || sql.length > longestExpression) return null;
  const text = withoutOuterParentheses(sql.trim());
  const [, operand, type] = cast.exec(text) ?? [];
  if (operand !== undefined && type !== undefined) {
    const name = expressionName(operand, depth + 1, true);
    return name ?? (!isCast && isOperand(operand) ? typeName(type) : null);
  }
  const [start, quote, word] = /^(?:"?\w+"?\.)?("?)(\w+)\1/.exec(text) ?? [];
  if (start === undefined || word === undefined || literal.test(text)) return null;
  const name = quote === "" ? word.toLowerCase() : word;
  const rest = text.slice(start.length).trim();
  if (rest === "" || /^(?:\[[^\]]*\])+$/.test(rest)) return name;
  if (/^at time zone '[^']*'$/i.test(rest)) return "timezone";
  if (name === "case" && /\bend$/i.test(rest)) return isCast ? null : "case";
  if (!rest.startsWith("(") || behindParentheses(rest) !== "") return null;
  if (name !== "cast") return name;
  const [, inner = "", to = ""] = /^\((.*) as ([^()]*(?:\([^()]*\))?)\)$/is.exec(rest) ?? [];
  return expressionName(inner, depth + 1, true) ?? (isCast ? null : typeName(to));
}

/** Whether a cast behind it is one of all that stands before. */
function isOperand(text: string): boolean {
  const inner = cast.exec(text)?.[1] ?? text;
  return (
    /^case\b.*\bend$/is.test(inner) ||
    literal.test(inner) ||
    (inner.startsWith("(") && behindParentheses(inner) === "")
  );
}

/** `x::numeric(10, 2)[]`: what is cast, and the type without its modifiers. */
const cast = /^(.*)::\s*([\w\s."]+?)\s*(?:\([\d\s,]*\))?(?:\s*\[\d*\])*$/s;

const literal = /^(?:'[^']*'|\d[\d.]*)$/;

/** Types that have another name in the catalog than in standard SQL. */
const ownNames: Readonly<Record<string, string>> = {
  int: "int4",
  integer: "int4",
  smallint: "int2",
  bigint: "int8",
  boolean: "bool",
  decimal: "numeric",
  real: "float4",
  float: "float8",
  "double precision": "float8",
  "character varying": "varchar",
  char: "bpchar",
  character: "bpchar",
  "bit varying": "varbit",
  "timestamp with time zone": "timestamptz",
  "timestamp without time zone": "timestamp",
  "time with time zone": "timetz",
  "time without time zone": "time",
};

function typeName(written: string): string {
  const type = written
    .replace(/\([^()]*\)|"/g, "")
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ");
  return ownNames[type] ?? type.slice(type.lastIndexOf(".") + 1);
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
