import { users, type Case } from "./case.ts";

export const tableCases: readonly Case[] = [
  {
    sql: "CREATE TABLE IF NOT EXISTS app.users (id bigserial PRIMARY KEY, name text)",
    changes: [
      {
        kind: "create-table",
        table: { schema: "app", name: "users" },
        columns: [
          {
            name: "id",
            type: { name: "int8", text: "bigint" },
            nullable: false,
            autoIncrement: true,
          },
          { name: "name", type: { name: "text" }, nullable: true, autoIncrement: false },
        ],
        constraints: [{ type: "primary-key", name: null, columns: ["id"] }],
        ifNotExists: true,
        temporary: false,
        fromQuery: false,
      },
    ],
  },
  {
    sql: `CREATE TABLE "Users" (a int, b int, CONSTRAINT pk PRIMARY KEY (a, b), CHECK (a > b))`,
    changes: [
      {
        kind: "create-table",
        table: { schema: null, name: "Users" },
        columns: [{ nullable: false }, { nullable: false }],
        constraints: [
          { name: "pk", type: "primary-key", columns: ["a", "b"] },
          { name: null, type: "check", columns: ["a", "b"], expression: { sql: "a > b" } },
        ],
      },
    ],
  },
  {
    sql: "CREATE TEMP TABLE t AS SELECT * FROM users",
    changes: [{ kind: "create-table", temporary: true, fromQuery: true, columns: [] }],
  },
  {
    sql: "SELECT * INTO users_copy FROM users",
    changes: [
      { kind: "create-table", table: { schema: null, name: "users_copy" }, fromQuery: true },
    ],
  },
  {
    sql: "CREATE TABLE events (at date) PARTITION BY RANGE (at)",
    changes: [{ kind: "create-table", partitioned: true, partitionOf: null }],
  },
  {
    sql: "CREATE TABLE events_rest PARTITION OF events DEFAULT",
    changes: [
      {
        kind: "create-table",
        partitionOf: { schema: null, name: "events" },
        isDefaultPartition: true,
        inherits: [],
      },
    ],
  },
  {
    sql: "CREATE TABLE a (LIKE b INCLUDING ALL) INHERITS (c, s.d)",
    changes: [
      {
        kind: "create-table",
        like: [{ schema: null, name: "b" }],
        likeIncludes: ["constraints", "defaults", "generated", "identity", "indexes"],
        inherits: [
          { schema: null, name: "c" },
          { schema: "s", name: "d" },
        ],
      },
    ],
  },
  {
    sql: "CREATE TABLE a (LIKE b INCLUDING ALL EXCLUDING INDEXES, LIKE c INCLUDING DEFAULTS)",
    changes: [{ kind: "create-table", likeIncludes: ["defaults"] }],
  },
  { sql: "CREATE TABLE a (LIKE b)", changes: [{ kind: "create-table", likeIncludes: [] }] },
  { sql: "CREATE TABLE a OF t", changes: [{ kind: "create-table", fromQuery: true }] },
  {
    sql: "CREATE FOREIGN TABLE f (a int) SERVER s",
    changes: [{ kind: "create-table", columns: [{ name: "a" }] }],
  },
  {
    sql: "DROP TABLE IF EXISTS users, app.posts CASCADE",
    changes: [
      { kind: "drop-table", table: users, ifExists: true, cascade: true },
      { kind: "drop-table", table: { schema: "app", name: "posts" }, cascade: true },
    ],
  },
  {
    sql: "ALTER TABLE users RENAME TO people",
    changes: [{ kind: "rename-table", table: users, to: "people" }],
  },
  {
    sql: "ALTER TABLE users SET SCHEMA app",
    changes: [{ kind: "set-table-schema", table: users, to: "app" }],
  },
  {
    sql: "ALTER TABLE events ATTACH PARTITION e1 FOR VALUES IN (1)",
    changes: [
      {
        kind: "attach-partition",
        table: { schema: null, name: "events" },
        partition: { schema: null, name: "e1" },
        isDefault: false,
      },
    ],
  },
  {
    sql: "ALTER TABLE events ATTACH PARTITION e1 DEFAULT",
    changes: [{ kind: "attach-partition", isDefault: true }],
  },
  {
    sql: "ALTER TABLE events DETACH PARTITION e1 CONCURRENTLY",
    changes: [{ kind: "detach-partition", concurrently: true }],
  },
  {
    sql: "ALTER TABLE users OWNER TO app, SET (fillfactor = 70), SET UNLOGGED, REPLICA IDENTITY FULL, SET TABLESPACE fast, CLUSTER ON i",
    changes: [
      { kind: "alter-table-option", table: users, option: "owner" },
      { kind: "alter-table-option", option: "storage-parameters" },
      { kind: "alter-table-option", option: "set-unlogged" },
      { kind: "alter-table-option", option: "replica-identity" },
      { kind: "alter-table-option", option: "tablespace" },
      { kind: "alter-table-option", option: "cluster-on" },
    ],
  },
  {
    sql: "ALTER TABLE users ENABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY",
    changes: [
      { kind: "set-row-security", table: users, state: "enabled" },
      { kind: "set-row-security", state: "not-forced" },
    ],
  },
  {
    sql: "ALTER TABLE users DISABLE TRIGGER ALL, ENABLE TRIGGER audit",
    changes: [
      { kind: "set-trigger-state", table: users, name: null, enabled: false },
      { kind: "set-trigger-state", name: "audit", enabled: true },
    ],
  },
  {
    sql: "CREATE SCHEMA IF NOT EXISTS app",
    changes: [{ kind: "create-schema", name: "app", ifNotExists: true }],
  },
  {
    sql: "CREATE SCHEMA app CREATE TABLE users (id int)",
    changes: [
      { kind: "create-schema", name: "app" },
      { kind: "create-table", table: { schema: "app", name: "users" } },
    ],
  },
  {
    sql: "DROP SCHEMA app CASCADE",
    changes: [{ kind: "drop-schema", name: "app", ifExists: false, cascade: true }],
  },
  {
    sql: "ALTER SCHEMA app RENAME TO core",
    changes: [{ kind: "rename-schema", name: "app", to: "core" }],
  },
];
