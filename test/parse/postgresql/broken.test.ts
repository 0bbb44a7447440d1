import { describe, expect, test } from "vitest";
import { loadPostgresqlParser } from "../../../src/parse/postgresql/parser.ts";

const parser = await loadPostgresqlParser();

function summary(text: string): readonly (readonly [number, string])[] {
  return parser
    .parse(text)
    .flatMap(({ line, changes }) => changes.map((change) => [line, change.kind] as const));
}

describe("statements that cannot be parsed", () => {
  test("one is unknown, with PostgreSQL's message and line, and all others are read", () => {
    const text = "DROP TABLE é;\nALTER TABLE é\n  DROP COLUM a;\nDROP TABLE b;\n";
    expect(parser.parse(text)).toMatchObject([
      { line: 1, changes: [{ kind: "drop-table", table: { name: "é" } }] },
      {
        line: 2,
        endLine: 3,
        sql: "ALTER TABLE é\n  DROP COLUM a",
        changes: [
          {
            kind: "unknown",
            reason: 'PostgreSQL cannot parse this statement: syntax error at or near "a" (line 3).',
          },
        ],
      },
      { line: 4, changes: [{ kind: "drop-table" }] },
    ]);
  });

  test("bodies of functions do not fall apart beside one", () => {
    const text = `NONSENSE;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN DELETE FROM users; RETURN $$;$$; END $f$;
CREATE FUNCTION g() RETURNS int BEGIN ATOMIC DELETE FROM users; SELECT CASE WHEN true THEN 1 END; END;
INSERT INTO t VALUES ('a;b', E'it\\'s; c', U&'d;', $tag$;$tag$, "x;y"); /* ; /* ; */ ; */ -- ;
DROP TABLE a;`;
    expect(summary(text)).toEqual([
      [1, "unknown"],
      [2, "create-function"],
      [3, "create-function"],
      [4, "insert-rows"],
      [5, "drop-table"],
    ]);
  });

  test("a parenthesis without an end does not swallow the rest", () => {
    expect(summary("CREATE TABLE a (b int;\nDROP TABLE c;\nDROP TABLE d;")).toEqual([
      [1, "unknown"],
      [2, "drop-table"],
      [3, "drop-table"],
    ]);
  });

  test.each([
    "ALTER TABLE t ADD a text DEFAULT 'abc;",
    'ALTER TABLE "t ADD a text;',
    "DO $$ BEGIN NULL; END;",
    "/* DROP TABLE a;",
  ])("a quote without an end does not swallow the rest: %s", (start) => {
    const found = summary(
      `DROP TABLE a;\n${start}\nDROP TABLE b;\nSELECT 'x', "y";\nDROP TABLE c;\n`,
    );
    expect(found).toEqual([
      [1, "drop-table"],
      [2, "unknown"],
      [3, "drop-table"],
      [5, "drop-table"],
    ]);
  });

  test("a NUL byte spoils its own statement only", () => {
    expect(summary("DROP TABLE a;\nDROP TABLE b\0;\nDROP TABLE c;")).toEqual([
      [1, "drop-table"],
      [2, "unknown"],
      [3, "drop-table"],
    ]);
  });

  test("lone surrogates and replacement characters", () => {
    expect(summary("SELECT '\ud800 \ufffd';\nDROP TABLE a;")).toEqual([[2, "drop-table"]]);
  });

  test("another dialect is unknown, statement by statement", () => {
    const text = "ALTER TABLE `users` DROP COLUMN `a`;\nCREATE TABLE `t` (`a` INT) ENGINE=InnoDB;";
    expect(summary(text)).toEqual([
      [1, "unknown"],
      [2, "unknown"],
    ]);
  });
});

describe("hostile texts", () => {
  const deep = 10_000;
  test.each([
    ["parentheses", `SELECT ${"(".repeat(deep)}1${")".repeat(deep)}`],
    ["subqueries", `SELECT ${"(SELECT ".repeat(3000)}1${")".repeat(3000)}`],
    ["a chain of operators", `SELECT 1${"+1".repeat(5 * deep)}`],
    ["a chain of casts", `SELECT 1${"::int".repeat(5 * deep)}`],
    ["a chain of unions", `SELECT 1${" UNION SELECT 1".repeat(5 * deep)}`],
    ["nested comments", `DROP ${"/*".repeat(deep)}${"*/".repeat(deep)} TABLE c`],
    ["a run of operator characters", `SELECT 1 ${"+".repeat(10 * deep)} 1`],
    ["nested blocks", `DO $$ BEGIN ${"BEGIN ".repeat(deep)} NULL; ${"END; ".repeat(deep)} END $$`],
  ])("%s too deep is unknown, and reading goes on", (_, sql) => {
    expect(summary(`${sql};\nDROP TABLE a;\n`)).toEqual([
      [1, "unknown"],
      [2, "drop-table"],
    ]);
    expect(summary("DROP TABLE b")).toEqual([[1, "drop-table"]]);
  });

  test("what nests deep but can be parsed is read", () => {
    const parts = [
      `ALTER TABLE t ALTER a SET DEFAULT 1${" OR x".repeat(deep)}`,
      `DELETE FROM t WHERE id = 1${" AND b = 2".repeat(deep)}`,
      `SELECT ${"(SELECT ".repeat(500)}1${")".repeat(500)}`,
      `CREATE VIEW v AS SELECT ${"NOT ".repeat(2000)} true`,
    ];
    expect(summary(parts.join(";\n"))).toEqual([
      [1, "set-default"],
      [2, "delete-rows"],
      [4, "create-view"],
    ]);
  });

  test.each([
    ["quotes", "'"],
    ["dollars", "$a$ $"],
    ["templates", "{{ "],
    ["closed templates", "${a}"],
    ["psql variables", ":a "],
    ["parentheses with semicolons", "(;"],
    ["COPY without an end", "COPY t FROM stdin;\n"],
    ["psql commands", "\\i a\n"],
    ["broken statements", "x;\n"],
    ["broken strings", "x ';\n"],
    ["NUL bytes", "\0;"],
  ])("many %s come to an end", (_, piece) => {
    const count = Math.floor(100_000 / piece.length);
    expect(parser.parse(piece.repeat(count) + ";x").length).toBeGreaterThan(0);
  });

  test("as many statements and columns as a dump has", () => {
    const columns = Array.from({ length: 5000 }, (_, at) => `c${at} int DEFAULT (${at}) NOT NULL`);
    const rows = Array.from({ length: 20_000 }, (_, at) => `INSERT INTO t VALUES (${at});`);
    const statements = parser.parse(`CREATE TABLE t (${columns.join(",")});\n${rows.join("\n")}`);
    expect(statements).toHaveLength(20_001);
    expect(statements.at(-1)).toMatchObject({ line: 20_001, changes: [{ kind: "insert-rows" }] });
  });

  test("blocks that execute blocks end somewhere", () => {
    let sql = "DROP TABLE a";
    for (let level = 0; level < 10; level += 1) {
      sql = `DO $b${level}$ BEGIN EXECUTE '${sql.replaceAll("'", "''")}'; END $b${level}$`;
    }
    expect(summary(sql)).toEqual([[1, "unknown"]]);
  });
});
