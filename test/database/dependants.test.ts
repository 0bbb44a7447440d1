import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { judgeSql } from "../rules/judge-sql.ts";
import { countAgreement } from "./agreement.ts";
import { findServers, type TestDatabase } from "./servers.ts";

/*
 * What depends on an object keeps the server from dropping it, and goes along by CASCADE: for each, the message must
 * say what the server does.
 */
const users = "CREATE TABLE users (id int PRIMARY KEY, name text, owner text);";
const notes = "CREATE TABLE notes (id int, user_id int);";
const noop = "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";
const one =
  "CREATE FUNCTION one(a text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT text ''1''';";

interface Case {
  readonly schema: string;
  readonly drop: string;
  /** As the message names it. */
  readonly along: string;
  /** The first server that knows the syntax. */
  readonly since?: number;
}

const dropOwner = "ALTER TABLE users DROP COLUMN owner";

const cases: readonly Case[] = [
  {
    schema: `${users} CREATE POLICY own ON users USING (owner = current_user);`,
    drop: dropOwner,
    along: "policy `own` of `users`",
  },
  {
    schema: `${users} CREATE POLICY own ON users FOR INSERT WITH CHECK (owner = current_user);`,
    drop: dropOwner,
    along: "policy `own` of `users`",
  },
  {
    schema: `${users}${notes} CREATE POLICY own ON notes USING (user_id IN (SELECT u.id FROM users u WHERE u.owner = current_user));`,
    drop: dropOwner,
    along: "policy `own` of `notes`",
  },
  {
    schema: `${users}${notes} CREATE POLICY own ON notes USING (EXISTS (SELECT FROM users));`,
    drop: "DROP TABLE users",
    along: "policy `own` of `notes`",
  },
  {
    schema: `${users}${noop} CREATE TRIGGER follow BEFORE UPDATE OF owner ON users FOR EACH ROW EXECUTE FUNCTION noop();`,
    drop: dropOwner,
    along: "trigger `follow`",
  },
  {
    schema: `${users}${noop} CREATE TRIGGER follow BEFORE UPDATE ON users FOR EACH ROW WHEN (NEW.owner IS NULL) EXECUTE FUNCTION noop();`,
    drop: dropOwner,
    along: "trigger `follow`",
  },
  {
    schema: `${users} CREATE FUNCTION owners() RETURNS bigint BEGIN ATOMIC SELECT count(owner) FROM users; END;`,
    drop: dropOwner,
    along: "function `owners`",
    since: 14,
  },
  {
    schema: `${users} CREATE FUNCTION owners() RETURNS bigint RETURN (SELECT count(owner) FROM users);`,
    drop: dropOwner,
    along: "function `owners`",
    since: 14,
  },
  {
    schema: `${users} CREATE FUNCTION many() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM users; END;`,
    drop: "DROP TABLE users",
    along: "function `many`",
    since: 14,
  },
  {
    schema: `${users} CREATE FUNCTION listed() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';`,
    drop: "DROP TABLE users",
    along: "function `listed`",
  },
  {
    schema: `CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION felt(a mood[]) RETURNS int LANGUAGE sql AS 'SELECT 1';`,
    drop: "DROP TYPE mood",
    along: "function `felt`",
  },
  {
    schema: `${users}${one} ALTER TABLE users ALTER COLUMN name SET DEFAULT one('a');`,
    drop: "DROP FUNCTION one(text)",
    along: "what fills `users.name`",
  },
  {
    schema: `${users}${one} ALTER TABLE users ADD CONSTRAINT odd CHECK (one(name) = '1');`,
    drop: "DROP FUNCTION one(text)",
    along: "check `odd` of `users`",
  },
  {
    schema: `${users}${one} CREATE POLICY own ON users USING (one(name) = '1');`,
    drop: "DROP FUNCTION one(text)",
    along: "policy `own` of `users`",
  },
  {
    schema: `${users}${one} CREATE INDEX by_one ON users (one(name));`,
    drop: "DROP FUNCTION one(text)",
    along: "index `by_one`",
  },
  {
    schema: `${users}${one} CREATE VIEW ones AS SELECT one(name) AS first FROM users;`,
    drop: "DROP FUNCTION one(text)",
    along: "view `ones`",
  },
  {
    schema: `${one} CREATE FUNCTION again() RETURNS text BEGIN ATOMIC SELECT one('a'); END;`,
    drop: "DROP FUNCTION one(text)",
    along: "function `again`",
    since: 14,
  },
];

/** What nothing depends on by the server's book. */
const harmless: readonly Case[] = [
  {
    schema: `${users}${notes} CREATE POLICY own ON notes USING (user_id = 1);`,
    drop: dropOwner,
    along: "",
  },
  {
    schema: `${users}${noop} CREATE TRIGGER follow BEFORE UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION noop();`,
    drop: dropOwner,
    along: "",
  },
  {
    schema: `${users} CREATE FUNCTION owners() RETURNS text BEGIN ATOMIC SELECT name FROM users; END;`,
    drop: dropOwner,
    along: "",
    since: 14,
  },
  {
    schema: `${users} CREATE FUNCTION owners() RETURNS text LANGUAGE sql AS 'SELECT owner FROM users';`,
    drop: dropOwner,
    along: "",
  },
];

const agreement = countAgreement("what depends on what is dropped");
afterAll(() => console.log(agreement.table()));

describe.each(await findServers({}))("PostgreSQL $name", (server) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await server.createDatabase();
  });
  beforeEach(() => database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  afterAll(() => database.close());

  const known = [...cases, ...harmless].filter(({ since = 0 }) => since <= server.majorVersion);

  test.each(known)("$schema $drop", async ({ schema, drop, along }) => {
    await database.execute(schema);
    const isRefused = await database.execute(`${drop};`).then(
      () => false,
      () => true,
    );
    const refusal = along === "" ? null : `Because of ${along} the server refuses.`;
    agreement.count(server, `${schema} ${drop}`, String(isRefused), String(refusal !== null));
    expect(isRefused).toBe(refusal !== null);
    expect(await saidOf(schema, `${drop};`, server.majorVersion)).toBe(refusal);

    await database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await database.execute(`${schema} ${drop} CASCADE;`);
    const cascade = along === "" ? null : `CASCADE takes ${along} along.`;
    expect(await saidOf(schema, `${drop} CASCADE;`, server.majorVersion)).toBe(cascade);
  });

  test.each(known.filter(({ drop }) => drop === dropOwner))(
    "$schema and another type",
    async ({ schema }) => {
      await database.execute(schema);
      const said = await database.execute(retype).then(
        () => null,
        (refusal: unknown) => (refusal instanceof Error ? refusal.message : String(refusal)),
      );
      expect(await refusalOf(schema, server.majorVersion)).toBe(said);
    },
  );
});

/** The drop of a column as a change of its type, which CASCADE does not help. */
const retype = "ALTER TABLE users ALTER COLUMN owner TYPE varchar(30);";

async function refusalOf(schema: string, version: number): Promise<string | null> {
  const given = { dialect: "postgresql", transaction: false } as const;
  const judged = await judgeSql({ ...given, version, schema, change: retype });
  const messages = judged.flatMap(({ findings }) => findings.map(({ message }) => message));
  return /server refuses: "(.*?)"/.exec(messages.join(" "))?.[1] ?? null;
}

/** What the message says of what depends on it; null where it says nothing. */
async function saidOf(schema: string, change: string, version: number): Promise<string | null> {
  const given = { dialect: "postgresql", transaction: false } as const;
  const judged = await judgeSql({ ...given, version, schema, change });
  const messages = judged.flatMap(({ findings }) => findings.map(({ message }) => message));
  const said = messages.join(" ");
  return /(?:Because of|CASCADE takes) .*?(?:refuses|along)\./.exec(said)?.[0] ?? null;
}
