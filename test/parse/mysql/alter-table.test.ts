import { describe, expect, it } from "vitest";
import { loadMysqlParser } from "../../../src/parse/mysql/parser.ts";
import { changesOf, expectChanges, named, type ExpectedChange } from "./expect-changes.ts";

const mysql = await loadMysqlParser("mysql");
const mariadb = await loadMysqlParser("mariadb");
const table = named("users");

const clauses: readonly (readonly [string, readonly ExpectedChange[]])[] = [
  [
    "ADD COLUMN age INT",
    [{ kind: "add-column", table, column: { name: "age", nullable: true, default: null } }],
  ],
  [
    "ADD age INT NOT NULL DEFAULT 0 FIRST",
    [
      {
        kind: "add-column",
        column: { nullable: false, position: "first", default: { sql: "0", constant: true } },
      },
    ],
  ],
  [
    "ADD COLUMN IF NOT EXISTS age INT AFTER `id`",
    [{ kind: "add-column", ifNotExists: true, column: { position: { after: "id" } } }],
  ],
  [
    "ADD (a INT, b INT)",
    [
      { kind: "add-column", column: { name: "a" } },
      { kind: "add-column", column: { name: "b" } },
    ],
  ],
  ["ADD system INT", [{ kind: "add-column", column: { name: "system" } }]],
  [
    "ADD code VARCHAR(5) UNIQUE",
    [{ kind: "add-column", constraints: [{ type: "unique", columns: ["code"] }] }],
  ],
  [
    "ADD id BIGINT AUTO_INCREMENT PRIMARY KEY",
    [
      {
        kind: "add-column",
        column: { autoIncrement: true, nullable: false },
        constraints: [{ type: "primary-key" }],
      },
    ],
  ],
  [
    "ADD INDEX by_age (age)",
    [
      {
        kind: "create-index",
        table,
        index: { name: "by_age", unique: false, parts: [{ column: "age" }] },
      },
    ],
  ],
  [
    "ADD KEY (a, b)",
    [{ kind: "create-index", index: { name: null, parts: [{ column: "a" }, { column: "b" }] } }],
  ],
  ["ADD FULLTEXT INDEX words (body)", [{ kind: "create-index", index: { method: "fulltext" } }]],
  [
    "ADD UNIQUE KEY by_mail (mail(20))",
    [
      {
        kind: "add-constraint",
        constraint: { name: "by_mail", type: "unique", columns: ["mail"] },
      },
    ],
  ],
  [
    "ADD CONSTRAINT one UNIQUE INDEX two (a)",
    [{ kind: "add-constraint", constraint: { name: "two", type: "unique" } }],
  ],
  [
    "ADD UNIQUE u ((lower(mail)))",
    [
      {
        kind: "create-index",
        index: {
          name: "u",
          unique: true,
          parts: [
            {
              column: null,
              expression: { sql: "lower(mail)", functions: ["lower"], columns: ["mail"] },
            },
          ],
        },
      },
    ],
  ],
  [
    "ADD PRIMARY KEY (id)",
    [{ kind: "add-constraint", constraint: { type: "primary-key", columns: ["id"], name: null } }],
  ],
  [
    "ADD CONSTRAINT positive CHECK (age > 0) NOT ENFORCED",
    [
      {
        kind: "add-constraint",
        constraint: {
          name: "positive",
          type: "check",
          enforced: false,
          columns: ["age"],
          expression: { sql: "age > 0" },
        },
      },
    ],
  ],
  [
    "ADD CONSTRAINT fk FOREIGN KEY (org) REFERENCES app.orgs (id) ON DELETE SET NULL ON UPDATE CASCADE",
    [
      {
        kind: "add-constraint",
        constraint: {
          name: "fk",
          type: "foreign-key",
          columns: ["org"],
          references: { table: named("orgs", "app"), columns: ["id"], onDelete: "SET NULL" },
        },
      },
    ],
  ],
  ["DROP COLUMN age", [{ kind: "drop-column", table, column: "age", ifExists: false }]],
  [
    "DROP COLUMN IF EXISTS `age` RESTRICT",
    [{ kind: "drop-column", column: "age", ifExists: true, cascade: false }],
  ],
  ["DROP age", [{ kind: "drop-column", column: "age" }]],
  ["DROP INDEX by_age", [{ kind: "drop-index", index: named("by_age"), table }]],
  ["DROP KEY by_age", [{ kind: "drop-index", index: named("by_age") }]],
  ["DROP INDEX `PRIMARY`", [{ kind: "drop-constraint", name: null, type: "primary-key" }]],
  ["DROP PRIMARY KEY", [{ kind: "drop-constraint", name: null, type: "primary-key" }]],
  ["DROP FOREIGN KEY fk", [{ kind: "drop-constraint", name: "fk", type: "foreign-key" }]],
  ["DROP CHECK positive", [{ kind: "drop-constraint", name: "positive", type: "check" }]],
  [
    "DROP CONSTRAINT IF EXISTS positive",
    [{ kind: "drop-constraint", name: "positive", type: null, ifExists: true }],
  ],
  ["RENAME TO people", [{ kind: "rename-table", table, to: "people" }]],
  ["RENAME people", [{ kind: "rename-table", to: "people" }]],
  ["RENAME AS archive.users", [{ kind: "set-table-schema", table, to: "archive" }]],
  ["RENAME COLUMN a TO b", [{ kind: "rename-column", column: "a", to: "b" }]],
  ["RENAME INDEX i TO j", [{ kind: "rename-index", index: named("i"), table, to: "j" }]],
  ["RENAME KEY i TO j", [{ kind: "rename-index", to: "j" }]],
  [
    "ALTER COLUMN age SET DEFAULT (a + 1)",
    [
      {
        kind: "set-default",
        column: "age",
        default: { sql: "(a + 1)", constant: false, columns: ["a"] },
      },
    ],
  ],
  ["ALTER age SET DEFAULT 'x'", [{ kind: "set-default", default: { constant: true } }]],
  ["ALTER age DROP DEFAULT", [{ kind: "drop-default", column: "age" }]],
  [
    "ALTER COLUMN age SET INVISIBLE",
    [{ kind: "alter-column-option", column: "age", option: "visibility" }],
  ],
  ["ALTER INDEX i INVISIBLE", [{ kind: "alter-table-option", option: "index-visibility" }]],
  ["ALTER CHECK positive NOT ENFORCED", [{ kind: "alter-constraint", name: "positive" }]],
  [
    "MODIFY age BIGINT UNSIGNED NOT NULL",
    [
      {
        kind: "alter-column-type",
        column: "age",
        type: { name: "bigint", unsigned: true, text: "bigint unsigned" },
      },
      { kind: "set-not-null", column: "age" },
      { kind: "drop-default", column: "age" },
    ],
  ],
  [
    "MODIFY COLUMN name VARCHAR(50) CHARACTER SET utf8mb4 DEFAULT 'x' FIRST",
    [
      {
        kind: "alter-column-type",
        column: "name",
        collation: "utf8mb4",
        type: { modifiers: [50] },
      },
      { kind: "drop-not-null" },
      { kind: "set-default", default: { sql: "'x'" } },
      { kind: "alter-column-option", option: "position" },
    ],
  ],
  [
    "CHANGE COLUMN old new INT NOT NULL AUTO_INCREMENT",
    [
      { kind: "rename-column", column: "old", to: "new" },
      { kind: "alter-column-type", column: "new" },
      { kind: "set-not-null", column: "new" },
      { kind: "alter-column-option", option: "auto-increment" },
    ],
  ],
  [
    "CHANGE kind kind ENUM('a','it''s') NULL",
    [
      { kind: "alter-column-type", type: { name: "enum", values: ["a", "it's"] } },
      { kind: "drop-not-null" },
      { kind: "drop-default" },
    ],
  ],
  [
    "MODIFY total INT GENERATED ALWAYS AS (a + b) STORED",
    [
      { kind: "alter-column-type" },
      { kind: "drop-not-null" },
      { kind: "set-expression", expression: { sql: "a + b", columns: ["a", "b"] } },
    ],
  ],
  [
    "ENGINE=InnoDB ROW_FORMAT=DYNAMIC",
    [
      { kind: "alter-table-option", option: "engine" },
      { kind: "alter-table-option", option: "row-format" },
    ],
  ],
  [
    "CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    [{ kind: "alter-table-option", option: "convert-character-set" }],
  ],
  ["DEFAULT CHARSET=utf8mb4", [{ kind: "alter-table-option", option: "default-character-set" }]],
  ["AUTO_INCREMENT = 100", [{ kind: "alter-table-option", option: "auto-increment" }]],
  ["COMMENT = 'people'", [{ kind: "set-comment", target: "table users" }]],
  ["FORCE", [{ kind: "alter-table-option", option: "force" }]],
  ["ALGORITHM=INPLACE, LOCK=NONE", []],
];

describe.each([
  ["MySQL", mysql],
  ["MariaDB", mariadb],
])("ALTER TABLE in %s", (_, parser) => {
  it.each(clauses)("%s", (clause, expected) => {
    expectChanges(parser, `ALTER TABLE users ${clause};`, expected);
  });

  it("reads every clause beside one that it cannot read, and names that one's line", () => {
    const sql = [
      "-- orders are partitioned by month",
      "ALTER TABLE shop.orders",
      "  DROP COLUMN note,",
      "  REORGANIZE PARTITION p0 INTO (PARTITION p1 VALUES LESS THAN (5)),",
      "  ADD COLUMN memo TEXT;",
    ].join("\n");
    expectChanges(parser, sql, [
      { kind: "drop-column", table: named("orders", "shop"), column: "note" },
      {
        kind: "unknown",
        object: "shop.orders",
        reason:
          "Line 4: `REORGANIZE PARTITION p0 INTO (PARTITION p1 VALUES LESS THAN (5))` could not be read: changes of partitions are not read.",
      },
      { kind: "add-column", column: { name: "memo" } },
    ]);
  });

  it("lets the table keep its name until the other clauses are done", () => {
    const changes = changesOf(parser, "ALTER TABLE users RENAME TO people, ADD a INT");
    expect(changes.map((change) => change.kind)).toEqual(["add-column", "rename-table"]);
  });
});

it("keeps a foreign key's index name as the constraint's name in MariaDB only", () => {
  const sql = "ALTER TABLE users ADD FOREIGN KEY by_org (org) REFERENCES orgs (id)";
  expectChanges(mariadb, sql, [{ kind: "add-constraint", constraint: { name: "by_org" } }]);
  expectChanges(mysql, sql, [{ kind: "add-constraint", constraint: { name: null } }]);
});

it("reads MariaDB's own words around ALTER TABLE", () => {
  expectChanges(
    mariadb,
    "ALTER ONLINE IGNORE TABLE IF EXISTS users WAIT 5 DROP COLUMN IF EXISTS a",
    [{ kind: "drop-column", column: "a", ifExists: true }],
  );
});
