import { describe, expect, test } from "vitest";
import { loadPostgresqlParser } from "../../../src/parse/postgresql/parser.ts";

const parser = await loadPostgresqlParser();

function places(text: string): readonly (readonly [number, number, string])[] {
  return parser.parse(text).map(({ line, endLine, sql }) => [line, endLine, sql]);
}

describe("where statements stand", () => {
  test("comments and blanks before a statement do not count", () => {
    const text =
      "-- head\n\n/* a /* nested */ b */ DROP TABLE a\n  CASCADE ;\n\n  -- next\nDROP TABLE b";
    expect(places(text)).toEqual([
      [3, 4, "DROP TABLE a\n  CASCADE"],
      [7, 7, "DROP TABLE b"],
    ]);
  });

  test("comments behind the last statement do not count", () => {
    expect(places("DROP TABLE a -- why\n-- end\n")).toEqual([[1, 1, "DROP TABLE a"]]);
  });

  test("characters of two, three and four bytes", () => {
    const text =
      "SELECT 'é€😀';\nALTER TABLE t\n  ALTER a SET DEFAULT 'é😀' || b;\nDROP TABLE é;\n".repeat(
        300,
      );
    const statements = parser.parse(text);
    expect(statements.at(-2)).toMatchObject({
      line: 1198,
      endLine: 1199,
      changes: [{ default: { sql: "'é😀' || b" } }],
    });
    expect(statements.at(-1)).toMatchObject({
      line: 1200,
      sql: "DROP TABLE é",
      changes: [{ table: { name: "é" } }],
    });
  });

  test("a byte order mark, CRLF and Drizzle's breakpoints", () => {
    const text = "\ufeffDROP TABLE a;\r\n--> statement-breakpoint\r\nDROP TABLE b;\r\n";
    expect(places(text)).toEqual([
      [1, 1, "DROP TABLE a"],
      [3, 3, "DROP TABLE b"],
    ]);
  });

  test("a lone carriage return ends a comment but no line", () => {
    expect(places("-- x\rDROP TABLE a;\nDROP TABLE b")).toEqual([
      [1, 1, "DROP TABLE a"],
      [2, 2, "DROP TABLE b"],
    ]);
  });

  test.each(["", "\n \t", "-- only a comment", "/* x */;;\n;", "\ufeff"])(
    "%j has no statements",
    (text) => {
      expect(parser.parse(text)).toEqual([]);
    },
  );

  test("positions are the same where the text is read in pieces", () => {
    const text =
      "SELECT 'é😀';\nDROP TABLE ${x};\n\nALTER TABLE t ALTER a\n  SET DEFAULT 'é' || f(1), DROP b";
    expect(parser.parse(text).at(-1)).toMatchObject({
      line: 4,
      endLine: 5,
      changes: [{ default: { sql: "'é' || f(1)" } }, { kind: "drop-column" }],
    });
  });
});

describe("sessions", () => {
  test.each([
    ["BEGIN", { kind: "begin" }],
    ["START TRANSACTION ISOLATION LEVEL SERIALIZABLE", { kind: "begin" }],
    ["COMMIT", { kind: "commit" }],
    ["END", { kind: "commit" }],
    ["ROLLBACK", { kind: "rollback" }],
    ["SAVEPOINT a", { kind: "savepoint", name: "a" }],
    ["ROLLBACK TO a", { kind: "rollback-to", name: "a" }],
    ["RELEASE a", null],
    ["DISCARD TEMP", { kind: "discard", all: false }],
    ["DISCARD ALL", { kind: "discard", all: true }],
    ["DISCARD PLANS", null],
    [
      "SET lock_timeout = '5s'",
      { kind: "set", name: "lock_timeout", values: ["5s"], local: false },
    ],
    [
      `SET LOCAL search_path TO app, "B", 'c'`,
      { kind: "set", name: "search_path", values: ["app", "B", "c"], local: true },
    ],
    [
      "SET statement_timeout = 0",
      { kind: "set", name: "statement_timeout", values: ["0"], local: false },
    ],
    ["SET TIME ZONE 'UTC'", { kind: "set", name: "timezone", values: ["UTC"], local: false }],
    ["RESET lock_timeout", { kind: "set", name: "lock_timeout", values: [], local: false }],
    ["SET search_path TO DEFAULT", { kind: "set", name: "search_path", values: [], local: false }],
    ["RESET ALL", { kind: "set", name: "all", values: [], local: false }],
    [
      "SELECT pg_catalog.set_config('search_path', 'App, \"B\"', true)",
      { kind: "set", name: "search_path", values: ["app", "B"], local: true },
    ],
    [
      "SELECT set_config('search_path', '', false)",
      { kind: "set", name: "search_path", values: [""], local: false },
    ],
  ])("%s", (sql, session) => {
    const [statement, ...others] = parser.parse(sql);
    expect(others).toEqual([]);
    expect(statement).toMatchObject({ changes: [], session });
  });

  test("a parameter that is computed is unknown", () => {
    expect(parser.parse("SELECT set_config(name, value, false) FROM s")).toMatchObject([
      { changes: [{ kind: "unknown" }], session: null },
    ]);
  });
});
