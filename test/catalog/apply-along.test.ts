import { expect, test } from "vitest";
import { findTable } from "../../src/catalog/lookup.ts";
import { catalogOf } from "./from-sql.ts";

const users = { schema: "public", name: "users" };

const keysOf = (map: ReadonlyMap<string, unknown>): readonly string[] =>
  [...map.keys()].map((key) => key.replaceAll("\u0000", "."));

test("a sequence that is dropped is gone, and one in a schema moves with it", () => {
  const catalog = catalogOf(
    "create sequence gone; create schema a; create sequence a.n; create sequence stays; drop sequence gone; alter schema a rename to b",
  );
  expect(keysOf(catalog.sequences)).toEqual(["public.stays", "b.n"]);
});

test("a table inherits from the moment that it is told to", () => {
  const catalog = catalogOf(
    "create table p (id int); create table c (id int); alter table c inherit p",
  );
  const [child] = [...catalog.tables.values()].filter(({ name }) => name.name === "c");
  expect(child?.inherits).toEqual([{ schema: "public", name: "p" }]);
});

test("an extension takes the columns of its types along", () => {
  const catalog = catalogOf(
    "create extension citext; create table users (a citext, b int); drop extension citext cascade",
  );
  expect([...(findTable(catalog, users)?.columns.keys() ?? [])]).toEqual(["b"]);
});

test("a type that is renamed leaves that of another schema alone", () => {
  const catalog = catalogOf(
    "create schema a; create schema b; create type a.mood as enum ('x'); create type b.mood as enum ('y'); create table users (x a.mood, y b.mood); alter type a.mood rename to feeling",
  );
  const columns = [...(findTable(catalog, users)?.columns.values() ?? [])];
  expect(columns.map(({ type }) => `${type.schema ?? ""}.${type.name}`)).toEqual([
    "a.feeling",
    "b.mood",
  ]);
});
