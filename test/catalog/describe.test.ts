import { expect, test } from "vitest";
import { describeChange, displayName, objectName } from "../../src/catalog/describe.ts";
import { quoteIdentifier, quoteName } from "../../src/catalog/quote.ts";
import type { SchemaChange } from "../../src/model/schema-change.ts";
import { catalogOf, resolvedChanges } from "./from-sql.ts";

const base = `
  create table users (id int primary key, full_name text, age int, constraint age_sane check (age > 0));
  create unique index users_email_idx on users (full_name);
  create type mood as enum ('sad');
  create table auth.sessions (id int);
  create sequence users_id_seq;
`;

test.each([
  [
    "alter table users rename column full_name to display_name",
    "public.users.full_name",
    "rename column `users.full_name` to `display_name`",
  ],
  ["alter table users add column x int", "public.users.x", "add column `users.x` (`integer`)"],
  [
    "alter table users add column x varchar(20) not null default 'a'",
    "public.users.x",
    "add column `users.x` (`varchar(20) NOT NULL DEFAULT 'a'`)",
  ],
  [
    "alter table users alter age type bigint",
    "public.users.age",
    "change the type of `users.age` from `integer` to `bigint`",
  ],
  ["alter function total(int) stable", "public.total", "change options of function `total`"],
  ["alter table users alter age set not null", "public.users.age", "set `users.age` to `NOT NULL`"],
  ["create unique index u on users (age)", "public.u", "create unique index `u` on `users`"],
  [
    "create index concurrently on users (age, lower(full_name))",
    "public.users",
    "create index (`age`, `lower(full_name)`) on `users` concurrently",
  ],
  [
    "drop index users_email_idx",
    "public.users_email_idx",
    "drop unique index `users_email_idx` on `users`",
  ],
  [
    "drop table auth.sessions cascade",
    "auth.sessions",
    "drop table `auth.sessions` with all that depends on it",
  ],
  ["alter table users rename to people", "public.users", "rename table `users` to `people`"],
  [
    "alter sequence users_id_seq rename to people_id_seq",
    "public.users_id_seq",
    "rename sequence `users_id_seq` to `people_id_seq`",
  ],
  [
    "alter type mood add value 'in between'",
    'public.mood."in between"',
    'add value `"in between"` to enum `mood`',
  ],
  [
    "alter table users drop constraint age_sane",
    "public.users.age_sane",
    "drop check constraint `users.age_sane`",
  ],
  [
    "alter table users add foreign key (id) references auth.sessions not valid",
    "public.users",
    "add foreign key on `id` that references `auth.sessions`, not validated, to `users`",
  ],
  [
    "create function f(a int, out b int) language sql as ''",
    "public.f(integer)",
    "create function `f(integer)`",
  ],
  ["drop function f", "public.f", "drop function `f`"],
  ["delete from users", "public.users", "delete all rows of `users`"],
  ["create table c (id int)", "public.c", "create table `c`"],
  [
    'alter table users rename column full_name to "a`b"',
    "public.users.full_name",
    'rename column `users.full_name` to `"a\\u{60}b"`',
  ],
  [
    'alter table users drop column "two\nlines | **bold** ""quoted"""',
    'public.users."two\\nlines | **bold** ""quoted"""',
    'drop column `users."two\\nlines | **bold** ""quoted"""`',
  ],
  ['drop table "a.b"', 'public."a.b"', 'drop table `"a.b"`'],
  ['drop table "\u202egnp"', 'public."\\u{202e}gnp"', 'drop table `"\\u{202e}gnp"`'],
])("%s", (sql, object, description) => {
  const [change] = resolvedChanges(base, sql);
  if (change === undefined) throw new Error("no change");
  expect(objectName(change)).toBe(object);
  expect(describeChange(change, catalogOf(base))).toBe(description);
});

test("MySQL names have no schema, and an index stands with its table", () => {
  const table = { schema: null, name: "users" };
  const drop: SchemaChange = {
    kind: "drop-column",
    table,
    column: "full_name",
    ifExists: false,
    cascade: false,
  };
  expect(objectName(drop)).toBe("users.full_name");
  const index: SchemaChange = {
    kind: "drop-index",
    index: { schema: null, name: "email" },
    table,
    concurrently: false,
    ifExists: false,
    cascade: false,
  };
  expect(objectName(index)).toBe("users.email");
  expect(describeChange(index)).toBe("drop index `email` on `users`");
});

test("no description has a stray backquote or a line break", () => {
  const hostile = 'x`y\n"z|\u2028';
  const quoted = `"${hostile.replaceAll('"', '""')}"`;
  const changes = resolvedChanges(
    "",
    `create table ${quoted} (${quoted} int default '\`' check (${quoted} > 0)); create index on ${quoted} (lower(${quoted}::text));
     create type ${quoted} as enum ('\`'); comment on table ${quoted} is ''; grant select on ${quoted} to ${quoted};
     alter table ${quoted} add column b ${quoted}; alter table ${quoted} alter ${quoted} type ${quoted}`,
  );
  for (const change of changes) {
    const description = describeChange(change);
    expect(description).not.toMatch(/[\n\u2028]/);
    expect(description.split("`").length % 2).toBe(1);
    expect(objectName(change)).not.toMatch(/[\n\u2028`]/);
  }
  expect(changes).toHaveLength(7);
});

test("public is left out, other schemas are not", () => {
  expect(displayName({ schema: "public", name: "users" })).toBe("users");
  expect(displayName({ schema: "auth", name: "users" })).toBe("auth.users");
  expect(displayName({ schema: null, name: "userId" })).toBe("userId");
});

test.each([
  ["users", "postgresql", "users"],
  ["user", "postgresql", '"user"'],
  ["fullName", "postgresql", '"fullName"'],
  ['a"b', "postgresql", '"a""b"'],
  ["größe", "postgresql", '"größe"'],
  ["fullName", "mysql", "fullName"],
  ["groups", "mysql", "`groups`"],
  ["a`b", "mariadb", "`a``b`"],
  ["order", "sqlite", '"order"'],
] as const)("%s is quoted for %s as %s", (name, dialect, expected) => {
  expect(quoteIdentifier(name, dialect)).toBe(expected);
});

test("a quoted name keeps its schema", () => {
  expect(quoteName({ schema: "auth", name: "user" }, "postgresql")).toBe('auth."user"');
  expect(quoteName({ schema: "public", name: "users" }, "postgresql")).toBe("users");
  expect(quoteName({ schema: null, name: "users" }, "mysql")).toBe("users");
});
