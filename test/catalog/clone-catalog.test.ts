import { expect, test } from "vitest";
import { cloneCatalog } from "../../src/catalog/clone-catalog.ts";
import { catalogOf } from "./from-sql.ts";

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
