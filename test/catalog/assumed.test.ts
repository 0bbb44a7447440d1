import { expect, test } from "vitest";
import { applyChange } from "../../src/catalog/apply.ts";
import { assumesTablesIn } from "../../src/catalog/assumed.ts";
import { resolveChange } from "../../src/catalog/resolve.ts";
import { catalogOf, changeOf } from "./from-sql.ts";

test.each([
  ["a reference", "create table notes (user_id int references users (id))"],
  ["a column of a table", "alter table users add column name text"],
  ["an index", "create index on users (name)"],
  ["a view", "create view v as select id from users"],
  ["rows", "insert into users values (1)"],
  ["rows to copy", "create table notes (id int); insert into notes select id from users"],
  ["rows to change", "update users set id = 1"],
  ["rows to delete", "delete from users"],
  ["a table to empty", "truncate users"],
  ["a table to lock", "lock table users"],
  ["a drop", "drop table users"],
  ["a view's drop", "drop view names"],
  ["a view's new name", "alter view names rename to labels"],
  ["a view's refresh", "refresh materialized view names"],
  ["a table's new name", "alter table users rename to people"],
  ["a table's new schema", "create schema s; alter table users set schema s"],
  ["a parent", "create table notes () inherits (users)"],
  ["a partition's parent", "create table notes partition of users default"],
  ["a table to copy", "create table notes (like users)"],
  [
    "a partition to attach",
    "create table notes (id int); alter table notes attach partition users default",
  ],
  [
    "a table to attach to",
    "create table notes (id int); alter table users attach partition notes default",
  ],
  [
    "a partition to detach",
    "create table notes (id int); alter table notes detach partition users",
  ],
  ["a parent to take", "create table notes (id int); alter table notes inherit users"],
  ["a child to give", "create table notes (id int); alter table users inherit notes"],
  [
    "a reference to add",
    "create table notes (id int); alter table notes add foreign key (id) references users (id)",
  ],
  [
    "a reference of a new column",
    "create table notes (id int); alter table notes add column u int references users",
  ],
  ["a policy", "create policy p on users"],
  ["a policy to change", "alter policy p on users using (true)"],
  ["a rule", "create rule r as on insert to users do nothing"],
  ["a trigger", "create trigger g after insert on users execute function f()"],
  ["a trigger to stop", "alter table users disable trigger g"],
  ["row security", "alter table users enable row level security"],
  ["a function of an extension", "select create_hypertable('users', 'at')"],
  ...[
    "add check (id > 0)",
    "drop constraint c",
    "validate constraint c",
    "alter constraint c deferrable",
    "rename constraint c to d",
    "drop column a",
    "rename column a to b",
    "alter a type int",
    "alter a set not null",
    "alter a drop not null",
    "alter a set default 1",
    "alter a drop default",
    "alter a add generated always as identity",
    "alter a set generated always",
    "alter a drop identity",
    "alter a set expression as (1)",
    "alter a drop expression",
    "alter a set statistics 5",
  ].map((action): [string, string] => [action, `alter table users ${action}`]),
])("a history assumes what it needs and did not make: %s", (_what, history) => {
  const catalog = catalogOf(history);
  expect(assumesTablesIn(catalog, "public")).toBe(true);
  expect(assumesTablesIn(catalog, "billing")).toBe(false);
  expect(assumesTablesIn(catalog, null)).toBe(false);
});

test.each([
  "create table users (id int primary key, boss int references users (id)); insert into users values (1)",
  "drop table if exists users; create table users (id int); drop table users",
  "create temporary table users (id int); insert into users values (1)",
  "create view v as select 1 from pg_class; create view w as select 1 from information_schema.tables",
  "create table notes (user_id int references auth.users (id))",
])("a history that makes all that it needs assumes nothing: %s", (history) => {
  expect(assumesTablesIn(catalogOf(history), "public")).toBe(false);
});

test("what a history refers to before it makes it is no assumption", () => {
  const catalog = catalogOf("create table notes (user_id int references users (id))");
  applyChange(catalog, resolveChange(catalog, changeOf("create table users (id int)")));
  expect(assumesTablesIn(catalog, "public")).toBe(false);
});
