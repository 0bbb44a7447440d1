import { describe, expect, test } from "vitest";
import { judgeSql } from "./judge-sql.ts";

const users = "CREATE TABLE users (id int PRIMARY KEY, name text);";

/** What clears the way for what is made, and the same object made before. */
const idioms: readonly (readonly [drop: string, create: string, other: string])[] = [
  [
    "DROP TRIGGER IF EXISTS touch ON users;",
    "CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();",
    "CREATE TRIGGER touch AFTER DELETE ON users EXECUTE FUNCTION suppress_redundant_updates_trigger();",
  ],
  [
    "DROP POLICY IF EXISTS own ON users;",
    "CREATE POLICY own ON users USING (id = 1);",
    "CREATE POLICY own ON users USING (id < 9);",
  ],
  [
    "DROP FUNCTION IF EXISTS total(int);",
    "CREATE FUNCTION total(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
    "CREATE FUNCTION total(a int) RETURNS text LANGUAGE sql AS 'SELECT 1';",
  ],
  [
    "DROP VIEW IF EXISTS people;",
    "CREATE VIEW people AS SELECT id FROM users;",
    "CREATE VIEW people AS SELECT id, name FROM users;",
  ],
  [
    "DROP MATERIALIZED VIEW IF EXISTS counts;",
    "CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS n FROM users;",
    "CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS total FROM users;",
  ],
  [
    "DROP TYPE IF EXISTS mood;",
    "CREATE TYPE mood AS ENUM ('ok');",
    "CREATE TYPE mood AS ENUM ('ok', 'bad');",
  ],
  ["DROP SEQUENCE IF EXISTS numbers;", "CREATE SEQUENCE numbers;", "CREATE SEQUENCE numbers;"],
  [
    "ALTER TABLE users DROP COLUMN IF EXISTS age;",
    "ALTER TABLE users ADD COLUMN age int;",
    "ALTER TABLE users ADD COLUMN age int;",
  ],
];

/** The rules that tell something of the first statement. */
async function toldOf(change: string, schema = users): Promise<readonly string[]> {
  const judged = await judgeSql({
    dialect: "postgresql",
    version: 16,
    schema,
    change,
    transaction: false,
  });
  return judged[0]?.findings.map(({ rule }) => rule) ?? [];
}

describe.each(idioms)("%s", (drop, create, other) => {
  test("does nothing before what has never been there", async () => {
    expect(await toldOf(drop + create)).toEqual([]);
  });

  test("alone is there to take away what somebody made by hand", async () => {
    expect(await toldOf(drop)).not.toEqual([]);
  });

  test("without IF EXISTS says that it is there", async () => {
    expect(await toldOf(drop.replace("IF EXISTS ", "") + create)).not.toEqual([]);
  });

  test("takes away what the history made", async () => {
    expect(await toldOf(drop + create, users + other)).not.toEqual([]);
  });

  test("may take away what a history with a hole made", async () => {
    expect(await toldOf(drop + create, `${users} SELECT mystery();`)).not.toEqual([]);
  });
});
