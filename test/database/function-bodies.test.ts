import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeEach, expect, test } from "vitest";
import { judgeSql } from "../rules/judge-sql.ts";

/*
 * A change that a function's body still names: the server lets it pass, and the call or write that worked before fails
 * behind it exactly where the rule says so.
 */
const schema = `
CREATE TABLE users (id int PRIMARY KEY, full_name text, display_name text);
CREATE TABLE teams (id int PRIMARY KEY, full_name text);
CREATE TABLE logs (id int, what text);
CREATE FUNCTION sql_body() RETURNS text LANGUAGE sql AS 'SELECT full_name FROM users LIMIT 1';
CREATE FUNCTION block_body() RETURNS int LANGUAGE plpgsql AS $$
DECLARE n int; BEGIN UPDATE users SET full_name = 'x' WHERE id = 1; GET DIAGNOSTICS n = ROW_COUNT; RETURN n; END $$;
CREATE FUNCTION of_team() RETURNS text LANGUAGE sql AS 'SELECT full_name FROM teams LIMIT 1';
CREATE FUNCTION typed() RETURNS text LANGUAGE plpgsql AS $$
DECLARE n users.full_name%TYPE; BEGIN RETURN n; END $$;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO logs (id, what) VALUES (NEW.id, NEW.display_name); RETURN NEW; END $$;
CREATE TRIGGER users_note AFTER INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note();
`;

/** What ran before each change. */
const uses: Readonly<Record<string, string>> = {
  sql_body: "SELECT sql_body()",
  block_body: "SELECT block_body()",
  of_team: "SELECT of_team()",
  typed: "SELECT typed()",
  note: "INSERT INTO users (id) VALUES (7)",
};

const changes = [
  "ALTER TABLE users DROP COLUMN full_name",
  "ALTER TABLE users RENAME COLUMN full_name TO name",
  "ALTER TABLE users DROP COLUMN display_name",
  "ALTER TABLE teams DROP COLUMN full_name",
  "ALTER TABLE logs DROP COLUMN what",
  "ALTER TABLE users RENAME TO people",
  "DROP TABLE logs",
  "DROP TABLE teams",
];

const database = await PGlite.create();
afterAll(() => database.close());
beforeEach(() => database.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + schema));

test.each(changes)("%s", async (change) => {
  expect(await failing("SELECT 1")).toEqual([]);
  const judged = await judgeSql({
    dialect: "postgresql",
    version: 17,
    schema,
    change,
    transaction: false,
  });
  const messages = judged.flatMap(({ findings }) =>
    findings
      .filter(({ rule }) => rule === "function-uses-dropped-column")
      .map(({ message }) => message),
  );
  const named = Object.keys(uses).filter((name) =>
    messages.some((message) => message.includes(`\`${name}(`)),
  );
  expect(named).toEqual(await failing(change));
});

/** The functions whose use fails behind the change; a renamed table is written under its new name. */
async function failing(change: string): Promise<readonly string[]> {
  await database.exec(change);
  const failed: string[] = [];
  for (const [name, sql] of Object.entries(uses)) {
    const written = change.includes("TO people") ? sql.replace("users", "people") : sql;
    // A session that is not new keeps what it has compiled until the function itself changes.
    await database.exec(`BEGIN; ALTER FUNCTION ${name}() COST 7`);
    const outcome = await database.exec(written).then(
      () => "works",
      () => "fails",
    );
    await database.exec("ROLLBACK");
    if (outcome === "fails") failed.push(name);
  }
  return failed;
}
