import { expect, test } from "vitest";
import { loadPostgresqlParser } from "../../../src/parse/postgresql/parser.ts";

const parser = await loadPostgresqlParser();

test.each([
  ["int", "int4", [], "integer"],
  ["INTEGER", "int4", [], "integer"],
  ["int8", "int8", [], "bigint"],
  ["boolean", "bool", [], "boolean"],
  ["double precision", "float8", [], "double precision"],
  ["float(20)", "float4", [], "real"],
  ["decimal(10, 2)", "numeric", [10, 2], "numeric(10,2)"],
  ["numeric(5, -2)", "numeric", [5, -2], "numeric(5,-2)"],
  ["numeric", "numeric", [], "numeric"],
  ["character varying(255)", "varchar", [255], "varchar(255)"],
  ["varchar", "varchar", [], "varchar"],
  ["char", "bpchar", [1], "char(1)"],
  [`"char"`, "char", [], `"char"`],
  ["text", "text", [], "text"],
  ["bit varying(5)", "varbit", [5], "bit varying(5)"],
  ["timestamp with time zone", "timestamptz", [], "timestamptz"],
  ["timestamp(3)", "timestamp", [3], "timestamp(3)"],
  ["time(2) with time zone", "timetz", [2], "timetz(2)"],
  ["interval", "interval", [], "interval"],
  ["interval(3)", "interval", [3], "interval(3)"],
  ["interval year to month", "interval", [6, 6], "interval year to month"],
  ["interval day to second(2)", "interval", [7176, 2], "interval day to second(2)"],
  ["jsonb", "jsonb", [], "jsonb"],
  ["geometry(Point, 4326)", "geometry", [4326], "geometry(point,4326)"],
  [`"Mood"`, "Mood", [], `"Mood"`],
])("%s", (written, name, modifiers, text) => {
  expect(typeOf(written)).toEqual({
    name,
    schema: null,
    modifiers,
    arrayDimensions: 0,
    unsigned: false,
    values: [],
    text,
  });
});

test("arrays and types of a schema", () => {
  expect(typeOf("int[][3]")).toMatchObject({
    name: "int4",
    arrayDimensions: 2,
    text: "integer[][]",
  });
  expect(typeOf(`app."Mood"[]`)).toMatchObject({
    name: "Mood",
    schema: "app",
    text: `app."Mood"[]`,
  });
});

test.each([
  ["serial", "int4"],
  ["bigserial", "int8"],
  ["smallserial", "int2"],
  ["serial8", "int8"],
])("%s is an integer that fills itself in", (written, name) => {
  const [statement] = parser.parse(`CREATE TABLE t (a ${written})`);
  expect(statement?.changes).toMatchObject([
    { columns: [{ type: { name }, autoIncrement: true, nullable: false, default: null }] },
  ]);
});

function typeOf(written: string): unknown {
  const change = parser.parse(`ALTER TABLE t ALTER a TYPE ${written}`)[0]?.changes[0];
  return change?.kind === "alter-column-type" ? change.type : change;
}
