import { describe, expect, it } from "vitest";
import { loadSqliteParser } from "../../../src/parse/sqlite/parser.ts";
import { changesOf, expectChanges, named, type ExpectedChange } from "../mysql/expect-changes.ts";

const parser = await loadSqliteParser();
const table = named("users");

const statements: readonly (readonly [string, readonly ExpectedChange[]])[] = [
  ["ALTER TABLE users RENAME TO people", [{ kind: "rename-table", table, to: "people" }]],
  [
    "ALTER TABLE main.users RENAME COLUMN a TO b",
    [{ kind: "rename-column", table, column: "a", to: "b" }],
  ],
  ["ALTER TABLE users RENAME a TO b", [{ kind: "rename-column", column: "a", to: "b" }]],
  [
    "ALTER TABLE users ADD COLUMN age INTEGER NOT NULL DEFAULT 0",
    [
      {
        kind: "add-column",
        table,
        column: {
          name: "age",
          nullable: false,
          default: { sql: "0", constant: true },
          type: { name: "integer" },
        },
      },
    ],
  ],
  [
    "ALTER TABLE [users] ADD org REFERENCES orgs (id) ON DELETE CASCADE",
    [
      {
        kind: "add-column",
        column: { name: "org", type: { name: "" } },
        constraints: [{ type: "foreign-key", references: { onDelete: "CASCADE" } }],
      },
    ],
  ],
  ["ALTER TABLE users DROP COLUMN age", [{ kind: "drop-column", table, column: "age" }]],
  ['DROP TABLE IF EXISTS "users"', [{ kind: "drop-table", table, ifExists: true }]],
  [
    "DROP INDEX IF EXISTS i",
    [{ kind: "drop-index", index: named("i"), table: null, ifExists: true }],
  ],
  ["DROP VIEW v", [{ kind: "drop-view", view: named("v") }]],
  ["DROP TRIGGER t", [{ kind: "drop-trigger", name: "t", table: null }]],
  [
    "CREATE UNIQUE INDEX IF NOT EXISTS i ON users (mail COLLATE NOCASE DESC, lower(name)) WHERE deleted IS NULL",
    [
      {
        kind: "create-index",
        table,
        ifNotExists: true,
        index: {
          name: "i",
          unique: true,
          parts: [
            { column: "mail" },
            { column: null, expression: { sql: "lower(name)", functions: ["lower"] } },
          ],
          where: { sql: "deleted IS NULL", columns: ["deleted"] },
        },
      },
    ],
  ],
  [
    'CREATE VIEW v AS SELECT "id", name AS label FROM users',
    [{ kind: "create-view", view: named("v"), columns: ["id", "label"], reads: [table] }],
  ],
  [
    "CREATE TRIGGER t AFTER UPDATE OF a, b ON users BEGIN UPDATE x SET y = CASE WHEN 1 THEN 2 END; DELETE FROM z; END",
    [{ kind: "create-trigger", name: "t", table }],
  ],
  ["CREATE TEMP TRIGGER t INSERT ON users BEGIN SELECT 1; END", []],
  [
    "CREATE VIRTUAL TABLE search USING fts5(title, body)",
    [{ kind: "create-table", table: named("search"), fromQuery: true }],
  ],
  ["CREATE TABLE t AS SELECT * FROM users", [{ kind: "create-table", fromQuery: true }]],
  [
    "INSERT OR REPLACE INTO users SELECT * FROM old",
    [{ kind: "insert-rows", table, fromQuery: true, reads: [named("old")] }],
  ],
  ["INSERT INTO users DEFAULT VALUES", [{ kind: "insert-rows", fromQuery: false }]],
  [
    "UPDATE OR IGNORE users SET (a, b) = (1, c) WHERE rowid = 5",
    [{ kind: "update-rows", table, columns: ["a", "b"], readsColumns: ["c"], bounded: true }],
  ],
  [
    'UPDATE users SET "a" = "b"',
    [{ kind: "update-rows", columns: ["a"], readsColumns: ["b"], hasWhere: false }],
  ],
  [
    "DELETE FROM users WHERE a = 1",
    [{ kind: "delete-rows", table, bounded: false, hasWhere: true }],
  ],
  [
    "WITH x AS (SELECT 1) INSERT INTO users SELECT * FROM x",
    [{ kind: "insert-rows", table, fromQuery: true }],
  ],
  ["VACUUM", [{ kind: "maintenance", command: "vacuum", table: null }]],
  ["ANALYZE users", [{ kind: "maintenance", command: "analyze", table }]],
  ["REINDEX i", [{ kind: "reindex", target: "index", name: named("i") }]],
  ["SELECT 1", []],
];

describe("SQLite", () => {
  it.each(statements)("%s", (sql, expected) => {
    expectChanges(parser, `${sql};`, expected);
  });

  it("reads CREATE TABLE", () => {
    expectChanges(
      parser,
      `CREATE TABLE IF NOT EXISTS "users" (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        name VARCHAR(255) DEFAULT 'x' COLLATE NOCASE,
        state TEXT DEFAULT "new" CHECK (state IN ('new', 'old')),
        made INTEGER DEFAULT (strftime('%s', 'now')) NOT NULL,
        twice INT GENERATED ALWAYS AS (id * 2) STORED,
        org UNSIGNED BIG INT,
        CONSTRAINT one UNIQUE (name, org) ON CONFLICT IGNORE
        FOREIGN KEY (org) REFERENCES orgs (id) ON UPDATE no action ON DELETE set null DEFERRABLE INITIALLY DEFERRED
      ) STRICT;`,
      [
        {
          kind: "create-table",
          table,
          ifNotExists: true,
          columns: [
            { name: "id", type: { name: "integer" }, nullable: false, autoIncrement: true },
            {
              name: "name",
              type: { name: "varchar", modifiers: [255], text: "varchar(255)" },
              collation: "NOCASE",
            },
            { name: "state", default: { sql: '"new"', constant: true, columns: [] } },
            {
              name: "made",
              nullable: false,
              default: { functions: ["strftime"], constant: false },
            },
            { name: "twice", generated: { kind: "stored", expression: { columns: ["id"] } } },
            { name: "org", type: { name: "unsigned big int", unsigned: true } },
          ],
          constraints: [
            { type: "primary-key", columns: ["id"] },
            { type: "check", columns: ["state"] },
            { type: "unique", name: "one", columns: ["name", "org"] },
            {
              type: "foreign-key",
              columns: ["org"],
              deferrable: true,
              references: { onDelete: "SET NULL" },
            },
          ],
        },
      ],
    );
  });

  it("lets only keys without row numbers imply NOT NULL", () => {
    const columns = (sql: string) =>
      changesOf(parser, sql).flatMap((change) =>
        change.kind === "create-table" ? change.columns.map((column) => column.nullable) : [],
      );
    expect(columns("CREATE TABLE t (id TEXT PRIMARY KEY)")).toEqual([true]);
    expect(columns("CREATE TABLE t (id TEXT PRIMARY KEY) WITHOUT ROWID")).toEqual([false]);
    expect(columns("CREATE TABLE t (id INTEGER PRIMARY KEY)")).toEqual([false]);
  });

  it("gives the rebuild of a table statement by statement", () => {
    const sql = [
      "PRAGMA foreign_keys=OFF;--> statement-breakpoint",
      "CREATE TABLE `__new_users` (`id` integer PRIMARY KEY NOT NULL);",
      "--> statement-breakpoint",
      'INSERT INTO `__new_users`("id") SELECT "id" FROM `users`;--> statement-breakpoint',
      "DROP TABLE `users`;--> statement-breakpoint",
      "ALTER TABLE `__new_users` RENAME TO `users`;--> statement-breakpoint",
      "PRAGMA foreign_keys=ON;",
    ].join("\n");
    const statements = parser.parse(sql);
    expect(statements.map((statement) => statement.line)).toEqual([1, 2, 4, 5, 6, 7]);
    expect(
      statements.flatMap((statement) => statement.changes.map((change) => change.kind)),
    ).toEqual(["create-table", "insert-rows", "drop-table", "rename-table"]);
    expect(statements[0]?.session).toEqual({
      kind: "set",
      name: "foreign_keys",
      values: ["OFF"],
      local: false,
    });
  });

  it.each([
    ["BEGIN IMMEDIATE TRANSACTION", { kind: "begin" }],
    ["END", { kind: "commit" }],
    ["COMMIT TRANSACTION", { kind: "commit" }],
    ["ROLLBACK", { kind: "rollback" }],
    ["ROLLBACK TO a", null],
    [
      "PRAGMA main.journal_mode(WAL)",
      { kind: "set", name: "journal_mode", values: ["WAL"], local: false },
    ],
    ["PRAGMA foreign_key_check", null],
  ])("%s", (sql, session) => {
    expect(parser.parse(sql)).toMatchObject([{ changes: [], session }]);
  });
});

describe("SQLite refuses", () => {
  it.each([
    ["ATTACH DATABASE 'x' AS y", "what another database file holds is not known."],
    ["PRAGMA writable_schema = ON", "it lets rows of SQLite's own schema table be written."],
    ["DELETE FROM sqlite_master", "it writes to SQLite's own schema table."],
    ["ALTER TABLE users ALTER COLUMN a TYPE text", "`ALTER` is not known here."],
    ["CREATE TABLE t (a INT) ENGINE=InnoDB", "an option of the table is not known."],
    [
      ".read other.sql",
      "`.read other.sql` is a command of the command-line client, which can run anything.",
    ],
    [
      "DROP TABLE {{table}}",
      "line 1 holds a placeholder, `{{table}}`, whose value is known only when the migration runs.",
    ],
    [
      "CREATE TRIGGER t INSERT ON a BEGIN SELECT 1;",
      "its body is never closed by `END`, so where it ends cannot be told.",
    ],
  ])("%s", (sql, reason) => {
    const [change] = changesOf(parser, sql);
    expect(change?.kind === "unknown" && change.reason.endsWith(reason)).toBe(true);
  });

  it("a command of its client by line, and reads on behind it", () => {
    expect(parser.parse(".timeout 5\nDROP TABLE a;")).toMatchObject([
      { line: 1, changes: [{ kind: "unknown" }] },
      { line: 2, changes: [{ kind: "drop-table" }] },
    ]);
  });
});

describe("SQLite's statements and their lines", () => {
  it("finds none in empty and comment-only texts", () => {
    for (const sql of ["", ";\n;", "-- a\n/* b; */", "\ufeff--a", "/* never closed"]) {
      expect(parser.parse(sql)).toEqual([]);
    }
  });

  it("knows its own quotes, without backslashes", () => {
    const sql =
      'INSERT INTO a VALUES (\'x\\\');\nDROP TABLE "b;""c";--\'\nDROP TABLE [d;e];\nDROP TABLE `f``g`;';
    expectChanges(parser, sql, [
      { kind: "insert-rows" },
      { kind: "drop-table", table: named('b;"c') },
      { kind: "drop-table", table: named("d;e") },
      { kind: "drop-table", table: named("f`g") },
    ]);
  });

  it("ends a trigger at its own END", () => {
    const sql = "CREATE TRIGGER t INSERT ON a BEGIN\n  SELECT 1;\n  SELECT 2;\nEND;\nDROP TABLE b;";
    expect(parser.parse(sql)).toMatchObject([
      { line: 1, endLine: 4, changes: [{ kind: "create-trigger" }] },
      { line: 5, changes: [{ kind: "drop-table" }] },
    ]);
  });
});
