import { describe, expect, test } from "vitest";
import { applyChange } from "../../src/catalog/apply.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { describeChange } from "../../src/catalog/describe.ts";
import { addHole } from "../../src/catalog/holes.ts";
import { findColumn, findTable, isLive } from "../../src/catalog/lookup.ts";
import { resolveChange } from "../../src/catalog/resolve.ts";
import { noteTexts } from "../../src/catalog/words.ts";
import { catalogAfter, catalogOf, changeOf, resolvedChanges } from "./from-sql.ts";

const users = { schema: "public", name: "users" };

test("a change of an unknown table invents no complete table", () => {
  const catalog = catalogOf(
    "alter table users add column age int; alter table users alter column x set not null",
  );
  expect(findTable(catalog, users)).toMatchObject({ origin: "base", columnsComplete: false });
  expect([...(findTable(catalog, users)?.columns.keys() ?? [])]).toEqual(["age"]);
});

const everyStatement = `
  alter table t drop column a cascade; alter table t rename column a to b; alter table t alter a type int;
  alter table t alter a set not null, alter a drop not null, alter a set default 1, alter a drop default;
  alter table t drop constraint c cascade; alter table t validate constraint c; alter table t rename constraint c to d;
  alter table t rename to u; alter table t set schema s; alter table t attach partition p default;
  alter table t detach partition p; create index on t (a); drop index i; alter index i rename to j; reindex table t;
  drop type y cascade; alter type y rename to z; alter type y add value 'v'; alter type y rename value 'v' to 'w';
  drop view v cascade; alter view v rename to w; refresh materialized view v; drop function f(int);
  alter function f(int) rename to g; drop trigger x on t; alter table t disable trigger x; drop schema s cascade;
  alter schema s rename to r; drop sequence q; alter sequence q restart; drop extension e; create policy p on t;
  drop policy p on t; alter table t enable row level security; truncate t; delete from t; update t set a = 1;
  insert into t select 1; lock table t; vacuum t; grant select on t to r; revoke select on t from r;
  comment on table t is 'x'; drop table t cascade; create trigger x after insert on t execute function f();
  alter table t alter a add generated always as identity; alter table t alter a drop identity;
  alter table t alter a drop expression; create table c (id int) inherits (t); create table l (like t);
  create table p partition of t default;
  create role r; alter role r nologin; alter role r rename to q; drop role r; alter role r set search_path = x;
  alter system reset all; create publication p for table t; alter publication p add table t; drop owned by r;
  create rule x as on insert to t do nothing; drop rule x on t; alter table t disable rule x;
  alter policy x on t using (true); alter table t inherit u; alter table t no inherit u; alter type y set schema s;
  alter function f(int) set schema s; alter sequence q set schema s; alter domain d set not null;
  alter domain d add check (value > 0); alter domain d drop constraint c; alter domain d validate constraint c;
  alter domain d rename constraint c to e; alter domain d set default 1; alter domain d drop default;
  alter domain d drop not null; alter type y add attribute a int; alter type y drop attribute a;
  alter type y rename attribute a to b; alter type y alter attribute a type text; drop server s cascade
`;

test("no statement on an empty catalog fails", () => {
  const catalog = catalogOf(everyStatement);
  expect(catalog.holes).toEqual([]);
  expect(findTable(catalog, { schema: "public", name: "c" })?.columnsComplete).toBe(false);
});

test("what a pull request makes is new, what was there stays live", () => {
  const catalog = catalogAfter(
    "create table users (id int)",
    "alter table users add column age int; create table posts (id int)",
  );
  expect(isLive(catalog, users)).toBe(true);
  expect(isLive(catalog, { schema: "public", name: "posts" })).toBe(false);
  expect(isLive(catalog, { schema: "public", name: "unheard_of" })).toBe(true);
  expect(findColumn(catalog, users, "age")?.origin).toBe("change");
  expect(findColumn(catalog, users, "id")?.origin).toBe("base");
});

test.each([
  ["made again", "create table users (id int, other int)"],
  ["made if it is not there", "create table if not exists users (id int)"],
  [
    "replaced by a rename",
    "create table new_users (id int, other int); drop table users; alter table new_users rename to users",
  ],
  [
    "swapped with another",
    "create table n (id int); alter table users rename to o; alter table n rename to users",
  ],
  ["moved away and back", "alter table users rename to x; alter table x rename to users"],
])("a live table that is %s stays live", (_, change) => {
  const catalog = catalogAfter("create table users (id int)", change);
  expect(isLive(catalog, users)).toBe(true);
});

test("a column that takes a live column's place stays live, with the table's other new columns new", () => {
  const catalog = catalogAfter(
    "create table users (id int, name text)",
    "alter table users add column tmp text; alter table users drop column name; alter table users rename column tmp to name",
  );
  expect(findColumn(catalog, users, "name")?.origin).toBe("base");
  const rebuilt = catalogAfter(
    "create table users (id int)",
    "create table n (id int, extra int); drop table users; alter table n rename to users",
  );
  expect(findColumn(rebuilt, users, "id")?.origin).toBe("base");
  expect(findColumn(rebuilt, users, "extra")?.origin).toBe("change");
});

test("IF NOT EXISTS proves nothing while a part of the history is unread", () => {
  const catalog = catalogOf("");
  addHole(catalog, { path: "001.sql", line: 1, message: "unreadable" });
  catalog.origin = "change";
  run(catalog, "create table if not exists users (id int)");
  run(catalog, "create table posts (id int)");
  expect(isLive(catalog, users)).toBe(true);
  expect(isLive(catalog, { schema: "public", name: "posts" })).toBe(false);
});

test("IF NOT EXISTS makes what no text of the history names, read or not", () => {
  const catalog = catalogOf("");
  addHole(catalog, { path: "001.sql", line: 1, message: "unreadable" });
  noteTexts(catalog, ["SELECT make_tables('Users', 'order');"]);
  catalog.origin = "change";
  for (const name of ["users", "posts", '"order lines"'])
    run(catalog, `create table if not exists ${name} (id int)`);
  const live = (name: string): boolean => isLive(catalog, { schema: "public", name });
  expect([live("users"), live("posts"), live("order lines")]).toEqual([true, false, false]);
});

test("a text that could not be had may name anything", () => {
  const catalog = catalogOf("");
  addHole(catalog, { path: "001.go", line: 1, message: "a migration in Go" });
  noteTexts(catalog, ["SELECT 1;", null]);
  noteTexts(catalog, ["SELECT 2;"]);
  catalog.origin = "change";
  run(catalog, "create table if not exists posts (id int)");
  expect(isLive(catalog, { schema: "public", name: "posts" })).toBe(true);
});

test("an unreadable change leaves a hole with its place, and its table is no longer known whole", () => {
  const catalog = catalogOf("create table users (id int)");
  applyChange(
    catalog,
    { kind: "unknown", reason: "cannot be read", object: "public.users" },
    { path: "002.sql", line: 3 },
  );
  expect(catalog.holes).toEqual([{ path: "002.sql", line: 3, message: "cannot be read" }]);
  expect(findTable(catalog, users)?.columnsComplete).toBe(false);
});

test.each([
  ["users", [false, true]],
  ["public.users", [false, true]],
  ["shop.users", [true, false]],
  ["elsewhere.users", [true, true]],
])("what cannot be read of %s leaves the columns of that table open", (object, known) => {
  const catalog = catalogOf(
    "create schema shop; create table users (id int); create table shop.users (id int)",
  );
  addHole(catalog, { path: "2.sql", line: 1, message: "unreadable" }, object);
  const tables = ["public", "shop"].map((schema) => findTable(catalog, { schema, name: "users" }));
  expect(tables.map((table) => table?.columnsComplete)).toEqual(known);
});

test("temporary tables and views are left out", () => {
  const catalog =
    catalogOf(`create temp table t (id int); alter table t add column x int; create index on t (x);
    create temp view v as select * from t`);
  expect(catalog.tables.size + catalog.indexes.size + catalog.views.size).toBe(0);
  expect(isLive(catalog, { schema: "pg_temp", name: "t" })).toBe(false);
});

test("LIKE copies what its INCLUDING options say, under names of its own", () => {
  const catalog =
    catalogOf(`create table orders (id bigint primary key, amount int default 5 check (amount > 0),
    email text, unique (email)); create index on orders (amount)`);
  const like = changeOf("create table copy (like orders)");
  const resolved = resolveChange(catalog, like);
  if (resolved.kind !== "create-table") throw new Error("not a table");
  applyChange(catalog, { ...resolved, likeIncludes: ["all"] });
  const copy = findTable(catalog, { schema: "public", name: "copy" });
  expect(copy?.columns.get("amount")?.default?.sql).toBe("5");
  expect([...(copy?.constraints.keys() ?? [])].toSorted()).toEqual([
    "copy_email_key",
    "copy_pkey",
    "orders_amount_check",
  ]);
  expect(catalog.indexes.has("public\u0000copy_amount_idx")).toBe(true);
});

test("a view of SELECT * reads the columns of its day", () => {
  const catalog =
    catalogOf(`create table users (id int, name text); create view v as select * from users;
    alter table users add column later int; alter table users drop column later cascade`);
  expect(catalog.views.get("public\u0000v")?.columns).toEqual(["id", "name"]);
  run(catalog, "alter table users drop column name cascade");
  expect(catalog.views.size).toBe(0);
});

test("expressions follow a renamed column", () => {
  const catalog =
    catalogOf(`create table t (a int check (a > 0), b text default 'a', g int generated always as (a + 1) stored);
    create index on t ((a + 1)) where a > 2; alter table t rename column a to "Old a"`);
  const table = findTable(catalog, { schema: "public", name: "t" });
  expect(table?.constraints.get("t_a_check")?.expression?.sql).toContain('"Old a" > 0');
  expect(table?.columns.get("g")?.generated?.expression.sql).toContain('"Old a" + 1');
  const [index] = catalog.indexes.values();
  expect(index?.where?.sql).toContain('"Old a" > 2');
});

test("a sequence goes with the column that it is owned by", () => {
  const catalog = catalogOf("create table t (id int); create sequence s");
  const name = { schema: "public", name: "s" };
  const ownedBy = { table: { schema: "public", name: "t" }, column: "id" };
  applyChange(catalog, { kind: "alter-sequence", sequence: name, option: "owned-by", ownedBy });
  run(catalog, "alter table t drop column id");
  expect(catalog.sequences.size).toBe(0);
});

test("set-not-null on a parent reaches the partitions", () => {
  const catalog =
    catalogOf(`create table p (id int, k text) partition by list (id); create table c partition of p default;
    alter table p alter k set not null`);
  expect(findColumn(catalog, { schema: "public", name: "c" }, "k")?.nullable).toBe(false);
});

test("a partition attached to itself, or in a circle, does not hang", () => {
  const catalog =
    catalogOf(`create table a (id int) partition by list (id); create table b (id int) partition by list (id);
    alter table a attach partition b default; alter table b attach partition a default;
    alter table a attach partition a default; alter table a add column x int; create index on a (x);
    alter table a add primary key (x); alter table a drop column x; drop table a cascade`);
  expect(catalog.tables.size).toBe(0);
});

test.each([
  "select id, lower(name) as name from users",
  "select id from users union select 1",
  "with u as (select * from users) select id from u",
  "select * from users join elsewhere using (id)",
  "select u.id from (select 1 as id) u",
  "select id from users a, users b",
])("a table of a query that is not all known is not complete: %s", (query) => {
  const catalog = catalogOf(
    `create table users (id int, name text); create table copied as ${query}`,
  );
  const copied = findTable(catalog, { schema: "public", name: "copied" });
  expect(copied?.columnsComplete).toBe(false);
});

test("triggers of partitions in a circle do not hang", () => {
  const catalog =
    catalogOf(`create table a (id int) partition by list (id); create table b (id int) partition by list (id);
    alter table a attach partition b default; alter table b attach partition a default;
    create trigger t before insert on a for each row execute function f(); alter table a detach partition b;
    alter trigger t on a rename to u; drop function f() cascade; drop trigger u on a`);
  expect(catalog.tables.get("public\0a")?.triggers.size).toBe(0);
});

test("attributes of a composite type come, go and get other names", () => {
  const catalog = catalogAfter(
    "create type size as (w int, h int)",
    "alter type size add attribute d int, drop attribute h; alter type size rename attribute w to width",
  );
  const [type] = catalog.types.values();
  expect(type?.definition).toEqual({ kind: "composite", attributes: ["width", "d"] });
});

test("a foreign schema leaves a hole, because its tables are not known", () => {
  const catalog = catalogOf("import foreign schema a from server s into public");
  expect(catalog.holes).toHaveLength(1);
});

test("every one of these changes has a description on one line", () => {
  const changes = resolvedChanges("", everyStatement);
  expect(changes.length).toBeGreaterThan(50);
  for (const change of changes) expect(describeChange(change)).toMatch(/^[a-z].*[^ ]$/);
});

function run(catalog: Catalog, sql: string): void {
  applyChange(catalog, resolveChange(catalog, changeOf(sql)));
}

describe("what fills a serial column in", () => {
  const fills = (sql: string, table: string): readonly (string | boolean | null)[] => {
    const column = catalogOf(sql).tables.get(`public\0${table}`)?.columns.get("n");
    return [column?.autoIncrement ?? false, column?.default?.sql ?? null];
  };
  const serial = "CREATE TABLE a (n serial);";
  const child = "CREATE TABLE b () INHERITS (a);";
  const drawn = "nextval('a_n_seq'::regclass)";

  test.each<[sql: string, table: string, filled: readonly (string | boolean | null)[]]>([
    ["", "a", [true, null]],
    ["ALTER TABLE a ALTER n SET DEFAULT 5;", "a", [false, "5"]],
    ["ALTER SEQUENCE a_n_seq OWNED BY NONE;", "a", [false, drawn]],
    [child, "b", [false, drawn]],
    [`${child} DROP SEQUENCE a_n_seq CASCADE;`, "b", [false, null]],
    ["CREATE TABLE b (LIKE a INCLUDING DEFAULTS); DROP TABLE a CASCADE;", "b", [false, null]],
    [
      "CREATE TABLE b (LIKE a INCLUDING DEFAULTS); ALTER TABLE a DROP n CASCADE;",
      "b",
      [false, null],
    ],
  ])("%s in %s", (sql, table, filled) => {
    expect(fills(serial + sql, table)).toEqual(filled);
  });
});
