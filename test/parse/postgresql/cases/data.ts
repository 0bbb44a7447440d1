import { users, type Case } from "./case.ts";

export const dataCases: readonly Case[] = [
  {
    sql: "INSERT INTO users (id) VALUES (1)",
    changes: [{ kind: "insert-rows", table: users, fromQuery: false, reads: [] }],
  },
  {
    sql: "INSERT INTO users WITH a AS (SELECT * FROM b) SELECT * FROM a JOIN c ON true",
    changes: [
      {
        fromQuery: true,
        reads: [
          { schema: null, name: "b" },
          { schema: null, name: "c" },
        ],
      },
    ],
  },
  {
    sql: "UPDATE users SET name = first || last, (a, b) = (SELECT 1, c)",
    changes: [
      {
        kind: "update-rows",
        table: users,
        columns: ["name", "a", "b"],
        readsColumns: ["first", "last", "c"],
        bounded: false,
        hasWhere: false,
      },
    ],
  },
  ...[
    "id = 5",
    "id = $1",
    "users.id BETWEEN 1 AND 1000",
    "id > 5 AND id <= 10 AND name IS NULL",
    "id IN (1, 2, 3)",
    "id = ANY ('{1,2}'::int[])",
    "id IN (SELECT id FROM users WHERE name IS NULL LIMIT 1000)",
    "ctid = ANY (ARRAY(SELECT ctid FROM users LIMIT 10))",
    "user_id = 7",
  ].map((where) => ({
    sql: `DELETE FROM users WHERE ${where}`,
    changes: [{ kind: "delete-rows", table: users, bounded: true, hasWhere: true }],
  })),
  ...[
    "name = 'x'",
    "id > 5",
    "id = 5 OR name = 'x'",
    "id IN (SELECT id FROM t)",
    "team_id = 5",
  ].map((where) => ({
    sql: `DELETE FROM users WHERE ${where}`,
    changes: [{ kind: "delete-rows", bounded: false, hasWhere: true }],
  })),
  { sql: "DELETE FROM users WHERE true", changes: [{ bounded: false, hasWhere: false }] },
  {
    sql: "WITH batch AS (SELECT id FROM users LIMIT 100) UPDATE users u SET a = 1 FROM batch b WHERE u.id = b.id",
    changes: [{ kind: "update-rows", bounded: true }],
  },
  {
    sql: "WITH gone AS (DELETE FROM users RETURNING *) INSERT INTO log SELECT * FROM gone",
    changes: [
      { kind: "delete-rows", table: users },
      { kind: "insert-rows", table: { schema: null, name: "log" }, fromQuery: true },
    ],
  },
  {
    sql: "WITH gone AS (DELETE FROM users RETURNING *) SELECT count(*) FROM gone",
    changes: [{ kind: "delete-rows", table: users }],
  },
  {
    sql: "INSERT INTO log SELECT * FROM drop_all()",
    changes: [{ kind: "unknown", object: "drop_all" }, { kind: "insert-rows" }],
  },
  {
    sql: "COPY (WITH a AS (DELETE FROM users RETURNING *) SELECT * FROM a) TO STDOUT",
    changes: [{ kind: "delete-rows", table: users }],
  },
  {
    sql: "MERGE INTO users u USING s ON u.id = s.id WHEN MATCHED THEN UPDATE SET a = s.a WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)",
    changes: [
      { kind: "update-rows", table: users },
      { kind: "insert-rows", table: users },
    ],
  },
  {
    sql: "TRUNCATE users, app.t CASCADE",
    changes: [
      { kind: "truncate", table: users, cascade: true },
      { kind: "truncate", table: { schema: "app", name: "t" } },
    ],
  },
  { sql: "COPY users FROM '/tmp/x.csv'", changes: [{ kind: "insert-rows", table: users }] },
  { sql: "COPY users TO '/tmp/x.csv'", changes: [] },
  {
    sql: "LOCK TABLE users, t IN SHARE ROW EXCLUSIVE MODE",
    changes: [
      { kind: "lock-table", table: users, mode: "SHARE ROW EXCLUSIVE" },
      { kind: "lock-table", mode: "SHARE ROW EXCLUSIVE" },
    ],
  },
  {
    sql: "VACUUM (FULL, ANALYZE) users",
    changes: [{ kind: "maintenance", command: "vacuum-full", table: users }],
  },
  { sql: "VACUUM", changes: [{ kind: "maintenance", command: "vacuum", table: null }] },
  { sql: "ANALYZE users", changes: [{ kind: "maintenance", command: "analyze" }] },
  { sql: "CLUSTER users USING i", changes: [{ kind: "maintenance", command: "cluster" }] },
  { sql: "EXPLAIN DELETE FROM users", changes: [] },
  { sql: "EXPLAIN ANALYZE DELETE FROM users", changes: [{ kind: "delete-rows" }] },
  { sql: "SELECT count(*), lower('X'), pg_advisory_xact_lock(1) FROM users", changes: [] },
  {
    sql: `SELECT setval('app."S"', max(id)) FROM users`,
    changes: [{ kind: "alter-sequence", sequence: { schema: "app", name: "S" }, option: "setval" }],
  },
  {
    sql: "SELECT setval(pg_get_serial_sequence('users', 'id'), 5)",
    changes: [{ kind: "alter-sequence", sequence: { schema: null, name: "users_id_seq" } }],
  },
  ...["SHOW ALL", "LISTEN x", "NOTIFY x", "DISCARD ALL", "CHECKPOINT", "SAVEPOINT a"].map(
    (sql) => ({ sql, changes: [] }),
  ),
];
