import type { SqlType } from "../../model/sql-type.ts";
import {
  nextKeyword,
  readGroup,
  readName,
  splitAtCommas,
  sqlOf,
  type Cursor,
} from "../sql-text/cursor.ts";
import { shortened, UnreadableError } from "../sql-text/unreadable.ts";

/** A type with what MySQL writes behind it. */
export interface ColumnType {
  readonly type: SqlType;
  /** The collation, or the character set where only that is written: it implies its default collation. */
  readonly collation: string | null;
  /** `SERIAL` is `BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE`. */
  readonly serial: boolean;
}

/** Types of one word, by the name that the server keeps for them (manual of MySQL 8.4, chapter 13; MariaDB, "Data Types"). */
const typeNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (
      "tinyint smallint mediumint int bigint decimal float double bit char varchar binary varbinary tinyblob blob " +
      "mediumblob longblob tinytext text mediumtext longtext enum set json date time datetime timestamp year geometry " +
      "point linestring polygon multipoint multilinestring multipolygon geometrycollection uuid inet4 inet6 vector"
    )
      .split(" ")
      .map((name) => [name, name]),
  ),
  bool: "tinyint",
  boolean: "tinyint",
  int1: "tinyint",
  int2: "smallint",
  int3: "mediumint",
  middleint: "mediumint",
  int4: "int",
  integer: "int",
  int8: "bigint",
  serial: "bigint",
  dec: "decimal",
  numeric: "decimal",
  fixed: "decimal",
  number: "decimal",
  float4: "float",
  float8: "double",
  real: "double",
  character: "char",
  nchar: "char",
  nvarchar: "varchar",
  varcharacter: "varchar",
  long: "mediumtext",
  geomcollection: "geometrycollection",
};

/** Types of several words. Longer ones come first. */
const compoundTypes: readonly (readonly [readonly string[], string])[] = [
  [["NATIONAL", "CHARACTER", "VARYING"], "varchar"],
  [["NATIONAL", "CHAR", "VARYING"], "varchar"],
  [["LONG", "CHARACTER", "VARYING"], "mediumtext"],
  [["LONG", "CHAR", "VARYING"], "mediumtext"],
  [["NATIONAL", "CHARACTER"], "char"],
  [["NATIONAL", "VARCHAR"], "varchar"],
  [["NATIONAL", "CHAR"], "char"],
  [["CHARACTER", "VARYING"], "varchar"],
  [["CHAR", "VARYING"], "varchar"],
  [["NCHAR", "VARYING"], "varchar"],
  [["NCHAR", "VARCHAR"], "varchar"],
  [["DOUBLE", "PRECISION"], "double"],
  [["CHAR", "BYTE"], "binary"],
  [["LONG", "VARCHAR"], "mediumtext"],
  [["LONG", "VARBINARY"], "mediumblob"],
];

/** Reads a type with its length, values, sign, character set and collation. */
export function readColumnType(cursor: Cursor): ColumnType {
  const { name, written } = readTypeName(cursor);
  let text = written;
  let modifiers: readonly number[] = [];
  let values: readonly string[] = [];
  if (nextKeyword(cursor) === "(") {
    const parts = splitAtCommas(readGroup(cursor));
    text += `(${parts.map(sqlOf).join(",")})`;
    if (name === "enum" || name === "set") values = parts.map((part) => part.at(-1)?.value ?? "");
    else modifiers = parts.map((part) => Number(part[0]?.text)).filter(Number.isInteger);
  }
  if (written === "bool" || written === "boolean") modifiers = [1];
  let unsigned = written === "serial";
  let collation: string | null = null;
  for (;;) {
    if (cursor.accept("UNSIGNED")) {
      unsigned = true;
      text += " unsigned";
    } else if (cursor.accept("ZEROFILL")) {
      if (!unsigned) text += " unsigned";
      unsigned = true;
      text += " zerofill";
    } else if (cursor.accept("SIGNED") || cursor.accept("COMPRESSED")) {
      continue;
    } else if (cursor.accept("ASCII")) {
      collation = "latin1";
    } else if (cursor.accept("UNICODE")) {
      collation = "ucs2";
    } else if (cursor.accept("BYTE") || cursor.accept("BINARY")) {
      collation ??= "binary";
    } else if (acceptCharacterSet(cursor)) {
      cursor.accept("=");
      collation = readName(cursor);
    } else {
      break;
    }
  }
  return {
    type: { name, schema: null, modifiers, arrayDimensions: 0, unsigned, values, text },
    collation,
    serial: written === "serial",
  };
}

export function acceptCharacterSet(cursor: Cursor): boolean {
  return (
    cursor.accept("CHARACTER", "SET") || cursor.accept("CHARSET") || cursor.accept("CHAR", "SET")
  );
}

function readTypeName(cursor: Cursor): { readonly name: string; readonly written: string } {
  for (const [words, name] of compoundTypes) {
    if (cursor.accept(...words)) return { name, written: words.join(" ").toLowerCase() };
  }
  const token = cursor.take();
  const written = token.value.toLowerCase();
  const name = token.kind === "word" ? typeNames[written] : undefined;
  if (name === undefined) {
    throw new UnreadableError(`\`${shortened(token.text, 40)}\` is not known as a column type`);
  }
  return { name, written };
}
