import { describe, expect, it } from "vitest";
import { loadMysqlParser } from "../../../src/parse/mysql/parser.ts";
import { loadSqliteParser } from "../../../src/parse/sqlite/parser.ts";

const parsers = [
  ["MySQL", await loadMysqlParser("mysql")],
  ["MariaDB", await loadMysqlParser("mariadb")],
  ["SQLite", await loadSqliteParser()],
] as const;

/** Each text, and the kind of the first change that is read in it. The test ends, or it fails by its time. */
const texts: readonly (readonly [string, string, string])[] = [
  [
    "10,000 parentheses in a check",
    `CREATE TABLE t (a INT CHECK (${nested("1", 10_000)}))`,
    "unknown",
  ],
  ["5,000 parentheses in a condition", `DELETE FROM t WHERE ${nested("1", 5_000)}`, "delete-rows"],
  ["100,000 open parentheses", `ALTER TABLE t ADD a INT DEFAULT ${"(".repeat(100_000)}`, "unknown"],
  ["9,000 negations", `DELETE FROM t WHERE ${"NOT ".repeat(9_000)}1`, "delete-rows"],
  [
    "3,000 nested queries",
    `CREATE VIEW v AS ${"SELECT * FROM (".repeat(3_000)}t${") x".repeat(3_000)}`,
    "create-view",
  ],
  [
    "an INSERT of 5 MB",
    `INSERT INTO t VALUES ${"(1,'abc'),".repeat(500_000)}(2,'x')`,
    "insert-rows",
  ],
  ["a CREATE TABLE of 5 MB", `CREATE TABLE t (${"a INT,".repeat(800_000)}b INT)`, "unknown"],
  ["a quote of 5 MB that never ends", `INSERT INTO t VALUES ('${"a".repeat(5_000_000)}`, "unknown"],
  ["a million opening braces", "{{".repeat(1_000_000), "unknown"],
];

function nested(inner: string, depth: number): string {
  return "(".repeat(depth) + inner + ")".repeat(depth);
}

describe.each(parsers)("%s", (_, parser) => {
  it.each(texts)("reads %s", (_name, sql, kind) => {
    expect(parser.parse(sql)[0]?.changes[0]?.kind).toBe(kind);
  });

  it("reads the statement behind one that it gives up on", () => {
    const statements = parser.parse(
      `CREATE TABLE t (a INT CHECK (${nested("1", 10_000)}));\nDROP TABLE b;`,
    );
    expect(statements.at(-1)).toMatchObject({ line: 2, changes: [{ kind: "drop-table" }] });
    expect(statements[0]?.changes).toMatchObject([
      { kind: "unknown", reason: expect.stringContaining("longer than 20,000 words and signs") },
    ]);
  });
});
