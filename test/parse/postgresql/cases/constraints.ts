import { users, type Case } from "./case.ts";

export const constraintCases: readonly Case[] = [
  {
    sql: "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0 AND name <> ')') NOT VALID",
    changes: [
      {
        kind: "add-constraint",
        table: users,
        constraint: {
          name: "c",
          type: "check",
          columns: ["age", "name"],
          expression: { sql: "age > 0 AND name <> ')'" },
          notValid: true,
          enforced: true,
        },
      },
    ],
  },
  {
    sql: "ALTER TABLE users ADD CHECK (age > 0) NOT ENFORCED",
    changes: [{ constraint: { enforced: false } }],
  },
  {
    sql: "ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (team_id, k) REFERENCES app.teams (id, k) ON DELETE SET NULL DEFERRABLE NOT VALID",
    changes: [
      {
        constraint: {
          type: "foreign-key",
          columns: ["team_id", "k"],
          references: {
            table: { schema: "app", name: "teams" },
            columns: ["id", "k"],
            onDelete: "SET NULL",
          },
          notValid: true,
          deferrable: true,
        },
      },
    ],
  },
  {
    sql: "ALTER TABLE users ADD CONSTRAINT n NOT NULL name NOT VALID",
    changes: [{ constraint: { type: "not-null", columns: ["name"], notValid: true } }],
  },
  {
    sql: "ALTER TABLE users ADD UNIQUE (email), ADD CONSTRAINT pk PRIMARY KEY USING INDEX users_pk",
    changes: [
      { constraint: { type: "unique", name: null, columns: ["email"], usingIndex: null } },
      { constraint: { type: "primary-key", name: "pk", usingIndex: "users_pk" } },
    ],
  },
  {
    sql: "ALTER TABLE b ADD EXCLUDE USING gist (room WITH =, tsrange(a, z) WITH &&)",
    changes: [{ constraint: { type: "exclusion", columns: ["room", "a", "z"] } }],
  },
  {
    sql: "ALTER TABLE users DROP CONSTRAINT IF EXISTS c CASCADE, VALIDATE CONSTRAINT d, ALTER CONSTRAINT e DEFERRABLE",
    changes: [
      { kind: "drop-constraint", table: users, name: "c", ifExists: true, cascade: true },
      { kind: "validate-constraint", name: "d" },
      { kind: "alter-constraint", name: "e" },
    ],
  },
  {
    sql: "ALTER TABLE users RENAME CONSTRAINT a TO b",
    changes: [{ kind: "rename-constraint", table: users, name: "a", to: "b" }],
  },
  {
    sql: "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY app.users USING gin (lower(email) text_pattern_ops DESC, (a || b), c) INCLUDE (d) WHERE deleted_at IS NULL",
    changes: [
      {
        kind: "create-index",
        table: { schema: "app", name: "users" },
        index: {
          name: "i",
          unique: true,
          method: "gin",
          parts: [
            { column: null, expression: { sql: "lower(email)", functions: ["lower"] } },
            { column: null, expression: { sql: "a || b", columns: ["a", "b"] } },
            { column: "c", expression: null },
          ],
          include: ["d"],
          where: { sql: "deleted_at IS NULL" },
        },
        concurrently: true,
        ifNotExists: true,
        only: true,
      },
    ],
  },
  {
    sql: "CREATE INDEX ON users (email)",
    changes: [{ index: { name: null, method: null, where: null }, concurrently: false }],
  },
  {
    sql: "CREATE INDEX ON users (coalesce(left(a, 2), b, ') '), c, (a || ','), app.f(a, b) DESC)",
    changes: [
      {
        index: {
          parts: [
            { column: null, expression: { sql: "coalesce(left(a, 2), b, ') ')" } },
            { column: "c", expression: null },
            { column: null, expression: { sql: "a || ','" } },
            { column: null, expression: { sql: "app.f(a, b)" } },
          ],
        },
      },
    ],
  },
  {
    sql: "DROP INDEX CONCURRENTLY IF EXISTS app.i",
    changes: [
      {
        kind: "drop-index",
        index: { schema: "app", name: "i" },
        concurrently: true,
        ifExists: true,
      },
    ],
  },
  {
    sql: "ALTER INDEX i RENAME TO j",
    changes: [{ kind: "rename-index", index: { schema: null, name: "i" }, to: "j" }],
  },
  {
    sql: "ALTER INDEX i ATTACH PARTITION j",
    changes: [{ kind: "alter-table-option", option: "index-attach-partition" }],
  },
  {
    sql: "REINDEX INDEX CONCURRENTLY i",
    changes: [
      { kind: "reindex", target: "index", name: { schema: null, name: "i" }, concurrently: true },
    ],
  },
  {
    sql: "REINDEX (CONCURRENTLY off) TABLE users",
    changes: [{ kind: "reindex", target: "table", name: users, concurrently: false }],
  },
  { sql: "REINDEX DATABASE", changes: [{ kind: "reindex", target: "database", name: null }] },
];
