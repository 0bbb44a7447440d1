import type { SqlType } from "../../model/sql-type.ts";
import { namesIn, nodeAs, type Node, type TypeName } from "./ast.ts";
import { constantText } from "./expression.ts";

/** How people write the built-in types whose internal names they do not use. */
const writtenNames: Readonly<Record<string, string>> = {
  bool: "boolean",
  bpchar: "char",
  float4: "real",
  float8: "double precision",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  varbit: "bit varying",
};

const internalNames: Readonly<Record<string, string>> = {
  serial: "int4",
  serial2: "int2",
  serial4: "int4",
  serial8: "int8",
  bigserial: "int8",
  smallserial: "int2",
};

/** Bits of an interval's typmod, from `YEAR` to `SECOND` (PostgreSQL's datetime.h). */
const intervalFields: readonly (readonly [number, string])[] = [
  [1 << 2, "year"],
  [1 << 1, "month"],
  [1 << 3, "day"],
  [1 << 10, "hour"],
  [1 << 11, "minute"],
  [1 << 12, "second"],
];
const intervalFullRange = 0x7fff;

/** Whether the name is one of the `serial` family, which is not a type but a shorthand for a column. */
export function isSerial(type: TypeName | undefined): boolean {
  const names = namesIn(type?.names);
  return names.length === 1 && (names[0] ?? "") in internalNames;
}

/**
 * A type as the grammar tells it. `interval` with fields has the modifiers `[field mask, precision]` (precision 6
 * where none is written), other types what is written. Modifiers that are no numbers (`geometry(Point, 4326)`) stand
 * in `text` only.
 */
export function readType(type: TypeName | undefined): SqlType {
  const parts = namesIn(type?.names);
  const written = parts.at(-1) ?? "";
  const schema = parts.length > 1 && parts.at(-2) !== "pg_catalog" ? (parts.at(-2) ?? null) : null;
  const name = isSerial(type) ? (internalNames[written] ?? written) : written;
  const arrayDimensions = type?.arrayBounds?.length ?? 0;
  const modifiers = readModifiers(name, type?.typmods);
  const spelled = spell(name, schema, parts.length === 1, type?.typmods, modifiers);
  return {
    name,
    schema,
    modifiers,
    arrayDimensions,
    unsigned: false,
    values: [],
    text: spelled + "[]".repeat(arrayDimensions),
  };
}

/** A function's argument type: its identity ignores modifiers. */
export function readArgumentType(type: TypeName | undefined): string {
  return readType(type === undefined ? undefined : { ...type, typmods: [] }).text;
}

function readModifiers(name: string, typmods: readonly Node[] | undefined): readonly number[] {
  const numbers = (typmods ?? []).flatMap((node) => {
    const value = Number(constantText(node) ?? Number.NaN);
    return Number.isInteger(value) ? [value] : [];
  });
  if (name !== "interval" || numbers.length === 0) return numbers;
  const [mask = intervalFullRange, precision] = numbers;
  if (mask === intervalFullRange) return precision === undefined ? [] : [precision];
  return [mask, precision ?? 6];
}

function spell(
  name: string,
  schema: string | null,
  bare: boolean,
  typmods: readonly Node[] | undefined,
  modifiers: readonly number[],
): string {
  if (schema !== null) return `${quoteName(schema)}.${quoteName(name)}${spellModifiers(typmods)}`;
  if (name === "interval") return spellInterval(modifiers);
  // `char(1)` is what a bare `char` means; the one-byte type "char" needs its quotes.
  if (name === "char" && bare) return '"char"';
  return (writtenNames[name] ?? quoteName(name)) + spellModifiers(typmods);
}

function spellModifiers(typmods: readonly Node[] | undefined): string {
  if (typmods === undefined || typmods.length === 0) return "";
  const words = typmods.map(
    (node) => constantText(node) ?? namesIn(nodeAs(node, "ColumnRef")?.fields).join("."),
  );
  return `(${words.join(",")})`;
}

function spellInterval(modifiers: readonly number[]): string {
  const [first, precision] = modifiers;
  if (first === undefined) return "interval";
  if (precision === undefined) return `interval(${first})`;
  const fields = intervalFields.filter(([bit]) => (first & bit) !== 0).map(([, field]) => field);
  const [from = "", ...rest] = fields;
  const to = rest.at(-1);
  const range = to === undefined ? from : `${from} to ${to}`;
  return `interval ${range}${precision === 6 ? "" : `(${precision})`}`;
}

/** A name as SQL needs it written. */
export function quoteName(name: string): string {
  return /^[a-z_\u0080-\uffff][a-z0-9_$\u0080-\uffff]*$/.test(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}
