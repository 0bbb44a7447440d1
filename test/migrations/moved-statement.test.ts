import { describe, expect, test } from "vitest";
import { applyChange } from "../../src/catalog/apply.ts";
import { emptyCatalog, type Catalog } from "../../src/catalog/catalog.ts";
import { cloneCatalog } from "../../src/catalog/clone-catalog.ts";
import { resolveChange } from "../../src/catalog/resolve.ts";
import { createRerun } from "../../src/migrations/moved-statement.ts";
import { loadParser } from "../../src/parse/load-parser.ts";

const parser = await loadParser("postgresql");

function run(catalog: Catalog, sql: string): void {
  for (const { changes } of parser.parse(sql))
    for (const change of changes) applyChange(catalog, resolveChange(catalog, change));
}

/** Which statements would do something on a base, one mark each: `x` for an effect, `-` for none. */
function effects(history: string, sql: string, origin: "moved" | "new"): string {
  const base = emptyCatalog("postgresql");
  run(base, history);
  const catalog = cloneCatalog(base);
  const rerun = createRerun(catalog, base);
  return parser
    .parse(sql)
    .flatMap(({ changes }) => changes)
    .map((written) => {
      const change = resolveChange(catalog, written);
      const effect = rerun.hasEffect(change, origin);
      if (effect) applyChange(catalog, change);
      return effect ? "x" : "-";
    })
    .join("");
}

const users = "CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL DEFAULT '');";

describe("a statement that runs again", () => {
  test.each<[history: string, sql: string, marks: string]>([
    [users, "DROP TABLE users;", "x"],
    [users, "DROP TABLE orders;", "-"],
    [users, "ALTER TABLE users DROP COLUMN name;", "x"],
    [users, "ALTER TABLE users DROP COLUMN age;", "-"],
    [users, "ALTER TABLE users ADD COLUMN name text;", "-"],
    [users, "ALTER TABLE users ADD COLUMN age int;", "x"],
    [users, "ALTER TABLE users ALTER name SET NOT NULL;", "-"],
    [users, "ALTER TABLE users ALTER name DROP NOT NULL;", "x"],
    [users, "ALTER TABLE users ALTER name SET DEFAULT '';", "-"],
    [users, "ALTER TABLE users ALTER name DROP DEFAULT;", "x"],
    [users, "ALTER TABLE users ALTER id TYPE bigint;", "-"],
    [users, "ALTER TABLE users ALTER id TYPE int;", "x"],
    [users, "ALTER TABLE users DROP CONSTRAINT users_pkey;", "x"],
    [users, "ALTER TABLE users RENAME TO people;", "x"],
    [users, "TRUNCATE users;", "x"],
    [users, "DELETE FROM users;", "x"],
    [users, "UPDATE users SET name = '';", "x"],
    [users, "INSERT INTO users VALUES (1);", "-"],
    [users, "COMMENT ON TABLE users IS 'x';", "-"],
    [users, "REVOKE SELECT ON users FROM app;", "x"],
    [users, "ALTER TABEL users;", "x"],
    [
      `${users} ALTER TABLE users ENABLE ROW LEVEL SECURITY;`,
      "ALTER TABLE users DISABLE ROW LEVEL SECURITY;",
      "x",
    ],
    ["CREATE EXTENSION hstore;", "DROP EXTENSION hstore; DROP EXTENSION ltree;", "x-"],
    ["CREATE TYPE mood AS ENUM ('a');", "ALTER TYPE mood RENAME VALUE 'a' TO 'b';", "x"],
    [
      "CREATE TYPE mood AS ENUM ('a');",
      "ALTER TYPE mood RENAME VALUE 'c' TO 'b'; DROP TYPE mood;",
      "-x",
    ],
    [
      "CREATE SCHEMA s; CREATE SEQUENCE q;",
      "DROP SCHEMA s; DROP SEQUENCE q; DROP SCHEMA t;",
      "xx-",
    ],
    [`${users} CREATE INDEX i ON users (name);`, "DROP INDEX i; DROP INDEX j;", "x-"],
    [`${users} CREATE VIEW v AS SELECT 1;`, "DROP VIEW v; CREATE VIEW v AS SELECT 1;", "xx"],
    ["", "DROP VIEW v; CREATE VIEW v AS SELECT 1;", "-x"],
  ])("%s Then: %s", (history, sql, marks) => {
    expect(effects(history, sql, "moved")).toBe(marks);
  });

  test("behind its CREATE TABLE, which the server refuses, nothing reaches the table or what holds no rows", () => {
    const history = `${users} CREATE VIEW v AS SELECT 1; CREATE TABLE orders (id int);`;
    const sql = `${users} ALTER TABLE users DROP COLUMN name; UPDATE users SET name = ''; DROP VIEW v; DROP TABLE orders;`;
    expect(effects(history, sql, "moved")).toBe("----x");
  });

  test("CREATE TABLE IF NOT EXISTS stops nothing", () => {
    const sql = "CREATE TABLE IF NOT EXISTS users (id int); ALTER TABLE users DROP COLUMN name;";
    expect(effects(users, sql, "moved")).toBe("-x");
  });

  test("behind an ADD COLUMN that is there no UPDATE reaches the table, but a drop does", () => {
    const sql =
      "ALTER TABLE users ADD COLUMN name text; UPDATE users SET name = ''; ALTER TABLE users DROP COLUMN name;";
    expect(effects(users, sql, "moved")).toBe("--x");
  });
});

describe("a statement with a text of its own", () => {
  const dump =
    "CREATE TABLE users (id bigint, name text); ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id); CREATE INDEX i ON users (name);";

  test("has an effect, whatever is there already", () => {
    expect(effects(users, "ALTER TABLE users ADD COLUMN name text;", "new")).toBe("x");
  });

  test("makes again what is there, in a dump of the schema", () => {
    expect(effects(users, dump, "new")).toBe("x-x");
    expect(effects(`${users} CREATE INDEX i ON users (name);`, dump, "new")).toBe("x--");
  });

  test("of a dump drops what it says", () => {
    expect(
      effects(users, `${dump} ALTER TABLE users DROP COLUMN name; DROP TABLE users;`, "new"),
    ).toBe("x-xxx");
  });
});
