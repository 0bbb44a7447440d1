import { expect, test } from "vitest";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import { compareTypes } from "../../src/catalog/column-type.ts";
import type { Dialect } from "../../src/model/dialect.ts";
import { type } from "./definitions.ts";

/* PostgreSQL's types are compared with a real server in test/database/column-type.test.ts. */

function compared(from: string, to: string, dialect: Dialect) {
  return compareTypes(type(from), type(to), dialect, emptyCatalog(dialect));
}

test.each([
  ["int", "bigint", "wider", true],
  ["bigint", "int", "narrower", true],
  ["int(11)", "int", "same", false],
  ["int", "int unsigned", "narrower", true],
  ["int unsigned", "int", "narrower", true],
  ["int unsigned", "bigint", "wider", true],
  ["tinyint(1)", "smallint", "wider", true],
  ["int", "decimal(12,2)", "wider", true],
  ["int", "decimal(5,2)", "narrower", true],
  ["int", "double", "wider", true],
  ["bigint", "double", "narrower", true],
  ["int", "float", "narrower", true],
  ["decimal(10,2)", "decimal(12,2)", "wider", true],
  ["decimal(10,2)", "decimal(12,4)", "wider", true],
  ["decimal(10,2)", "decimal(10,4)", "narrower", true],
  ["decimal(10,2)", "decimal(10,0)", "narrower", true],
  ["decimal(10,2)", "double", "narrower", true],
  ["float", "double", "wider", true],
  ["double", "float", "narrower", true],
  ["varchar(50)", "varchar(60)", "wider", false],
  ["varchar(50)", "varchar(100)", "wider", "unknown"],
  ["varchar(300)", "varchar(400)", "wider", false],
  ["varchar(60)", "varchar(50)", "narrower", true],
  ["varchar(255)", "text", "wider", true],
  ["varchar(20000)", "text", "unknown", true],
  ["varchar(255)", "tinytext", "unknown", true],
  ["text", "varchar(255)", "narrower", true],
  ["tinytext", "varchar(255)", "wider", true],
  ["text", "mediumtext", "wider", true],
  ["longtext", "text", "narrower", true],
  ["char(10)", "varchar(10)", "wider", true],
  ["varchar(10)", "char(10)", "narrower", true],
  ["varchar(10)", "varbinary(10)", "incompatible", true],
  ["enum('a','b')", "enum('a','b','c')", "wider", false],
  ["enum('a','b')", "enum('c','a','b')", "wider", true],
  ["enum('a','b')", "enum('a')", "narrower", true],
  ["enum('a','long')", "varchar(4)", "wider", true],
  ["enum('a','long')", "varchar(3)", "narrower", true],
  ["varchar(3)", "enum('a')", "narrower", true],
  ["set('a','b')", "set('a','b','c')", "wider", false],
  ["datetime", "datetime(6)", "wider", true],
  ["datetime(6)", "datetime", "narrower", true],
  ["datetime", "timestamp", "narrower", true],
  ["timestamp", "datetime", "incompatible", true],
  ["datetime", "date", "narrower", true],
  ["json", "longtext", "wider", true],
  ["longtext", "json", "narrower", true],
  ["int", "varchar(20)", "incompatible", true],
  ["geometry", "int", "unknown", true],
  ["int", "geometry", "unknown", true],
  ["bit(1)", "bit(8)", "wider", true],
  ["bit(2)", "bit", "narrower", true],
  ["bit(8)", "int", "incompatible", true],
  ["year", "smallint", "wider", true],
  ["int", "year", "narrower", true],
  ["year", "decimal(3)", "narrower", true],
  ["decimal(4,2)", "double", "narrower", true],
  ["float", "decimal(60,10)", "narrower", true],
  ["float(7,3)", "double", "unknown", true],
  ["float(53)", "double", "same", false],
  ["float(24)", "float", "same", false],
  ["float(25)", "float", "narrower", true],
  ["decimal", "decimal(10)", "same", false],
  ["numeric(10,2)", "decimal(10,2)", "same", false],
  ["decimal(10)", "decimal(11)", "wider", true],
  ["varchar(50)", "varchar(63)", "wider", false],
  ["varchar(50)", "varchar(64)", "wider", "unknown"],
  ["varchar(255)", "varchar(300)", "wider", "unknown"],
  ["varchar(256)", "varchar(300)", "wider", false],
  ["char", "varchar(1)", "wider", true],
  ["binary(4)", "varbinary(4)", "wider", true],
  ["varbinary(4)", "binary(4)", "narrower", true],
  ["blob", "text", "incompatible", true],
  ["tinyblob", "blob", "wider", true],
  ["blob", "varbinary(10)", "narrower", true],
  ["enum('a','b')", "enum('b','a')", "wider", true],
  ["enum('a')", "varbinary(9)", "incompatible", true],
  ["varbinary(9)", "enum('a')", "incompatible", true],
  ["time", "time(3)", "wider", true],
  ["timestamp(3)", "timestamp", "narrower", true],
  ["timestamp", "date", "narrower", true],
  ["date", "datetime", "incompatible", true],
])("MariaDB: %s to %s is %s, rewrites %s", (from, to, relation, rewrites) => {
  expect(compared(from, to, "mariadb")).toMatchObject({ relation, rewrites });
});

test.each([
  ["varchar(50)", "varchar(60)", "wider", false],
  ["int", "bigint", "wider", "unknown"],
  ["enum('a')", "enum('a','b')", "wider", false],
  ["json", "longtext", "incompatible", "unknown"],
])("MySQL: %s to %s is %s, rewrites %s", (from, to, relation, rewrites) => {
  expect(compared(from, to, "mysql")).toMatchObject({ relation, rewrites });
});

test("an enum that grows past 255 values takes another byte, so it is copied", () => {
  const values = (count: number): string =>
    `enum(${Array.from({ length: count }, (_, position) => `'v${position}'`).join(",")})`;
  expect(compared(values(255), values(256), "mariadb").rewrites).toBe(true);
  expect(compared(values(254), values(255), "mariadb").rewrites).toBe(false);
});

test("a set that takes another byte is copied", () => {
  const values = (count: number): string =>
    `set(${Array.from({ length: count }, (_, position) => `'v${position}'`).join(",")})`;
  const rewrites = (from: number, to: number): boolean | "unknown" =>
    compared(values(from), values(to), "mariadb").rewrites;
  expect([rewrites(7, 8), rewrites(24, 25), rewrites(25, 32), rewrites(32, 33)]).toEqual([
    false,
    true,
    false,
    true,
  ]);
  expect(rewrites(33, 50)).toBe(false);
});

test.each([
  ["varchar(20)", "text", "same"],
  ["clob", "text", "same"],
  ["", "blob", "same"],
  ["blob", "longblob", "same"],
  ["blob", "text", "incompatible"],
  ["real", "double precision", "same"],
  ["float", "real", "same"],
  ["decimal", "numeric", "same"],
  ["real", "numeric", "incompatible"],
  ["text", "numeric", "incompatible"],
  ["text", "varchar(5)", "same"],
  ["integer", "bigint", "same"],
  ["integer", "text", "incompatible"],
  ["integer", "numeric", "wider"],
  ["real", "integer", "incompatible"],
])("SQLite: %s to %s is %s", (from, to, relation) => {
  expect(compared(from, to, "sqlite").relation).toBe(relation);
});

test("a reason stays on one line and lists only the first values", () => {
  const { reason } = compared("enum('a`','b\n','c','d','e')", "enum('x')", "mysql");
  expect(reason).toContain("`, `c` and 2 more");
  expect(reason).not.toContain("\n");
});
