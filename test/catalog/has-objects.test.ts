import { expect, test } from "vitest";
import { lacksOf } from "../../src/catalog/has-objects.ts";
import { catalogOf, resolvedChanges } from "./from-sql.ts";

const base = "create table users (id int primary key, full_name text not null, n int);";
const expand = `
  alter table users add column display_name text;
  create table audits (id int primary key, note text);
  alter table users add constraint named check (display_name <> '') not valid;
  create index users_display_name_idx on users (display_name);
  create view names as select display_name from users;
  create type mood as enum ('sad');
  create function sync_names() returns trigger language plpgsql as 'begin return new; end';
  create trigger sync before insert on users for each row execute function sync_names();
  alter table users alter full_name drop not null;
  alter table users alter n type bigint;
  alter type mood add value 'ok';
`;
const changes = resolvedChanges(base, expand);

test("all is there after the expand itself", () => {
  expect(lacksOf(catalogOf(base + expand), changes)).toEqual([]);
});

test("all is lacking without it", () => {
  expect(lacksOf(catalogOf(base), changes)).toEqual([
    "public.users.display_name",
    "public.audits",
    "public.audits.id",
    "public.audits.note",
    "public.users.named",
    "public.users_display_name_idx",
    "public.names",
    "public.mood",
    "public.sync_names()",
    "public.users.sync",
    "public.users.full_name",
    "public.users.n",
    "public.mood.ok",
  ]);
});

test.each([
  [
    "alter table users drop column display_name cascade",
    [
      "public.users.display_name",
      "public.users.named",
      "public.users_display_name_idx",
      "public.names",
    ],
  ],
  ["drop trigger sync on users", ["public.users.sync"]],
  ["alter table users alter full_name set not null", ["public.users.full_name"]],
  ["alter table users alter n type int", ["public.users.n"]],
  ["alter table users alter n type numeric", []],
  ["alter index users_display_name_idx rename to other", []],
  ["alter table users rename constraint named to other", []],
  ["drop type mood cascade", ["public.mood", "public.mood.ok"]],
])("after %s", (later, expected) => {
  expect(lacksOf(catalogOf(base + expand + later), changes)).toEqual(expected);
});

test("what the expand itself takes away again is not asked for", () => {
  const own = resolvedChanges(
    base,
    "create table tmp (id int); alter table tmp add column x int; drop table tmp",
  );
  expect(lacksOf(catalogOf(base), own)).toEqual([]);
});
