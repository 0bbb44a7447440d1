import { describe, expect, test } from "vitest";
import { normalizeSql } from "../../src/parse/normalize-sql.ts";

describe("texts that differ in comments and blanks only", () => {
  test.each([
    ["DROP TABLE a;", "\n\n  DROP\n\tTABLE   a;\n"],
    ["DROP TABLE a;", "-- why\nDROP TABLE a; -- because\n/* and\n more */"],
    ["SELECT 'a -- b'", "SELECT /* x */ 'a -- b' -- 'c'"],
    ["DROP TABLE a;\nDROP TABLE b;", "DROP TABLE a;\n# MySQL\nDROP TABLE b;"],
    ["DROP TABLE a;", "--no blank behind the dashes\nDROP TABLE a;"],
    ["SELECT $$ -- kept $$", "SELECT\n$$ -- kept $$ -- gone"],
    ["a\r\nb", "a\nb"],
    ["", "-- only a comment"],
  ])("%j and %j are the same", (one, other) => {
    expect(normalizeSql(one)).toBe(normalizeSql(other));
  });
});

describe("texts that differ in more, or may", () => {
  test.each([
    ["DROP TABLE a", "DROP TABLE b"],
    ["SELECT 'a  b'", "SELECT 'a b'"],
    ["SELECT 'a -- b'", "SELECT 'a -- c'"],
    ['SELECT "a  b"', 'SELECT "a b"'],
    ["SELECT `a  b`", "SELECT `a b`"],
    ["SELECT $$ a -- b $$", "SELECT $$ a -- c $$"],
    ["SELECT $x$ a $$ -- b $x$", "SELECT $x$ a $$ -- c $x$"],
    // An operator in PostgreSQL.
    ["SELECT a # b", "SELECT a # c"],
    ["SELECT a\n#> '{b}'", "SELECT a\n#> '{c}'"],
    // Two minus signs in MySQL.
    ["SELECT 5--3", "SELECT 5--4"],
    // Read by the server or a tool.
    ["/*!50001 DROP TABLE a */;", "/*!50001 DROP TABLE b */;"],
    ["/*M!100101 DROP TABLE a */;", "/*M!100101 DROP TABLE b */;"],
    ["SELECT /*+ x */ 1", "SELECT /*+ y */ 1"],
    ["-- +goose Up\nDROP TABLE a", "-- +goose Down\nDROP TABLE a"],
    ["-- +goose Up\nDROP TABLE a", "-- +goose Up DROP TABLE a"],
    ["-- migrate:up\nx", "-- migrate:down\nx"],
    ["-- expand-contract: expand-pr=#1\nx", "-- expand-contract: expand-pr=#2\nx"],
    ["-- no-transaction\nx", "x"],
    // Nested comments end in different places.
    ["/* a /* b */ DROP TABLE a; /* */ */", "/* a /* b */ DROP TABLE b; /* */ */"],
    // A backslash escapes in MySQL.
    ["SELECT 'a\\' -- b'", "SELECT 'a\\' -- c'"],
    ["SELECT 'a -- b", "SELECT 'a -- c"],
    // Two strings, or one.
    ["SELECT 'a'\n'b'", "SELECT 'a' 'b'"],
    ["SELECT 'a''b'", "SELECT 'a' 'b'"],
    // Line ends matter to psql and to clients.
    ["\\set x 1\ny", "\\set x 1 y"],
    ["DELIMITER //\nx//", "DELIMITER // x//"],
    ["x\nGO\ny", "x GO y"],
  ])("%j and %j differ", (one, other) => {
    expect(normalizeSql(one)).not.toBe(normalizeSql(other));
  });
});

test.each(["'", '"', "`", "$a$ ", "$a", "--", "-- \n", "/*", "#", "\\", "a", " \n"])(
  "a long text of %j comes to an end",
  (piece) => {
    expect(typeof normalizeSql(piece.repeat(100_000))).toBe("string");
  },
);
