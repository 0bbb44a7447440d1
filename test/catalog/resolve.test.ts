import { expect, test } from "vitest";
import { applyChange } from "../../src/catalog/apply.ts";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import { objectName } from "../../src/catalog/object-name.ts";
import { applySession, resetSession, resolveChange } from "../../src/catalog/resolve.ts";
import type { SchemaChange } from "../../src/model/schema-change.ts";
import { catalogOf, changeOf, resolvedChanges } from "./from-sql.ts";
import { column, constraint, createTable, index } from "./definitions.ts";

const base = `
  create schema auth;
  create table users (id int primary key, email text);
  create table auth.sessions (id int);
  create view active as select id from users;
  create type auth.role as enum ('admin');
  create index users_email_idx on users (email);
  create function auth.f(integer) returns int language sql as 'select 1';
`;

test.each([
  ["drop table users", "drop-table public.users"],
  ["drop table auth.sessions", "drop-table auth.sessions"],
  ["drop table unheard_of", "drop-table public.unheard_of"],
  ["alter table active rename to current", "rename-view public.active"],
  ["alter view users rename to people", "rename-table public.users"],
  ["alter table users_email_idx rename to by_email", "rename-index public.users_email_idx"],
  ["alter index users rename to people", "rename-table public.users"],
  ["drop index users_email_idx", "drop-index public.users_email_idx"],
  ["alter table users drop column email", "drop-column public.users.email"],
  ["create index on users (id)", "create-index public.users"],
  ["create index by_id on users (id)", "create-index public.by_id"],
  ["reindex table users", "reindex public.users"],
  ["reindex index users_email_idx", "reindex public.users_email_idx"],
  ["reindex schema users", "reindex users"],
  ["drop trigger followed on users", "drop-trigger public.users.followed"],
  ["alter routine auth.f(integer) set schema public", "set-object-schema auth.f"],
])("%s is %s", (sql, expected) => {
  expect(resolvedChanges(base, sql).map(summary)).toEqual([expected]);
});

test.each([
  ["drop table sessions", "drop-table auth.sessions"],
  ["drop table users", "drop-table public.users"],
  ["create table users (id int)", "create-table auth.users"],
  ["alter type role add value 'guest'", "add-enum-value auth.role.guest"],
  ["drop function f(integer)", "drop-function auth.f(integer)"],
])("with the search path auth, public: %s is %s", (sql, expected) => {
  const catalog = catalogOf(base);
  applySession(catalog, setPath(["auth", "public"]));
  expect(summary(resolveChange(catalog, changeOf(sql)))).toBe(expected);
});

test("a user's type gets its schema, built-in and unknown types do not", () => {
  const catalog = catalogOf("create type mood as enum ('sad')");
  const change = resolveChange(
    catalog,
    changeOf("create table t (a mood, b text, c mood[], d geometry)"),
  );
  const types = change.kind === "create-table" ? change.columns.map(({ type }) => type.schema) : [];
  expect(types).toEqual(["public", null, "public", null]);
});

test("SET LOCAL ends with the transaction, and every migration starts anew", () => {
  const catalog = catalogOf(base);
  applySession(catalog, { ...setPath(["auth"]), local: true });
  expect(catalog.searchPath).toEqual(["auth"]);
  applySession(catalog, { kind: "commit" });
  expect(catalog.searchPath).toEqual(["public"]);
  applySession(catalog, setPath(["$user", "auth"]));
  expect(catalog.searchPath).toEqual(["auth"]);
  resetSession(catalog);
  expect(catalog.searchPath).toEqual(["public"]);
});

test("a temporary table hides the table of its name until the migration ends", () => {
  const [, drop] = resolvedChanges(base, "create temp table users (id int); drop table users");
  expect(drop && summary(drop)).toBe("drop-table pg_temp.users");
});

test("resolving twice changes nothing", () => {
  const catalog = catalogOf(base);
  const once = resolveChange(
    catalog,
    changeOf("alter table users add foreign key (id) references users"),
  );
  expect(resolveChange(catalog, once)).toEqual(once);
});

test("a table refers to itself before it is there, also where another schema is looked in first", () => {
  const catalog = catalogOf(base);
  applySession(catalog, setPath(["auth", "public"]));
  const own = resolveChange(
    catalog,
    changeOf("create table nodes (id int, up int references nodes)"),
  );
  const other = resolveChange(
    catalog,
    changeOf("create table public.sessions (id int, up int references sessions)"),
  );
  const added = resolveChange(
    catalog,
    changeOf("alter table active add column up int references sessions"),
  );
  const targets = [own, other, added].map((change) =>
    change.kind === "create-table" || change.kind === "add-column"
      ? change.constraints.map(({ references }) => references?.table.schema)
      : [],
  );
  expect(targets).toEqual([["auth"], ["auth"], ["auth"]]);
});

test("MySQL and MariaDB find indexes of a table, and constraints, in any letter case", () => {
  for (const dialect of ["mysql", "mariadb"] as const) {
    const catalog = emptyCatalog(dialect);
    const table = { schema: null, name: "users" };
    applyChange(
      catalog,
      createTable("users", {
        columns: [column("id"), column("fullName")],
        indexes: [index(["fullName"], "byName"), index(["id"], "byId")],
        constraints: [constraint("check", ["id"], { name: "Positive" })],
      }),
    );
    const drop = (name: string, of: typeof table | null = table): SchemaChange => ({
      kind: "drop-index",
      index: { schema: null, name },
      table: of,
      concurrently: false,
      ifExists: false,
      cascade: false,
    });
    expect(summary(resolveChange(catalog, drop("BYNAME")))).toBe("drop-index users.byName");
    expect(summary(resolveChange(catalog, drop("byId")))).toBe("drop-index users.byId");
    expect(summary(resolveChange(catalog, drop("missing")))).toBe("drop-index users.missing");
    expect(summary(resolveChange(catalog, drop("BYNAME", null)))).toBe("drop-index BYNAME");
    const check: SchemaChange = { kind: "validate-constraint", table, name: "POSITIVE" };
    expect(summary(resolveChange(catalog, check))).toBe("validate-constraint users.Positive");
  }
});

test("a trigger that names no table is that of the only one", () => {
  const catalog = emptyCatalog("sqlite");
  for (const name of ["users", "notes"]) applyChange(catalog, createTable(name));
  const create = (table: string, name: string): void =>
    applyChange(catalog, {
      kind: "create-trigger",
      name,
      table: { schema: null, name: table },
      replace: false,
    });
  create("users", "one");
  create("users", "both");
  create("notes", "both");
  const drop = (name: string): SchemaChange =>
    resolveChange(catalog, { kind: "drop-trigger", table: null, name, ifExists: false });
  expect(["one", "both", "none"].map((name) => summary(drop(name)))).toEqual([
    "drop-trigger users.one",
    "drop-trigger both",
    "drop-trigger none",
  ]);
});

test("MySQL keeps names without a schema and takes the catalog's spelling of columns", () => {
  const catalog = emptyCatalog("mysql");
  applyChange(catalog, createTable("users", { columns: [column("fullName")] }));
  const change: SchemaChange = {
    kind: "drop-column",
    table: { schema: null, name: "users" },
    column: "FULLNAME",
    ifExists: false,
    cascade: false,
  };
  expect(summary(resolveChange(catalog, change))).toBe("drop-column users.fullName");
});

test("SQLite drops main and takes the catalog's spelling of tables", () => {
  const catalog = emptyCatalog("sqlite");
  applyChange(catalog, createTable("Users", { columns: [column("id")] }));
  const drop = (schema: string | null): SchemaChange => ({
    kind: "drop-table",
    table: { schema, name: "USERS" },
    ifExists: false,
    cascade: false,
  });
  expect(summary(resolveChange(catalog, drop("main")))).toBe("drop-table Users");
  expect(summary(resolveChange(catalog, drop(null)))).toBe("drop-table Users");
});

function summary(change: SchemaChange): string {
  return `${change.kind} ${objectName(change)}`;
}

function setPath(values: readonly string[]) {
  return { kind: "set", name: "search_path", values, local: false } as const;
}
