import { expect, test } from "vitest";
import { describeChange } from "../../src/catalog/describe.ts";
import { objectName } from "../../src/catalog/object-name.ts";
import { resolvedChanges } from "./from-sql.ts";

/* What every kind of change is said to be about, in the JSON and in links. */

test.each([
  ["add column a int", "public.t.a"],
  ["drop column a", "public.t.a"],
  ["rename column a to b", "public.t.a"],
  ["alter a type int", "public.t.a"],
  ["alter a set not null", "public.t.a"],
  ["alter a drop not null", "public.t.a"],
  ["alter a set default 1", "public.t.a"],
  ["alter a drop default", "public.t.a"],
  ["alter a add generated always as identity", "public.t.a"],
  ["alter a set generated always", "public.t.a"],
  ["alter a drop identity", "public.t.a"],
  ["alter a set expression as (1)", "public.t.a"],
  ["alter a drop expression", "public.t.a"],
  ["alter a set statistics 5", "public.t.a"],
  ["add constraint c check (a > 0)", "public.t.c"],
  ["add check (a > 0)", "public.t"],
  ["add primary key using index i", "public.t.i"],
  ["drop constraint c", "public.t.c"],
  ["validate constraint c", "public.t.c"],
  ["alter constraint c deferrable", "public.t.c"],
  ["rename constraint c to d", "public.t.c"],
  ["disable rule r", "public.t.r"],
  ["disable trigger g", "public.t.g"],
  ["disable trigger all", "public.t"],
  ["rename to u", "public.t"],
  ["set schema s", "public.t"],
  ["attach partition p default", "public.t"],
  ["detach partition p", "public.t"],
  ["inherit u", "public.t"],
  ["set (fillfactor = 10)", "public.t"],
  ["enable row level security", "public.t"],
])("alter table t %s is about %s", (action, name) => {
  expect(nameOf(`alter table t ${action}`)).toBe(name);
});

test.each([
  ["create policy p on t", "public.t.p"],
  ["alter policy p on t using (true)", "public.t.p"],
  ["drop policy p on t", "public.t.p"],
  ["create rule r as on insert to t do nothing", "public.t.r"],
  ["drop rule r on t", "public.t.r"],
  ["create trigger g after insert on t execute function f()", "public.t.g"],
  ["drop trigger g on t", "public.t.g"],
  ["create index i on t (a)", "public.i"],
  ["create index on t (a)", "public.t"],
  ["drop index i", "public.i"],
  ["alter index i rename to j", "public.i"],
  ["reindex table t", "public.t"],
  ["reindex database d", "d"],
  ["reindex system", "system"],
  ["create type y as enum ()", "public.y"],
  ["drop type y", "public.y"],
  ["alter domain y set not null", "public.y"],
  ["alter type y rename to z", "public.y"],
  ["alter type y add value 'v'", "public.y.v"],
  ["alter type y rename value 'v' to 'w'", "public.y.v"],
  ["alter type y add attribute a int", "public.y.a"],
  ["alter type y set schema s", "public.y"],
  ["create view v as select 1", "public.v"],
  ["drop view v", "public.v"],
  ["alter view v rename to w", "public.v"],
  ["refresh materialized view v", "public.v"],
  ["create function f(a int) returns int language sql as 'select 1'", "public.f(integer)"],
  ["drop function f(int)", "public.f(integer)"],
  ["drop function f", "public.f"],
  ["alter function f(int) rename to g", "public.f"],
  ["create schema s", "s"],
  ["drop schema s", "s"],
  ["alter schema s rename to r", "s"],
  ["create extension e", "e"],
  ["drop extension e", "e"],
  ["create sequence q", "public.q"],
  ["drop sequence q", "public.q"],
  ["alter sequence q restart", "public.q"],
  ["grant select on t to r", "table t"],
  ["revoke select on t from r", "table t"],
  ["comment on table t is 'x'", "table t"],
  ["alter schema s owner to r", "s"],
  ["alter function f(int) owner to r", "public.f(integer)"],
  ["alter type y owner to r", "public.y"],
  ["alter view v owner to r", "public.v"],
  ["create role r", "role r"],
  ["alter role r nologin", "role r"],
  ["drop role r", "role r"],
  ["alter role r rename to q", "role r"],
  ["alter role r set search_path = x", "role r search_path"],
  ["vacuum t", "public.t"],
  ["vacuum", null],
  ["selct 1", null],
  ["create table t (id int)", "public.t"],
  ["drop table t", "public.t"],
  ["insert into t select 1", "public.t"],
  ["update t set a = 1", "public.t"],
  ["delete from t", "public.t"],
  ["truncate t", "public.t"],
  ["lock table t", "public.t"],
])("%s is about %s", (sql, name) => {
  expect(nameOf(sql)).toBe(name);
});

test("what is done to a sequence is described by what it does", () => {
  const [change] = resolvedChanges("", "alter sequence q restart");
  expect(change === undefined ? null : describeChange(change)).toBe(
    "change restart of sequence `q`",
  );
});

function nameOf(sql: string): string | null {
  const [change] = resolvedChanges("", sql);
  if (change === undefined) throw new Error(`${sql} changes nothing`);
  return objectName(change);
}
