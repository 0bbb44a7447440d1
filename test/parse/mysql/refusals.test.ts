import { describe, expect, it } from "vitest";
import { loadMysqlParser } from "../../../src/parse/mysql/parser.ts";
import { changesOf } from "./expect-changes.ts";

const mysql = await loadMysqlParser("mysql");
const mariadb = await loadMysqlParser("mariadb");

/** What is refused, and the end of the reason. */
const refusals: readonly (readonly [string, string])[] = [
  ["PREPARE s FROM @sql", "it prepares SQL whose text is known only when the migration runs."],
  ["EXECUTE s", "it runs SQL whose text is known only when the migration runs."],
  ["CALL tidy_up()", "it calls a routine, which can change anything."],
  ["LOAD DATA INFILE 'x' INTO TABLE t", "data that is loaded from a file is not read."],
  [
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t",
    "what `CREATE EVENT` makes is not known.",
  ],
  ["DROP USER web", "what `DROP USER` takes away is not known."],
  ["ALTER TABLE t DROP PARTITION p0", "changes of partitions are not read."],
  ["ALTER TABLE t DISCARD TABLESPACE", "`DISCARD` is not known here."],
  ["ALTER TABLE t ADD COLUMN a", "it ends where more was expected."],
  ["ALTER TABLE t ADD COLUMN a INT NOT", "`NOT` is not known here."],
  ["DROP TABLE", "it ends where a name was expected."],
  ["DROP TABLE a b", "`b` is not known here."],
  ["SET GLOBAL read_only = 1", "it sets `read_only` for the whole server."],
  ["SET sql_mode = 'ANSI_QUOTES'", "it may make the server read quotes otherwise from here on."],
  [
    "SET sql_mode = CONCAT('NO_BACK', 'SLASH_ESCAPES')",
    "it may make the server read quotes otherwise from here on.",
  ],
  ["EXPLAIN ANALYZE DELETE FROM t", "it runs the statement that it explains."],
  ["FOO BAR", "no statement that is known begins so."],
  [
    "ALTER TABLE ${prefix}users DROP COLUMN a",
    "line 1 holds a placeholder, `${prefix}`, whose value is known only when the migration runs.",
  ],
  [
    "DROP TABLE `{{ .Table }}`",
    "line 1 holds a placeholder, `{{ .Table }}`, whose value is known only when the migration runs.",
  ],
  [
    "\\. other.sql",
    "`\\. other.sql` is a command of the command-line client, which can run anything.",
  ],
  [
    "DELETE FROM t /*!90100 LIMIT 5 */",
    "the conditional comment on line 1 runs on some servers only.",
  ],
  ["DROP TABLE 'a", "a quote that opens on line 1 is never closed."],
  ["DROP TABLE a /* b", "a comment that opens on line 1 is never closed."],
  [
    "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; DROP TABLE c;",
    "its body is never closed by `END`, so where it ends cannot be told.",
  ],
];

describe("MySQL refuses", () => {
  it.each(refusals)("%s", (sql, reason) => {
    const [change, ...others] = changesOf(mysql, sql);
    expect(change?.kind).toBe("unknown");
    expect(change).toMatchObject({
      reason: expect.stringMatching(/^Line 1: `.*` could not be read: /),
    });
    expect(change?.kind === "unknown" && change.reason.endsWith(reason)).toBe(true);
    expect(others).toEqual([]);
  });
});

it("reads on behind a statement that it cannot read", () => {
  const statements = mysql.parse("ALTER TABLE t\n  FOO BAR;\n\nDROP TABLE a;");
  expect(statements).toMatchObject([
    {
      line: 1,
      endLine: 2,
      changes: [
        {
          kind: "unknown",
          object: "t",
          reason: "Line 2: `FOO BAR` could not be read: `FOO` is not known here.",
        },
      ],
    },
    { line: 4, endLine: 4, changes: [{ kind: "drop-table" }] },
  ]);
});

it("lets a dump put its own sql_mode back", () => {
  const sql =
    "SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO';\nSET SQL_MODE=@OLD_SQL_MODE;";
  expect(changesOf(mysql, sql)).toEqual([]);
  expect(changesOf(mysql, "SET SQL_MODE=@OLD_SQL_MODE;")).toMatchObject([{ kind: "unknown" }]);
});

it("does not take MariaDB's ANALYZE of a statement, which runs it, for ANALYZE TABLE", () => {
  expect(changesOf(mariadb, "ANALYZE DELETE FROM t")).toMatchObject([{ kind: "unknown" }]);
});

it("keeps backquotes and line breaks of the SQL out of its message", () => {
  expect(changesOf(mysql, "FOO `a\nb` | <b>")).toMatchObject([
    { reason: "Line 1: `FOO a b | <b>` could not be read: no statement that is known begins so." },
  ]);
});
