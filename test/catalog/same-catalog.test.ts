import { expect, test } from "vitest";
import { cloneCatalog, sameCatalog } from "../../src/catalog/same-catalog.ts";
import { addHole } from "../../src/catalog/holes.ts";
import { catalogAfter, catalogOf } from "./from-sql.ts";

const history = `
  create table people (id serial primary key, email text not null, full_name text, old text);
  alter table people rename to users;
  alter table users rename column full_name to name;
  alter table users drop column old;
  alter table users add column age int default 0 check (age >= 0);
  create index on users (lower(email));
  create type mood as enum ('sad'); alter type mood add value 'ok';
  create view names as select id, name from users;
`;

test("a squash that ends in the same schema is the same", () => {
  const squashed = `
    create type mood as enum ('sad', 'ok');
    create sequence people_id_seq;
    create table users (id int, email text not null, name text, age int default 0,
      constraint people_pkey primary key (id), constraint users_age_check check ((age  >= 0)));
    create index users_lower_idx on users using btree (LOWER(email));
    create view names as select id,  name from users;
  `;
  const one = catalogOf(history);
  const other = catalogOf(squashed);
  const id = other.tables.get("public\u0000users")?.columns.get("id");
  if (id !== undefined) id.autoIncrement = true;
  const sequence = one.sequences.get("public\u0000people_id_seq");
  if (sequence !== undefined) other.sequences.set("public\u0000people_id_seq", sequence);
  expect(sameCatalog(one, other)).toBe(true);
});

test("who made it does not matter", () => {
  expect(sameCatalog(catalogOf(history), catalogAfter("", history))).toBe(true);
});

test.each([
  "alter table users drop column name cascade",
  "alter table users alter email drop not null",
  "alter table users alter age set default 1",
  "alter table users alter age type bigint",
  "alter table users drop constraint users_age_check",
  "drop index users_lower_idx",
  "create index on users (age)",
  "drop view names",
  "create or replace view names as select id, name, age from users",
  "alter type mood add value 'x'",
  "create table more (id int)",
  "create function f() returns int language sql as 'select 1'",
  "create sequence s",
  "create schema s",
  "create extension citext",
  "alter table users enable row level security",
  "create policy p on users",
])("%s makes a difference", (change) => {
  expect(sameCatalog(catalogOf(history), catalogAfter(history, change))).toBe(false);
});

test("with a hole nothing is proven", () => {
  const catalog = catalogOf(history);
  addHole(catalog, { path: "x.sql", line: 1, message: "unreadable" });
  expect(sameCatalog(catalog, catalog)).toBe(false);
});

test("altering a clone leaves the original as it was", () => {
  const original = catalogOf(history);
  const untouched = catalogOf(history);
  const clone = cloneCatalog(original);
  clone.origin = "change";
  const table = clone.tables.get("public\u0000users");
  table?.columns.delete("name");
  const email = table?.columns.get("email");
  if (email !== undefined) email.nullable = true;
  clone.indexes.clear();
  clone.searchPath = [];
  expect(original).toEqual(untouched);
});
