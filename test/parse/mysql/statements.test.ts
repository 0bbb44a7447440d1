import { describe, expect, it } from "vitest";
import { loadMysqlParser } from "../../../src/parse/mysql/parser.ts";
import { expectChanges, named, type ExpectedChange } from "./expect-changes.ts";

const mysql = await loadMysqlParser("mysql");
const mariadb = await loadMysqlParser("mariadb");

const statements: readonly (readonly [string, readonly ExpectedChange[]])[] = [
  ["DROP TABLE a", [{ kind: "drop-table", table: named("a"), ifExists: false }]],
  [
    "DROP TABLE IF EXISTS a, `b`.`c d` CASCADE",
    [
      { kind: "drop-table", table: named("a"), ifExists: true, cascade: false },
      { kind: "drop-table", table: named("c d", "b"), ifExists: true },
    ],
  ],
  ["DROP TEMPORARY TABLE a", []],
  [
    "RENAME TABLE a TO b, c TO d",
    [
      { kind: "rename-table", table: named("a"), to: "b" },
      { kind: "rename-table", table: named("c"), to: "d" },
    ],
  ],
  [
    "RENAME TABLE a TO x.b",
    [
      { kind: "set-table-schema", table: named("a"), to: "x" },
      { kind: "rename-table", table: named("a", "x"), to: "b" },
    ],
  ],
  ["TRUNCATE TABLE a", [{ kind: "truncate", table: named("a") }]],
  ["TRUNCATE a", [{ kind: "truncate", table: named("a") }]],
  [
    "CREATE INDEX i ON a (b, c(10) DESC) USING BTREE ALGORITHM=INPLACE LOCK=NONE",
    [
      {
        kind: "create-index",
        table: named("a"),
        index: {
          name: "i",
          unique: false,
          method: "btree",
          parts: [{ column: "b" }, { column: "c" }],
        },
      },
    ],
  ],
  ["CREATE UNIQUE INDEX i ON a (b)", [{ kind: "create-index", index: { unique: true } }]],
  ["CREATE FULLTEXT INDEX i ON a (b)", [{ kind: "create-index", index: { method: "fulltext" } }]],
  [
    "DROP INDEX i ON a ALGORITHM=INPLACE",
    [{ kind: "drop-index", index: named("i"), table: named("a") }],
  ],
  [
    "CREATE OR REPLACE ALGORITHM=MERGE DEFINER=`root`@`%` SQL SECURITY INVOKER VIEW v AS SELECT id, name AS label FROM users u JOIN app.orgs USING (org) WITH CHECK OPTION",
    [
      {
        kind: "create-view",
        view: named("v"),
        replace: true,
        columns: ["id", "label"],
        reads: [named("users"), named("orgs", "app")],
      },
    ],
  ],
  [
    "CREATE VIEW v (a, b) AS SELECT * FROM t",
    [{ kind: "create-view", columns: ["a", "b"], reads: [named("t")] }],
  ],
  ["CREATE VIEW v AS SELECT * FROM t", [{ kind: "create-view", columns: null }]],
  ["ALTER VIEW v AS SELECT 1 AS one", [{ kind: "create-view", replace: true, columns: ["one"] }]],
  [
    "DROP VIEW IF EXISTS v, w",
    [
      { kind: "drop-view", view: named("v"), ifExists: true },
      { kind: "drop-view", view: named("w") },
    ],
  ],
  [
    "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW SET NEW.a = 1",
    [{ kind: "create-trigger", name: "t", table: named("users") }],
  ],
  [
    "DROP TRIGGER IF EXISTS app.t",
    [{ kind: "drop-trigger", name: "t", table: null, ifExists: true }],
  ],
  [
    "CREATE FUNCTION f(a INT, b VARCHAR(5)) RETURNS INT DETERMINISTIC RETURN a",
    [
      {
        kind: "create-function",
        function: named("f"),
        routine: "function",
        argumentTypes: ["int", "varchar(5)"],
        returns: "int",
        volatility: "immutable",
      },
    ],
  ],
  [
    "CREATE PROCEDURE p(IN a INT, OUT b INT) SELECT 1",
    [{ kind: "create-function", routine: "procedure", argumentTypes: ["int"], returns: null }],
  ],
  [
    "DROP PROCEDURE IF EXISTS p",
    [
      {
        kind: "drop-function",
        function: named("p"),
        routine: "procedure",
        ifExists: true,
        argumentTypes: null,
      },
    ],
  ],
  [
    "CREATE DATABASE IF NOT EXISTS app CHARACTER SET utf8mb4",
    [{ kind: "create-schema", name: "app", ifNotExists: true }],
  ],
  ["DROP SCHEMA app", [{ kind: "drop-schema", name: "app" }]],
  ["ALTER DATABASE app CHARACTER SET = utf8mb4 COLLATE utf8mb4_bin", []],
  [
    "INSERT INTO a (x, y) VALUES (1, 'DROP TABLE users;')",
    [{ kind: "insert-rows", table: named("a"), fromQuery: false }],
  ],
  [
    "INSERT IGNORE INTO a SELECT x FROM b JOIN c ON b.id = c.id ON DUPLICATE KEY UPDATE x = 1",
    [{ kind: "insert-rows", table: named("a"), fromQuery: true, reads: [named("b"), named("c")] }],
  ],
  ["REPLACE INTO a SET x = 1", [{ kind: "insert-rows", fromQuery: false }]],
  [
    "UPDATE a SET x = y + 1",
    [
      {
        kind: "update-rows",
        table: named("a"),
        columns: ["x"],
        readsColumns: ["y"],
        bounded: false,
        hasWhere: false,
      },
    ],
  ],
  ["UPDATE a SET x = 1 WHERE x IS NULL", [{ kind: "update-rows", bounded: false, hasWhere: true }]],
  [
    "UPDATE a SET x = 1 WHERE x IS NULL LIMIT 500",
    [{ kind: "update-rows", bounded: true, hasWhere: true }],
  ],
  [
    "UPDATE a SET x = 1 WHERE id BETWEEN 1 AND 1000 AND x IS NULL",
    [{ kind: "update-rows", bounded: true }],
  ],
  ["UPDATE a SET x = 1 WHERE id > 5", [{ kind: "update-rows", bounded: false }]],
  ["UPDATE a SET x = 1 WHERE id > 5 AND id <= 9", [{ kind: "update-rows", bounded: true }]],
  ["UPDATE a SET x = 1 WHERE id IN (SELECT id FROM b)", [{ kind: "update-rows", bounded: false }]],
  ["DELETE FROM a WHERE 1 = 1", [{ kind: "delete-rows", bounded: false, hasWhere: false }]],
  [
    "DELETE FROM a WHERE id = (SELECT max(b.id) FROM b WHERE b.x = a.x)",
    [{ kind: "delete-rows", bounded: false }],
  ],
  [
    "DELETE FROM a WHERE id IN (SELECT id FROM (SELECT id FROM a LIMIT 100) AS batch)",
    [{ kind: "delete-rows", bounded: true }],
  ],
  [
    "DELETE FROM a WHERE id IN ((SELECT id FROM a LIMIT 1) UNION SELECT id FROM b)",
    [{ kind: "delete-rows", bounded: false }],
  ],
  ["DELETE FROM a WHERE id = @last", [{ kind: "delete-rows", bounded: true }]],
  [
    "UPDATE users u JOIN orgs o ON o.id = u.org SET u.x = 1 WHERE o.id = 5",
    [{ kind: "update-rows", table: named("users"), bounded: false }],
  ],
  [
    "UPDATE users u JOIN orgs o ON o.id = u.org SET u.x = 1 WHERE u.id = 5",
    [{ kind: "update-rows", table: named("users"), bounded: true }],
  ],
  [
    "UPDATE (users, orgs) SET orgs.x = 1 WHERE id = 5",
    [{ kind: "update-rows", table: named("orgs"), bounded: false }],
  ],
  [
    "UPDATE users AS u, (SELECT 1 AS id) AS d SET u.x = d.id",
    [{ kind: "update-rows", table: named("users"), hasWhere: false }],
  ],
  [
    "DELETE FROM u, o USING users AS u JOIN orgs AS o WHERE u.id = 1",
    [
      { kind: "delete-rows", table: named("users"), bounded: true },
      { kind: "delete-rows", table: named("orgs"), bounded: false },
    ],
  ],
  ["UPDATE a SET x = 1 WHERE id = 1 OR x = 2", [{ kind: "update-rows", bounded: false }]],
  [
    "UPDATE users u JOIN orgs AS o ON o.id = u.org SET u.label = o.name, o.used = 1 WHERE o.id = u.org",
    [
      {
        kind: "update-rows",
        table: named("users"),
        columns: ["label"],
        readsColumns: ["name"],
        bounded: false,
      },
      { kind: "update-rows", table: named("orgs"), columns: ["used"] },
    ],
  ],
  ["DELETE FROM a", [{ kind: "delete-rows", table: named("a"), bounded: false, hasWhere: false }]],
  [
    "DELETE FROM a WHERE made < NOW() - INTERVAL 1 DAY ORDER BY id LIMIT 10",
    [{ kind: "delete-rows", bounded: true, hasWhere: true }],
  ],
  [
    "DELETE u FROM users u LEFT JOIN orgs o ON o.id = u.org WHERE o.id IS NULL",
    [{ kind: "delete-rows", table: named("users"), hasWhere: true }],
  ],
  [
    "WITH old AS (SELECT id FROM b) DELETE FROM a WHERE id IN (SELECT id FROM old)",
    [{ kind: "delete-rows", table: named("a"), bounded: false }],
  ],
  [
    "GRANT SELECT, UPDATE (a) ON app.* TO 'web'@'%' WITH GRANT OPTION",
    [
      {
        kind: "grant",
        target: "app.*",
        privileges: ["SELECT", "UPDATE (a)"],
        grantees: ["'web'@'%'"],
      },
    ],
  ],
  [
    "REVOKE ALL ON app.users FROM web",
    [{ kind: "revoke", target: "app.users", grantees: ["web"] }],
  ],
  [
    "LOCK TABLES a READ, b AS c WRITE",
    [
      { kind: "lock-table", table: named("a"), mode: "READ" },
      { kind: "lock-table", table: named("b"), mode: "WRITE" },
    ],
  ],
  [
    "OPTIMIZE TABLE a, b",
    [
      { kind: "maintenance", command: "optimize", table: named("a") },
      { kind: "maintenance", table: named("b") },
    ],
  ],
  ["ANALYZE LOCAL TABLE a", [{ kind: "maintenance", command: "analyze" }]],
  ["SELECT 1", []],
  ["UNLOCK TABLES", []],
  ["SHOW TABLES", []],
];

describe.each([
  ["MySQL", mysql],
  ["MariaDB", mariadb],
])("%s", (_, parser) => {
  it.each(statements)("%s", (sql, expected) => {
    expectChanges(parser, `${sql};`, expected);
  });
});

describe("what a statement does to its session", () => {
  it.each([
    ["BEGIN", { kind: "begin" }],
    ["START TRANSACTION READ WRITE", { kind: "begin" }],
    ["COMMIT", { kind: "commit" }],
    ["ROLLBACK", { kind: "rollback" }],
    ["ROLLBACK TO SAVEPOINT a", null],
    [
      "SET foreign_key_checks = 0",
      { kind: "set", name: "foreign_key_checks", values: ["0"], local: false },
    ],
    [
      "SET SESSION lock_wait_timeout := 5",
      { kind: "set", name: "lock_wait_timeout", values: ["5"] },
    ],
    [
      "SET @@session.sql_mode = 'STRICT_ALL_TABLES'",
      { kind: "set", name: "sql_mode", values: ["STRICT_ALL_TABLES"] },
    ],
    ["SET NAMES utf8mb4", { kind: "set", name: "names", values: ["utf8mb4"] }],
    [
      "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
      { kind: "set", name: "transaction_isolation" },
    ],
    ["SET @x = 1", null],
    ["USE app", { kind: "set", name: "database", values: ["app"] }],
  ])("%s", (sql, session) => {
    const [statement] = mysql.parse(sql);
    expect(statement?.changes).toEqual([]);
    if (session === null) expect(statement?.session).toBeNull();
    else expect(statement?.session).toMatchObject(session);
  });

  it("gives each setting of one SET a statement of its own", () => {
    const statements = mysql.parse(
      "SET @OLD=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0, unique_checks=0",
    );
    expect(statements.map((statement) => statement.session)).toMatchObject([
      { name: "foreign_key_checks", values: ["0"] },
      { name: "unique_checks", values: ["0"] },
    ]);
  });
});
