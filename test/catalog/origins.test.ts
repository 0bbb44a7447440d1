import { expect, test } from "vitest";
import { applyChange } from "../../src/catalog/apply.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { addHole } from "../../src/catalog/holes.ts";
import { findColumn, findTable } from "../../src/catalog/lookup.ts";
import { resolveChange } from "../../src/catalog/resolve.ts";
import { catalogOf, changeOf } from "./from-sql.ts";

/* What counts as live where a pull request gives names up and takes them again. */

const users = { schema: "public", name: "users" };

/** A catalog in which `history` is live and the change under judgement has begun. */
function inChange(history: string): Catalog {
  const catalog = catalogOf(history);
  catalog.origin = "change";
  return catalog;
}

const moods = "create type mood as enum ('sad', 'glad')";

test.each([
  ["made where one was renamed away", "alter type mood rename to old; create type mood as enum ()"],
  ["made where one was dropped", "drop type mood; create type mood as enum ('sad')"],
  [
    "renamed to the name of one that was renamed away",
    "create type new as enum (); alter type mood rename to old; alter type new rename to mood",
  ],
])("a type %s counts as live", (_how, changes) => {
  const catalog = inChange(moods);
  runAll(catalog, changes);
  expect(catalog.types.get("public\u0000mood")?.origin).toBe("base");
});

test("a type under another name than a live one is new", () => {
  const catalog = inChange(moods);
  runAll(catalog, "alter type mood rename to old; create type other as enum ('sad')");
  expect(catalog.types.get("public\u0000old")?.origin).toBe("base");
  expect(catalog.types.get("public\u0000other")?.origin).toBe("change");
});

test("a table made where one was renamed away is live with the columns that running code knows", () => {
  const catalog = inChange("create table users (id int, name text)");
  runAll(catalog, "alter table users rename to old; create table users (id int, extra text)");
  expect(findTable(catalog, users)?.origin).toBe("base");
  expect(findColumn(catalog, users, "id")?.origin).toBe("base");
  expect(findColumn(catalog, users, "extra")?.origin).toBe("change");
});

test("what the history gave up itself makes room for what is new", () => {
  const catalog = inChange(
    `create table users (id int, name text); alter table users rename to people; alter table people drop column name;
    create view v as select id from people; drop view v; ${moods}; alter type mood rename to feeling`,
  );
  runAll(
    catalog,
    `create table users (id int); create view v as select 1; ${moods}; alter table people add column tmp text; alter table people rename column tmp to name`,
  );
  expect(findTable(catalog, users)?.origin).toBe("change");
  expect(catalog.views.get("public\u0000v")?.origin).toBe("change");
  expect(catalog.types.get("public\u0000mood")?.origin).toBe("change");
  expect(findColumn(catalog, { schema: "public", name: "people" }, "name")?.origin).toBe("change");
});

test("what the change made and gave up again makes room for what is new", () => {
  const catalog = inChange("create table notes (id int)");
  runAll(
    catalog,
    `create table users (id int, name text); alter table users rename to people; create table users (id int);
    create view v as select 1; drop view v; create view v as select 2; ${moods}; drop type mood; ${moods};
    alter table notes add column a int; alter table notes drop column a; alter table notes add column a text`.replaceAll(
      /;\s+/g,
      "; ",
    ),
  );
  expect(findTable(catalog, users)?.origin).toBe("change");
  expect(catalog.views.get("public\u0000v")?.origin).toBe("change");
  expect(catalog.types.get("public\u0000mood")?.origin).toBe("change");
  expect(findColumn(catalog, { schema: "public", name: "notes" }, "a")?.origin).toBe("change");
});

test("a table made where one was dropped is another one", () => {
  const catalog = inChange("create table users (id int)");
  runAll(catalog, "drop table users; create table users (id int)");
  expect(findTable(catalog, users)?.origin).toBe("change");
});

test.each([
  "drop view v; create view v as select 1",
  "alter view v rename to w; create view v as select 1",
])("a view made in the place of a live one counts as live: %s", (changes) => {
  const catalog = inChange("create view v as select 1 as one");
  runAll(catalog, changes);
  expect(catalog.views.get("public\u0000v")?.origin).toBe("base");
});

function runAll(catalog: Catalog, sql: string): void {
  for (const statement of sql.split("; "))
    applyChange(catalog, resolveChange(catalog, changeOf(statement)));
}

test("a part of a new table is new, whatever could not be read", () => {
  const catalog = inChange("create table users (id int)");
  addHole(catalog, { path: "001.sql", line: 1, message: "unreadable" });
  runAll(
    catalog,
    "create table posts (id int); alter table posts add column if not exists title text; create or replace trigger follow before insert on posts for each row execute function f()",
  );
  const posts = { schema: "public", name: "posts" };
  expect(findColumn(catalog, posts, "title")?.origin).toBe("change");
  expect(findTable(catalog, posts)?.triggers.get("follow")?.origin).toBe("change");
});

test("a part that may have been there is unproven on a table that is known, and live on one that is not", () => {
  const catalog = inChange("create table users (id int); create table copied as select * from x");
  addHole(catalog, { path: "001.sql", line: 1, message: "unreadable" });
  runAll(
    catalog,
    "alter table users add column if not exists age int; alter table copied add column if not exists age int; alter table users add column name text",
  );
  expect(findColumn(catalog, users, "age")?.origin).toBe("unproven");
  expect(findColumn(catalog, users, "name")?.origin).toBe("change");
  expect(findColumn(catalog, { schema: "public", name: "copied" }, "age")?.origin).toBe("base");
});

test("what may have been there is unproven where the history begins elsewhere", () => {
  const catalog = inChange("");
  runAll(catalog, "create table if not exists users (id int)");
  expect(findTable(catalog, users)?.origin).toBe("unproven");
  const whole = inChange("create table notes (id int)");
  runAll(whole, "create table if not exists users (id int)");
  expect(findTable(whole, users)?.origin).toBe("change");
});

test("a column that takes the name of one that the change made and dropped is new", () => {
  const catalog = inChange("create table users (id int)");
  runAll(
    catalog,
    "alter table users add column a int; alter table users drop column a; alter table users add column b int; alter table users rename column b to a",
  );
  expect(findColumn(catalog, users, "a")?.origin).toBe("change");
});

test("a new column of a table that is rebuilt is new in the one that takes its place", () => {
  const catalog = inChange("create table users (id int)");
  runAll(
    catalog,
    "alter table users add column extra int; alter table users rename to old; create table users (id int, extra int)",
  );
  expect(findColumn(catalog, users, "id")?.origin).toBe("base");
  expect(findColumn(catalog, users, "extra")?.origin).toBe("change");
});

test("a live partition makes the new table that it is attached to live", () => {
  const catalog = inChange("create table users_1 (id int, name text)");
  runAll(
    catalog,
    "create table users (id int, name text) partition by list (id); create table users_2 (id int, name text); alter table users attach partition users_2 for values in (2)",
  );
  expect(findTable(catalog, users)?.origin).toBe("change");
  runAll(catalog, "alter table users attach partition users_1 for values in (1)");
  expect(findTable(catalog, users)?.origin).toBe("base");
  expect(findColumn(catalog, users, "name")?.origin).toBe("base");
});
