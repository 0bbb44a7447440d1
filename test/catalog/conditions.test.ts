import { expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { holds } from "../../src/catalog/conditions.ts";
import { addHole } from "../../src/catalog/holes.ts";
import type { Condition, SoughtObject } from "../../src/model/condition.ts";
import { catalogOf } from "./from-sql.ts";

const history = `
  create schema app;
  create table users (id int primary key, name text, constraint named check (name <> ''));
  create table app.users (id int, email text);
  create table app.notes (id int);
  create view names as select name from users;
  create view app.users_view as select id from app.users;
  create sequence app.numbers;
  create index by_name on users (name);
  create type mood as enum ('sad');
  create domain app.short as text;
  create function one() returns int language sql as 'select 1';
  create trigger follow before insert on users for each row execute function one();
  create policy own on users;
`;

function found(
  catalog: Catalog,
  kind: SoughtObject["kind"],
  name: string,
  more: Partial<SoughtObject> = {},
): boolean | null {
  const object = { kind, name, schema: null, table: null, alongSearchPath: false, ...more };
  return holds(catalog, { kind: "exists", object: { furtherConditions: false, ...object } });
}

test.each<[SoughtObject["kind"], string, Partial<SoughtObject>, boolean | null]>([
  ["relation", "users", {}, true],
  ["relation", "names", {}, true],
  ["relation", "numbers", {}, true],
  ["relation", "by_name", {}, true],
  ["relation", "mood", {}, false],
  ["relation", "numbers", { schema: "public" }, false],
  ["relation", "numbers", { schema: "app" }, true],
  ["relation", "notes", { alongSearchPath: true }, false],
  ["table", "users", {}, true],
  ["table", "names", {}, false],
  ["view", "names", {}, true],
  ["view", "users", {}, false],
  ["index", "by_name", {}, true],
  ["index", "users", {}, false],
  ["sequence", "numbers", {}, true],
  ["sequence", "users", {}, false],
  ["type", "mood", {}, true],
  ["type", "users", {}, true],
  ["type", "int4", {}, true],
  ["type", "state", {}, false],
  ["function", "one", {}, true],
  ["function", "two", {}, false],
  ["schema", "app", {}, true],
  ["schema", "other", {}, null],
  ["extension", "citext", {}, null],
  ["enum-value", "sad", { table: "mood" }, true],
  ["enum-value", "glad", { table: "mood" }, false],
  ["enum-value", "sad", { table: "short" }, null],
  ["enum-value", "sad", {}, null],
  ["column", "name", { table: "users" }, true],
  ["column", "email", { table: "users" }, true],
  ["column", "email", { table: "users", alongSearchPath: true }, false],
  ["column", "email", { table: "users", schema: "public" }, false],
  ["column", "age", { table: "users" }, false],
  ["column", "email", {}, true],
  ["column", "age", {}, false],
  ["column", "age", { table: "names" }, null],
  ["column", "age", { table: "unheard_of" }, false],
  ["constraint", "named", { table: "users" }, true],
  ["constraint", "other", { table: "users" }, false],
  ["trigger", "follow", { table: "users" }, true],
  ["trigger", "other", { table: "users" }, false],
  ["policy", "own", { table: "users" }, true],
  ["policy", "other", {}, false],
])("whether there is a %s %s (%o): %s", (kind, name, more, expected) => {
  expect(found(catalogOf(history), kind, name, more)).toBe(expected);
});

test("what only part of the history tells is there or not known", () => {
  const catalog = catalogOf(history);
  addHole(catalog, { path: "1.sql", line: 1, message: "unreadable" });
  expect(found(catalog, "table", "users")).toBe(true);
  expect(found(catalog, "table", "notes_2")).toBeNull();
  expect(found(catalog, "column", "age", { table: "users" })).toBeNull();
  expect(found(catalog, "enum-value", "glad", { table: "mood" })).toBeNull();
});

test("a history that needs tables of others, or makes none, does not know what is not there", () => {
  const needing = catalogOf(`${history} insert into app.elsewhere values (1)`);
  expect(found(needing, "table", "other", { schema: "app" })).toBeNull();
  expect(found(needing, "table", "other", { schema: "public" })).toBe(false);
  expect(found(needing, "table", "other")).toBeNull();
  expect(found(catalogOf(""), "table", "users")).toBeNull();
  expect(
    found(catalogOf("create table notes (id int)"), "table", "users", { schema: "app" }),
  ).toBeNull();
});

test("extensions bring types and functions, and tables of queries columns that are not known", () => {
  const catalog = catalogOf(
    `create extension citext; ${history}; create table copied as select * from elsewhere`,
  );
  expect(found(catalog, "extension", "citext")).toBe(true);
  expect(found(catalog, "type", "state", { schema: "app" })).toBeNull();
  expect(found(catalog, "function", "two", { schema: "app" })).toBeNull();
  expect(found(catalog, "column", "age", { table: "copied", schema: "public" })).toBeNull();
});

test("further conditions leave open what is there", () => {
  const catalog = catalogOf(history);
  expect(found(catalog, "table", "users", { furtherConditions: true })).toBeNull();
  expect(found(catalog, "table", "other", { furtherConditions: true })).toBe(false);
});

test("conditions are put together as SQL does", () => {
  const catalog = catalogOf("");
  const yes: Condition = { kind: "constant", value: true };
  const no: Condition = { kind: "constant", value: false };
  const open: Condition = { kind: "undecided" };
  const all = (...conditions: readonly Condition[]) => holds(catalog, { kind: "all", conditions });
  const any = (...conditions: readonly Condition[]) => holds(catalog, { kind: "any", conditions });
  const not = (condition: Condition) => holds(catalog, { kind: "not", condition });
  expect([all(yes, yes), all(yes, no), all(open, no), all(open, yes)]).toEqual([
    true,
    false,
    false,
    null,
  ]);
  expect([any(no, no), any(yes, no), any(open, yes), any(open, no)]).toEqual([
    false,
    true,
    true,
    null,
  ]);
  expect([not(yes), not(no), not(open)]).toEqual([false, true, null]);
});
