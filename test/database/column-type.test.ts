import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import { compareTypes } from "../../src/catalog/column-type.ts";
import type { TypeComparison } from "../../src/catalog/column-type.ts";
import { replayMigration } from "../catalog/replay.ts";
import { loadPostgresqlParser } from "../../src/parse/postgresql/parser.ts";
import type { SqlType } from "../../src/model/sql-type.ts";
import { countAgreement } from "./agreement.ts";
import { findServers } from "./servers.ts";
import type { TestDatabase } from "./servers.ts";

const types = `
create type mood as enum ('sad', 'ok');
create type better_mood as enum ('sad', 'ok', 'happy');
create domain plain as text;
create domain plain_over_plain as plain;
create domain with_default as text default 'x';
create domain short as varchar(10);
create domain checked as text check (value <> '');
create domain over_checked as checked;
create domain required as text not null;
create domain whole as int;
`;

const parser = await loadPostgresqlParser();
const catalog = emptyCatalog("postgresql");
replayMigration(catalog, "types.sql", parser.parse(types));

/** One pair per line: old type, new type, the relation that is claimed. */
const pairs = `
varchar(10)    | varchar(20)      | wider
varchar(20)    | varchar(10)      | narrower
varchar(10)    | varchar          | wider
varchar        | varchar(10)      | narrower
varchar(10)    | text             | wider
varchar        | text             | wider
text           | varchar          | wider
text           | varchar(10)      | narrower
text           | char(10)         | narrower
varchar(10)    | char(10)         | narrower
char(10)       | char(20)         | unlike
char(20)       | char(10)         | narrower
char(10)       | text             | unlike
char(10)       | varchar(10)      | unlike
text           | citext           | incompatible
citext         | text             | incompatible
xml            | text             | wider
int2           | int4             | wider
int4           | int8             | wider
int8           | int4             | narrower
int4           | int2             | narrower
int4           | numeric          | unlike
int4           | numeric(12,2)    | unlike
int4           | numeric(10,2)    | narrower
int4           | float8           | unlike
int8           | float8           | narrower
int4           | text             | incompatible
text           | int4             | incompatible
int4           | bool             | incompatible
numeric(10,2)  | numeric(12,2)    | wider
numeric(12,2)  | numeric(10,2)    | narrower
numeric(10,2)  | numeric(12,4)    | wider
numeric(10,2)  | numeric(10,4)    | narrower
numeric(10,2)  | numeric          | wider
numeric        | numeric(10,2)    | narrower
numeric(10,2)  | int8             | narrower
float4         | float8           | wider
float8         | float4           | narrower
float8         | numeric          | narrower
timestamp(3)   | timestamp        | wider
timestamp(3)   | timestamp(6)     | wider
timestamp      | timestamp(6)     | same
timestamp      | timestamp(3)     | narrower
timestamptz(3) | timestamptz      | wider
timestamptz    | timestamptz(3)   | narrower
timestamp      | timestamptz(3)   | incompatible
timestamp      | date             | narrower
date           | timestamp        | incompatible
time(3)        | time             | wider
time           | time(3)          | narrower
interval(3)    | interval         | wider
interval       | interval(3)      | narrower
cidr           | inet             | wider
inet           | cidr             | narrower
bit(4)         | varbit           | wider
bit(4)         | varbit(8)        | wider
bit(4)         | bit(8)           | incompatible
varbit(4)      | varbit(8)        | wider
varbit(8)      | varbit(4)        | narrower
json           | jsonb            | narrower
jsonb          | json             | incompatible
text           | jsonb            | incompatible
uuid           | text             | incompatible
text           | uuid             | incompatible
mood           | text             | unlike
mood           | varchar(3)       | unlike
mood           | varchar(2)       | narrower
text           | mood             | narrower
mood           | better_mood      | wider
better_mood    | mood             | narrower
text           | plain            | same
varchar(10)    | plain            | wider
plain          | text             | same
plain          | varchar(10)      | narrower
plain          | plain_over_plain | same
text           | with_default     | same
varchar(10)    | short            | same
varchar(20)    | short            | narrower
short          | varchar(20)      | wider
short          | text             | wider
text           | checked          | narrower
checked        | text             | same
checked        | over_checked     | same
over_checked   | checked          | same
checked        | plain            | same
int4           | whole            | same
int4           | oid              | incompatible
int4[]         | int8[]           | unlike
int4[]         | int4             | incompatible
varchar(10)[]  | varchar(20)[]    | wider
varchar(10)[]  | varchar[]        | wider
varchar(10)[]  | text[]           | unlike
text[]         | varchar(10)[]    | narrower
text[]         | text             | incompatible
name           | text             | wider
name           | varchar(63)      | wider
name           | varchar(62)      | narrower
text           | name             | narrower
bit            | bit(1)           | same
bit            | varbit(1)        | wider
bit(3)         | varbit(2)        | narrower
varbit(8)      | bit(8)           | incompatible
varbit         | varbit(8)        | narrower
varbit(8)      | varbit           | wider
varbit(8)      | bit              | narrower
bit(3)         | bit              | narrower
interval(3)    | interval(6)      | wider
interval       | interval(6)      | same
interval day to second(2) | interval | wider
timestamp(6)   | timestamp        | same
mood           | int4             | incompatible
int4           | mood             | incompatible
char(10)       | char(10)         | same
`;

const cases = pairs
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((part) => part.trim()) as [string, string, string]);

const agreement = countAgreement("claims about rewrites by a change of type");
afterAll(() => console.log(agreement.table()));

describe.each(await findServers())("PostgreSQL $name", (server) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await server.createDatabase();
    await database.execute(`create extension citext; set timezone = 'UTC'; ${types}`);
  });

  afterAll(() => database.close());

  test.each(cases)(
    "%s to %s is %s, and rewrites as the server does",
    async (from, to, relation) => {
      const comparison = compared(from, to);
      expect(comparison.relation).toBe(relation);
      expect(comparison.rewrites).toBe(await rewritesOnServer(from, to));
    },
  );

  test("a required domain is narrower and rewrites", async () => {
    expect(compared("text", "required")).toMatchObject({ relation: "narrower", rewrites: true });
    expect(compared("required", "text")).toMatchObject({ relation: "same", rewrites: false });
    expect(await rewritesOnServer("text", "required", "values ('x')")).toBe(true);
    expect(await rewritesOnServer("required", "text", "values ('x')")).toBe(false);
  });

  test("between timestamp and timestamptz the rewrite depends on the session's time zone", async () => {
    for (const [from, to] of [
      ["timestamp", "timestamptz"],
      ["timestamptz", "timestamp"],
      ["timestamp(3)", "timestamptz"],
    ] as const) {
      expect(compared(from, to)).toMatchObject({ relation: "incompatible", rewrites: "unknown" });
      expect(await rewritesOnServer(from, to)).toBe(false);
      await database.execute("set timezone = 'Europe/Berlin'");
      expect(await rewritesOnServer(from, to)).toBe(true);
      await database.execute("set timezone = 'UTC'");
    }
  });

  test("between timestamp and timestamptz an index is built anew in UTC too", async () => {
    await database.execute(
      "drop table if exists x; create table x (c timestamp); create index x_c on x (c); insert into x values (now())",
    );
    const before = [await file(), await file("x_c")];
    await database.execute("alter table x alter column c type timestamptz");
    const after = [await file(), await file("x_c")];
    expect(after.map((one, at) => one === before[at])).toEqual([true, false]);
  });

  test("no rewrite is claimed to be absent, or present, against the server, for every pair of these types", async () => {
    const all = [
      ..."int2 int4 int8 numeric numeric(10,2) numeric(12,2) float8 varchar varchar(10) varchar(20) text".split(
        " ",
      ),
      ..."char(10) citext timestamp timestamp(3) timestamptz date time interval json jsonb uuid xml cidr inet".split(
        " ",
      ),
      ..."bit(4) varbit varbit(8) bool bytea oid regclass mood plain checked short whole text[] varchar(10)[]".split(
        " ",
      ),
    ];
    const wrong: string[] = [];
    for (const from of all) {
      for (const to of all) {
        const { rewrites } = compared(from, to);
        const measured = await rewritesOnServer(from, to).catch(() => null);
        if (measured === null || rewrites === "unknown") continue;
        agreement.count(server, `${from} to ${to}`, rewrites, measured);
        if (rewrites !== measured)
          wrong.push(`${from} to ${to}: claimed ${rewrites}, measured ${measured}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  /** Whether ALTER COLUMN TYPE gives the table another file; with a plain cast where the server asks for USING. */
  async function rewritesOnServer(
    from: string,
    to: string,
    rows = "values (null)",
  ): Promise<boolean> {
    await database.execute(
      `drop table if exists x; create table x (c ${from}); insert into x ${rows}`,
    );
    const before = await file();
    try {
      await database.execute(`alter table x alter column c type ${to}`);
    } catch {
      await database.execute(`alter table x alter column c type ${to} using c::text::${to}`);
    }
    return (await file()) !== before;
  }

  async function file(relation = "x"): Promise<number> {
    const [found] = await database.query<{ file: number }>(
      `select pg_relation_filenode('${relation}') as file`,
    );
    return found?.file ?? 0;
  }
});

test("a type that the catalog does not know leaves both open", () => {
  expect(compared("geometry", "text")).toMatchObject({
    relation: "unknown",
    rewrites: "unknown",
  });
  expect(compared("text", "no_such_type")).toMatchObject({
    relation: "unknown",
    rewrites: "unknown",
  });
});

function compared(from: string, to: string): TypeComparison {
  return compareTypes(typeOf(from), typeOf(to), "postgresql", catalog);
}

function typeOf(written: string): SqlType {
  const [change] = parser.parse(`create table x (c ${written})`)[0]?.changes ?? [];
  const column = change?.kind === "create-table" ? change.columns[0] : undefined;
  if (column === undefined) throw new Error(`${written} is no type`);
  return column.type;
}
