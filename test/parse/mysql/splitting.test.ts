import { describe, expect, it } from "vitest";
import { loadMysqlParser } from "../../../src/parse/mysql/parser.ts";

const mysql = await loadMysqlParser("mysql");
const mariadb = await loadMysqlParser("mariadb");

/** `first line-last line: kinds of changes` of each statement. */
function outline(sql: string, parser = mysql): readonly string[] {
  return parser
    .parse(sql)
    .map(
      (statement) =>
        `${statement.line}-${statement.endLine}: ${statement.changes.map((change) => change.kind).join(", ")}`,
    );
}

describe("statements and their lines", () => {
  it("finds none in empty and comment-only texts", () => {
    for (const sql of [
      "",
      "  \n",
      ";;\n;",
      "-- a\n# b\n/* c; */",
      "\ufeff-- a",
      "/* a */ ; -- b",
    ]) {
      expect(mysql.parse(sql)).toEqual([]);
    }
  });

  it("counts lines from one, with BOM and CRLF, and leaves comments and terminators out", () => {
    const sql = "\ufeff-- first\r\nDROP TABLE\r\n  a -- why\r\n;\r\n# second\r\n\r\nDROP TABLE b";
    expect(outline(sql)).toEqual(["2-3: drop-table", "7-7: drop-table"]);
    expect(mysql.parse(sql)[0]?.sql).toBe("DROP TABLE\r\n  a");
  });

  it("knows quotes, doubled quotes, escapes and every kind of comment", () => {
    const sql = [
      "INSERT INTO a VALUES ('x;''y\\';', \"a;\"\"b\", `c;``d`);",
      "DROP TABLE a /* ; ' */; # ; '",
      "SELECT 5--3;",
      "DROP TABLE b; -- '",
      "DROP TABLE c; --",
      "DROP TABLE d;",
    ].join("\n");
    expect(outline(sql)).toEqual([
      "1-1: insert-rows",
      "2-2: drop-table",
      "3-3: ",
      "4-4: drop-table",
      "5-5: drop-table",
      "6-6: drop-table",
    ]);
  });

  it("runs what stands in conditional comments", () => {
    expect(outline("/*!40101 DROP TABLE a */;\n/*! DROP TABLE b */;")).toEqual([
      "1-1: drop-table",
      "2-2: drop-table",
    ]);
    expect(mysql.parse("/*!50003 DROP TABLE */ /* c */ a;")[0]?.sql).toBe(
      "/*!50003 DROP TABLE */ /* c */ a",
    );
  });

  it("tells MySQL's conditional comments from MariaDB's", () => {
    const sql = "/*!50701 DROP TABLE a */;\n/*M!100101 DROP TABLE b */;\n/*!99999 DROP TABLE c */;";
    expect(outline(sql)).toEqual(["1-1: drop-table"]);
    expect(outline(sql, mariadb)).toEqual(["2-2: drop-table"]);
    expect(mariadb.parse("/*M!999999\\- enable the sandbox mode */\nDROP TABLE a;")).toMatchObject([
      { line: 2, changes: [{ kind: "drop-table" }] },
    ]);
  });

  it("follows DELIMITER, and still sees statements that share one", () => {
    const sql = [
      "DELIMITER $$",
      "CREATE PROCEDURE p() BEGIN",
      "  DROP TABLE hidden;",
      "END$$",
      "DROP TABLE a; DROP TABLE b$$",
      "delimiter ;",
      "DROP TABLE c;",
    ].join("\n");
    expect(outline(sql)).toEqual([
      "2-4: create-function",
      "5-5: drop-table",
      "5-5: drop-table",
      "7-7: drop-table",
    ]);
  });

  it("does not take a column `delimiter` for the command", () => {
    expect(outline("CREATE TABLE a (\ndelimiter VARCHAR(5),\nb INT);\nDROP TABLE c;")).toEqual([
      "1-3: create-table",
      "4-4: drop-table",
    ]);
  });

  it("ends statements at Drizzle's breakpoints too", () => {
    expect(
      outline(
        "DROP TABLE a\n--> statement-breakpoint\nDROP TABLE b;--> statement-breakpoint\nDROP TABLE c",
      ),
    ).toEqual(["1-1: drop-table", "3-3: drop-table", "4-4: drop-table"]);
  });
});

describe("bodies of routines", () => {
  it.each([
    ["BEGIN and END", "BEGIN SET NEW.a = 1; SET NEW.b = 2; END"],
    ["nested blocks", "BEGIN BEGIN SET NEW.a = 1; END; SET NEW.b = 2; END"],
    ["no block at all", "SET NEW.a = 1"],
    [
      "a bare IF",
      "IF NEW.a THEN SET NEW.b = 1; ELSEIF NEW.c THEN SET NEW.b = 2; ELSE SET NEW.b = 3; END IF",
    ],
    [
      "CASE as statement and expression",
      "BEGIN CASE NEW.a WHEN 1 THEN SET NEW.b = CASE WHEN NEW.c THEN IF(1, 2, 3) ELSE 4 END; ELSE BEGIN END; END CASE; END",
    ],
    [
      "loops with labels",
      "again: LOOP SET NEW.a = 1; IF NEW.a THEN LEAVE again; END IF; WHILE 0 DO SET NEW.b = 1; END WHILE; REPEAT SET NEW.c = 1; UNTIL 1 END REPEAT; END LOOP again",
    ],
    [
      "a handler",
      "BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION, NOT FOUND BEGIN ROLLBACK; END; SET NEW.a = 1; END",
    ],
    [
      "columns called begin and end",
      "BEGIN SELECT begin, end INTO @a, @b FROM t; SET NEW.a = 1; END",
    ],
    ["an order", "FOLLOWS other BEGIN SET NEW.a = 1; END"],
  ])("%s", (_, body) => {
    const sql = `CREATE DEFINER=\`root\`@\`%\` TRIGGER t BEFORE INSERT ON a FOR EACH ROW ${body};\nDROP TABLE b;`;
    expect(outline(sql)).toEqual(["1-1: create-trigger", "2-2: drop-table"]);
  });

  it.each([
    [
      "CREATE PROCEDURE p(IN a INT) COMMENT 'x' BEGIN SET @a = 1; DROP TABLE hidden; END",
      "create-function",
    ],
    [
      "CREATE FUNCTION f() RETURNS CHAR(5) DETERMINISTIC lbl: BEGIN DECLARE a INT; RETURN 'x'; END",
      "create-function",
    ],
    [
      "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; DELETE FROM b; END",
      "unknown",
    ],
  ])("%s", (sql, kind) => {
    expect(outline(`${sql};\nDROP TABLE b;`)).toEqual([`1-1: ${kind}`, "2-2: drop-table"]);
  });

  it.each([
    "UPDATE x begin SET a = 1",
    "INSERT INTO begin SELECT 1",
    "INSERT INTO x SELECT 1 begin FOR UPDATE",
    "INSERT INTO x SELECT 'a' begin",
  ])("hides no statement behind a name that looks like a block: %s", (body) => {
    const sql = `CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW ${body};\nDROP TABLE b;\nINSERT INTO x SELECT 1 end;`;
    expect(outline(sql)).toContain("2-2: drop-table");
    expect(
      outline(sql.replace("TRIGGER t BEFORE INSERT ON a FOR EACH ROW", "PROCEDURE p()")),
    ).toContain("2-2: drop-table");
  });
});
