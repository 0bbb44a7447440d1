import { users, type Case } from "./case.ts";

const mood = { schema: null, name: "mood" };

export const objectCases: readonly Case[] = [
  {
    sql: "CREATE TYPE mood AS ENUM ('sad', '')",
    changes: [
      { kind: "create-type", type: mood, definition: { kind: "enum", values: ["sad", ""] } },
    ],
  },
  {
    sql: "CREATE TYPE point3 AS (x int, y int)",
    changes: [{ definition: { kind: "composite", attributes: ["x", "y"] } }],
  },
  {
    sql: "CREATE DOMAIN email AS varchar(100) NOT NULL DEFAULT 'x' CHECK (VALUE <> '')",
    changes: [
      {
        kind: "create-type",
        definition: {
          kind: "domain",
          base: { name: "varchar", modifiers: [100] },
          nullable: false,
          default: { sql: "'x'" },
          hasCheck: true,
        },
      },
    ],
  },
  {
    sql: "CREATE TYPE floats AS RANGE (subtype = float8)",
    changes: [{ kind: "create-type", definition: { kind: "other" } }],
  },
  {
    sql: "DROP TYPE IF EXISTS mood CASCADE",
    changes: [{ kind: "drop-type", type: mood, ifExists: true, cascade: true }],
  },
  { sql: "DROP DOMAIN mood", changes: [{ kind: "drop-type", type: mood, cascade: false }] },
  {
    sql: "ALTER TYPE mood RENAME TO feeling",
    changes: [{ kind: "rename-type", type: mood, to: "feeling" }],
  },
  {
    sql: "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'glad' BEFORE 'sad'",
    changes: [{ kind: "add-enum-value", type: mood, value: "glad", ifNotExists: true }],
  },
  {
    sql: "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
    changes: [{ kind: "rename-enum-value", type: mood, value: "sad", to: "blue" }],
  },
  {
    sql: "CREATE OR REPLACE VIEW v AS WITH users AS (SELECT * FROM users) SELECT u.id, lower(name), 1 AS one FROM users u, app.t -- end",
    changes: [
      {
        kind: "create-view",
        view: { schema: null, name: "v" },
        materialized: false,
        replace: true,
        columns: ["id", "lower", "one"],
        reads: [users, { schema: "app", name: "t" }],
        query: {
          sql: "WITH users AS (SELECT * FROM users) SELECT u.id, lower(name), 1 AS one FROM users u, app.t",
        },
      },
    ],
  },
  {
    sql: "CREATE VIEW v (a, b) AS SELECT x, y, z FROM t UNION SELECT 1, 2, 3",
    changes: [{ columns: ["a", "b", "z"], reads: [{ schema: null, name: "t" }] }],
  },
  { sql: "CREATE TEMP VIEW v AS SELECT * FROM t", changes: [{ columns: null, temporary: true }] },
  {
    sql: "CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT id FROM t",
    changes: [{ kind: "create-view", materialized: true, ifNotExists: true, columns: ["id"] }],
  },
  {
    sql: "DROP MATERIALIZED VIEW m",
    changes: [{ kind: "drop-view", materialized: true, view: { schema: null, name: "m" } }],
  },
  { sql: "DROP VIEW v", changes: [{ kind: "drop-view", materialized: false }] },
  { sql: "ALTER VIEW v RENAME TO w", changes: [{ kind: "rename-view", to: "w" }] },
  {
    sql: "ALTER VIEW v RENAME COLUMN a TO b",
    changes: [{ kind: "rename-column", table: { schema: null, name: "v" }, column: "a" }],
  },
  {
    sql: "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
    changes: [{ kind: "refresh-materialized-view", concurrently: true }],
  },
  {
    sql: "CREATE OR REPLACE FUNCTION app.f(a int, OUT b text, VARIADIC c varchar(5)[] DEFAULT '{}') RETURNS SETOF text LANGUAGE sql STABLE AS $$ DROP TABLE users $$",
    changes: [
      {
        kind: "create-function",
        function: { schema: "app", name: "f" },
        routine: "function",
        argumentTypes: ["integer", "varchar[]"],
        parameters: [
          { name: "a", hasDefault: false },
          { name: "c", hasDefault: true },
        ],
        returns: "setof text",
        replace: true,
        volatility: "stable",
      },
    ],
  },
  {
    sql: "CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC DELETE FROM users; SELECT CASE WHEN true THEN 1 END; END",
    changes: [{ kind: "create-function", routine: "procedure", volatility: "volatile" }],
  },
  {
    sql: "CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int)",
    changes: [{ kind: "create-function", routine: "aggregate", argumentTypes: ["integer"] }],
  },
  {
    sql: "DROP FUNCTION IF EXISTS f(int, OUT b text), g CASCADE",
    changes: [
      { kind: "drop-function", argumentTypes: ["integer"], ifExists: true, cascade: true },
      { kind: "drop-function", argumentTypes: null },
    ],
  },
  {
    sql: "DROP AGGREGATE total(*)",
    changes: [{ kind: "drop-function", routine: "aggregate", argumentTypes: [] }],
  },
  {
    sql: "ALTER FUNCTION f(int) RENAME TO g",
    changes: [{ kind: "rename-function", function: { schema: null, name: "f" }, to: "g" }],
  },
  {
    sql: "ALTER FUNCTION f(int) OWNER TO app",
    changes: [{ kind: "alter-table-option", option: "function-owner" }],
  },
  {
    sql: "CREATE OR REPLACE TRIGGER audit AFTER INSERT ON users EXECUTE FUNCTION f()",
    changes: [
      {
        kind: "create-trigger",
        name: "audit",
        table: users,
        replace: true,
        definition: { timing: "AFTER", events: ["INSERT"], columns: [], when: null },
      },
    ],
  },
  {
    sql: "CREATE TRIGGER audit BEFORE UPDATE OF a, b OR DELETE ON users FOR EACH ROW WHEN (OLD.a > 1) EXECUTE FUNCTION f()",
    changes: [
      {
        kind: "create-trigger",
        replace: false,
        definition: {
          timing: "BEFORE",
          events: ["DELETE", "UPDATE"],
          columns: ["a", "b"],
          when: { sql: "OLD.a > 1" },
        },
      },
    ],
  },
  {
    sql: "DROP TRIGGER IF EXISTS audit ON app.users",
    changes: [
      {
        kind: "drop-trigger",
        name: "audit",
        table: { schema: "app", name: "users" },
        ifExists: true,
      },
    ],
  },
  {
    sql: "CREATE POLICY p ON users AS RESTRICTIVE USING (true)",
    changes: [
      {
        kind: "create-policy",
        table: users,
        name: "p",
        definition: {
          permissive: false,
          command: "ALL",
          roles: ["public"],
          using: { sql: "true" },
          check: null,
        },
      },
    ],
  },
  {
    sql: "CREATE POLICY p ON users FOR INSERT TO web, CURRENT_USER WITH CHECK ((owner) = 'a')",
    changes: [
      {
        kind: "create-policy",
        definition: {
          permissive: true,
          command: "INSERT",
          roles: ["web", "current_user"],
          using: null,
          check: { sql: "(owner) = 'a'" },
        },
      },
    ],
  },
  {
    sql: "DROP POLICY p ON users",
    changes: [{ kind: "drop-policy", table: users, name: "p", ifExists: false }],
  },
  {
    sql: "CREATE SEQUENCE IF NOT EXISTS s",
    changes: [
      { kind: "create-sequence", sequence: { schema: null, name: "s" }, ifNotExists: true },
    ],
  },
  { sql: "DROP SEQUENCE s CASCADE", changes: [{ kind: "drop-sequence", cascade: true }] },
  {
    sql: "ALTER SEQUENCE s OWNED BY users.id RESTART WITH 5",
    changes: [
      {
        kind: "alter-sequence",
        option: "owned_by",
        ownedBy: { table: { schema: null, name: "users" }, column: "id" },
      },
      { kind: "alter-sequence", option: "restart" },
    ],
  },
  {
    sql: "ALTER SEQUENCE s OWNED BY app.users.id",
    changes: [{ ownedBy: { table: { schema: "app", name: "users" }, column: "id" } }],
  },
  { sql: "ALTER SEQUENCE s OWNED BY NONE", changes: [{ option: "owned_by", ownedBy: null }] },
  {
    sql: "ALTER SEQUENCE app.s RENAME TO q",
    changes: [{ kind: "rename-table", table: { schema: "app", name: "s" }, to: "q" }],
  },
  {
    sql: "CREATE EXTENSION IF NOT EXISTS pgcrypto",
    changes: [{ kind: "create-extension", name: "pgcrypto" }],
  },
  {
    sql: "DROP EXTENSION pgcrypto CASCADE",
    changes: [{ kind: "drop-extension", name: "pgcrypto", cascade: true }],
  },
  {
    sql: "GRANT SELECT, INSERT (a) ON users, app.t TO bob, PUBLIC",
    changes: [
      {
        kind: "grant",
        target: "table users",
        privileges: ["select", "insert (a)"],
        grantees: ["bob", "public"],
      },
      { kind: "grant", target: "table app.t" },
    ],
  },
  {
    sql: "REVOKE ALL ON ALL TABLES IN SCHEMA app FROM bob",
    changes: [{ kind: "revoke", target: "all tables in schema app", privileges: ["all"] }],
  },
  { sql: "GRANT reader TO bob", changes: [{ kind: "grant", target: "role reader" }] },
  {
    sql: "ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM bob",
    changes: [{ kind: "revoke", target: "future tables in schema app" }],
  },
  {
    sql: "COMMENT ON COLUMN app.users.name IS 'x'",
    changes: [{ kind: "set-comment", target: "column app.users.name" }],
  },
];
