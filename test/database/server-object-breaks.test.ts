import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgeSql } from "../rules/judge-sql.ts";
import { findServers } from "./servers.ts";
import type { TestDatabase } from "./servers.ts";

/** What stands in production. */
const schema = `
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE logs (id int);
CREATE TYPE pair AS (a int, b int);
CREATE TYPE mood AS ENUM ('ok');
CREATE DOMAIN code AS text DEFAULT 'x';
CREATE TABLE coded (id int PRIMARY KEY, key code);
CREATE TABLE measures (id int);
CREATE TABLE measures_2023 () INHERITS (measures);
CREATE FUNCTION total(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := ''stamped''; RETURN NEW; END';
CREATE TRIGGER users_stamp BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE SCHEMA app;
CREATE COLLATION german (locale = 'C');
CREATE CAST (mood AS int) WITH INOUT;
`;

const rows = `
INSERT INTO users VALUES (1, 'a');
INSERT INTO logs VALUES (1);
INSERT INTO measures_2023 VALUES (1);
`;

/** A change that is told as destructive, and a query of old code that no longer does what it did. */
const breaking: readonly (readonly [change: string, oldCode: string])[] = [
  ["CREATE PUBLICATION changes FOR TABLE logs", "UPDATE logs SET id = 2"],
  ["CREATE PUBLICATION changes FOR ALL TABLES", "DELETE FROM logs"],
  [
    "CREATE RULE keep AS ON INSERT TO logs DO ALSO SELECT 1",
    "INSERT INTO logs VALUES (2) ON CONFLICT DO NOTHING",
  ],
  [
    "CREATE RULE keep AS ON DELETE TO logs DO INSTEAD NOTHING",
    "WITH gone AS (DELETE FROM logs RETURNING id) SELECT 1 / count(*) FROM gone",
  ],
  ["ALTER DOMAIN code SET NOT NULL", "INSERT INTO coded VALUES (1, NULL)"],
  ["ALTER DOMAIN code ADD CHECK (VALUE > 'k') NOT VALID", "INSERT INTO coded VALUES (1, 'a')"],
  ["ALTER TYPE pair DROP ATTRIBUTE b", "SELECT ((1, 2)::pair).b"],
  ["ALTER TYPE pair RENAME ATTRIBUTE b TO c", "SELECT ((1, 2)::pair).b"],
  ["ALTER TYPE mood SET SCHEMA app", "SELECT 'ok'::mood"],
  ["ALTER FUNCTION total(int) SET SCHEMA app", "SELECT total(1)"],
  ["ALTER TABLE measures_2023 NO INHERIT measures", "SELECT 1 / count(*) FROM measures"],
  ["DROP COLLATION german", 'SELECT name FROM users ORDER BY name COLLATE "german"'],
  ["ALTER COLLATION german RENAME TO deutsch", 'SELECT name COLLATE "german" FROM users'],
  ["DROP CAST (mood AS int)", "SELECT 'ok'::mood::int WHERE false"],
  [
    "DROP FUNCTION stamp() CASCADE; CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "WITH one AS (INSERT INTO users VALUES (2) RETURNING name) SELECT 1 / count(name) FROM one",
  ],
];

/** What is exempt, and the same queries, which go on. */
const harmless: readonly (readonly [change: string, oldCode: string])[] = [
  [
    "ALTER TABLE logs REPLICA IDENTITY FULL; CREATE PUBLICATION changes FOR TABLE logs",
    "UPDATE logs SET id = 2",
  ],
  ["CREATE PUBLICATION changes FOR TABLE logs WITH (publish = 'insert')", "UPDATE logs SET id = 2"],
  ["CREATE PUBLICATION changes FOR TABLE users", "UPDATE users SET name = 'b'"],
  ["CREATE RULE note AS ON DELETE TO logs DO ALSO SELECT 1", "DELETE FROM logs"],
  ["ALTER TABLE logs OF logged", "SELECT id FROM logs"],
  [
    "DROP CAST (mood AS int); CREATE CAST (mood AS int) WITH INOUT",
    "SELECT 'ok'::mood::int WHERE false",
  ],
  ["ALTER DOMAIN code DROP CONSTRAINT none", "INSERT INTO coded VALUES (1, 'a')"],
  ["ALTER FUNCTION stamp() SET SCHEMA app", "INSERT INTO users VALUES (2)"],
];

/** A role that code logs in as, for it belongs to the whole server: made in the same transaction. */
const role = "CREATE ROLE web; GRANT SELECT ON users TO web";

describe.each(await findServers())("PostgreSQL $name", ({ majorVersion, createDatabase }) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
    await database.execute(
      `${schema}${rows}
      CREATE TYPE logged AS (id int);
      ALTER DOMAIN code ADD CONSTRAINT none CHECK (VALUE <> 'z');`,
    );
  }, 60_000);

  afterAll(() => database.close());

  test.each(breaking)("%s breaks old code and is destructive", async (change, oldCode) => {
    expect(await worksAfter("SELECT", oldCode)).toBe(true);
    expect(await worksAfter(change, oldCode)).toBe(false);
    expect(await isDestructive(change)).toBe(true);
  });

  test.each(harmless)("%s is exempt, and old code goes on", async (change, oldCode) => {
    expect(await worksAfter(change, oldCode)).toBe(true);
    expect(await isDestructive(change)).toBe(false);
  });

  test("a role that is dropped breaks what runs as it", async () => {
    const drop = "DROP OWNED BY web; DROP ROLE web";
    expect(await worksAfter(role, "SET LOCAL ROLE web")).toBe(true);
    expect(await worksAfter(`${role}; ${drop}`, "SET LOCAL ROLE web")).toBe(false);
    expect(await isDestructive(drop)).toBe(true);
  });

  async function worksAfter(change: string, oldCode: string): Promise<boolean> {
    await database.execute(`BEGIN; ${change};`);
    try {
      await database.execute(oldCode);
      return true;
    } catch {
      return false;
    } finally {
      await database.execute("ROLLBACK");
    }
  }

  async function isDestructive(change: string): Promise<boolean> {
    const judged = await judgeSql({
      dialect: "postgresql",
      version: majorVersion,
      schema,
      change,
      transaction: true,
    });
    return judged.some(({ compatibility }) => compatibility !== "additive");
  }
});
