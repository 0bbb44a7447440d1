import { expect, test } from "vitest";
import {
  defaultPartitionOf,
  findColumn,
  findConstraint,
  findIndex,
  findTable,
  isComplete,
  partitionsOf,
} from "../../src/catalog/lookup.ts";
import { catalogOf } from "./from-sql.ts";

const users = { schema: "public", name: "users" };
const catalog = catalogOf(`
  create table users (id int primary key, email text unique, a int, b int generated always as (a + 1) stored, check (a > 0));
  create index on users (lower(email));
  create index on users (a) where email is not null;
  create table orders (user_id int references users, email text references users (email));
  create view emails as select email from users;
  create view everything as select * from users;
  create table p (id int) partition by range (id);
  create table p1 partition of p for values from (1) to (2) partition by range (id);
  create table p11 partition of p1 for values from (1) to (2);
  create table rest partition of p default;
`);

test("names without a schema are looked up along the search path", () => {
  expect(findTable(catalog, { schema: null, name: "users" })?.name).toEqual(users);
  expect(findTable(catalog, { schema: "other", name: "users" })).toBeNull();
  expect(findColumn(catalog, users, "email")?.type.name).toBe("text");
  expect(findConstraint(catalog, users, "users_email_key")?.type).toBe("unique");
  expect(findIndex(catalog, { schema: null, name: "users_pkey" })?.constraint).toBe("users_pkey");
});

test("partitions are found all the way down", () => {
  const p = { schema: "public", name: "p" };
  expect(partitionsOf(catalog, p).map(({ name }) => name.name)).toEqual(["p1", "rest", "p11"]);
  expect(defaultPartitionOf(catalog, p)?.name.name).toBe("rest");
});

test("a history that was read whole is complete", () => {
  expect(isComplete(catalog)).toBe(true);
  expect(isComplete(catalogOf("selct 1"))).toBe(false);
});
