import { describe, expect, it } from "vitest";
import type { CreateTable } from "../../../src/model/schema-change.ts";
import { loadMysqlParser } from "../../../src/parse/mysql/parser.ts";
import { changesOf, expectChanges, named } from "./expect-changes.ts";

const mysql = await loadMysqlParser("mysql");
const mariadb = await loadMysqlParser("mariadb");

function createdBy(sql: string): CreateTable {
  const [change] = changesOf(mysql, sql);
  if (change?.kind !== "create-table") throw new Error(`No table is created by: ${sql}`);
  return change;
}

/** The written type, and what it is read as. */
const types: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["INT(11) UNSIGNED", { name: "int", modifiers: [11], unsigned: true, text: "int(11) unsigned" }],
  ["INTEGER", { name: "int", text: "integer" }],
  ["BOOLEAN", { name: "tinyint", modifiers: [1], text: "boolean" }],
  ["DECIMAL(10, 2)", { name: "decimal", modifiers: [10, 2], text: "decimal(10,2)" }],
  ["NUMERIC(5) ZEROFILL", { name: "decimal", modifiers: [5], unsigned: true }],
  ["DOUBLE PRECISION", { name: "double", text: "double precision" }],
  ["CHARACTER VARYING(9)", { name: "varchar", modifiers: [9] }],
  ["NATIONAL VARCHAR(9)", { name: "varchar", modifiers: [9] }],
  ["LONG VARBINARY", { name: "mediumblob" }],
  ["DATETIME(6)", { name: "datetime", modifiers: [6] }],
  [
    "ENUM('a', 'b', 'it''s', 'c\\'d')",
    { name: "enum", modifiers: [], values: ["a", "b", "it's", "c'd"] },
  ],
  ["SET('x','y') CHARACTER SET utf8", { name: "set", values: ["x", "y"] }],
  ["JSON", { name: "json" }],
  ["GEOMETRY SRID 4326", { name: "geometry" }],
  ["INT8", { name: "bigint" }],
];

describe("CREATE TABLE", () => {
  it.each(types)("type %s", (written, expected) => {
    expect(createdBy(`CREATE TABLE t (c ${written})`).columns[0]?.type).toMatchObject(expected);
  });

  it("reads columns, keys, constraints and indexes", () => {
    const table = createdBy(`CREATE TABLE IF NOT EXISTS \`app\`.\`users\` (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'key, with (comma)',
      mail VARCHAR(255) COLLATE utf8mb4_bin NOT NULL UNIQUE,
      changed DATETIME DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
      twice INT GENERATED ALWAYS AS (id * 2) VIRTUAL,
      code CHAR(36) DEFAULT (uuid()),
      org BIGINT REFERENCES orgs (id) ON DELETE CASCADE,
      age INT CHECK (age >= 0),
      PRIMARY KEY (id),
      KEY by_code (code(8) DESC, (lower(mail))),
      FULLTEXT KEY words (mail),
      CONSTRAINT fk_org FOREIGN KEY (org) REFERENCES orgs (id)
    ) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COMMENT='people';`);
    expect(table).toMatchObject({
      table: named("users", "app"),
      ifNotExists: true,
      temporary: false,
      partitioned: false,
      fromQuery: false,
      columns: [
        { name: "id", nullable: false, autoIncrement: true },
        { name: "mail", nullable: false, collation: "utf8mb4_bin" },
        {
          name: "changed",
          nullable: true,
          default: {
            sql: "CURRENT_TIMESTAMP(6)",
            constant: false,
            functions: ["current_timestamp"],
          },
        },
        {
          name: "twice",
          generated: { kind: "virtual", expression: { sql: "id * 2", columns: ["id"] } },
        },
        { name: "code", default: { sql: "(uuid())", functions: ["uuid"] } },
        { name: "org" },
        { name: "age" },
      ],
      constraints: [
        { type: "unique", columns: ["mail"] },
        {
          type: "foreign-key",
          columns: ["org"],
          references: { table: named("orgs"), onDelete: "CASCADE" },
        },
        { type: "check", columns: ["age"] },
        { type: "primary-key", columns: ["id"] },
        { type: "foreign-key", name: "fk_org", references: { onDelete: null } },
      ],
      indexes: [
        {
          name: "by_code",
          parts: [{ column: "code" }, { column: null, expression: { functions: ["lower"] } }],
        },
        { name: "words", method: "fulltext" },
      ],
    });
  });

  it("holds the columns of a primary key to NOT NULL", () => {
    const { columns } = createdBy("CREATE TABLE t (A INT, b INT, PRIMARY KEY (a))");
    expect(columns.map((column) => column.nullable)).toEqual([false, true]);
  });

  it("reads SERIAL as what it stands for", () => {
    expect(createdBy("CREATE TABLE t (id SERIAL)")).toMatchObject({
      columns: [{ type: { name: "bigint", unsigned: true }, nullable: false, autoIncrement: true }],
      constraints: [{ type: "unique", columns: ["id"] }],
    });
  });

  it("tells tables from queries, copies, partitions and temporary tables", () => {
    expect(createdBy("CREATE TABLE t AS SELECT a FROM b").fromQuery).toBe(true);
    expect(createdBy("CREATE TABLE t (id INT) SELECT a FROM b").fromQuery).toBe(true);
    expect(createdBy("CREATE TABLE t LIKE b").like).toEqual([named("b")]);
    expect(createdBy("CREATE TABLE t (LIKE b)").like).toEqual([named("b")]);
    expect(
      createdBy("CREATE TABLE t (id INT) PARTITION BY HASH (id) PARTITIONS 4").partitioned,
    ).toBe(true);
    expect(createdBy("CREATE TEMPORARY TABLE t (id INT)").temporary).toBe(true);
  });

  it("keeps the table where one element cannot be read, and names that one's line", () => {
    expectChanges(mysql, "CREATE TABLE t (\n  a INT,\n  b MONEY NOT NULL,\n  c INT\n)", [
      { kind: "create-table", columns: [{ name: "a" }, { name: "c" }] },
      {
        kind: "unknown",
        object: "t",
        reason:
          "Line 3: `b MONEY NOT NULL` could not be read: `MONEY` is not known as a column type.",
      },
    ]);
  });

  it("drops the table first where MariaDB replaces it", () => {
    expectChanges(mariadb, "CREATE OR REPLACE TABLE t (id INT)", [
      { kind: "drop-table", table: named("t"), ifExists: true },
      { kind: "create-table" },
    ]);
  });
});
