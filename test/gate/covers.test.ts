import { describe, expect, test } from "vitest";
import { coverageOf } from "../../src/gate/covers.ts";
import type { ExpandContent } from "../../src/gate/covers.ts";
import type { SchemaChange } from "../../src/model/schema-change.ts";
import {
  addColumn,
  catalogOf,
  contentOf,
  contractOf,
  createTable,
  dropColumn,
  dropTable,
  patch,
  users,
  usersTable,
} from "./gate-facts.ts";

const dropName = dropColumn("full_name");
const dropUsers = dropTable("users");
const view = (name: string, reads: string): SchemaChange => ({
  kind: "create-view",
  view: { schema: "public", name },
  materialized: false,
  replace: false,
  ifNotExists: false,
  temporary: false,
  columns: null,
  reads: [{ schema: "public", name: reads }],
  query: { sql: "", constant: false, isNull: false, functions: [], columns: [] },
});
const trigger: SchemaChange = {
  kind: "create-trigger",
  name: "sync",
  table: users,
  replace: false,
};
const relaxed: SchemaChange = { kind: "drop-not-null", table: users, column: "full_name" };
const index = (name: string): SchemaChange => ({
  kind: "create-index",
  table: users,
  index: { name, parts: [], include: [], unique: false, where: null, method: null },
  concurrently: true,
  ifNotExists: false,
  only: false,
});
const dropIndex: SchemaChange = {
  kind: "drop-index",
  index: { schema: "public", name: "users_name" },
  table: users,
  concurrently: true,
  ifExists: false,
  cascade: false,
};
const dropView: SchemaChange = {
  kind: "drop-view",
  view: { schema: "public", name: "people" },
  materialized: false,
  ifExists: false,
  cascade: false,
};
const setNotNull: SchemaChange = { kind: "set-not-null", table: users, column: "full_name" };
const other = { schema: "public", name: "orders" };
const otherSchema = { schema: "audit", name: "users" };

const bySchema: readonly (readonly [
  name: string,
  contract: SchemaChange,
  changes: readonly SchemaChange[],
  what: string | null,
])[] = [
  ["a column of the table", dropName, [addColumn("display_name")], "adds `users.display_name`"],
  ["a column of another table", dropName, [addColumn("display_name", other)], null],
  ["a column of a table in another schema", dropName, [addColumn("x", otherSchema)], null],
  [
    "a table with the column",
    dropName,
    [createTable("people", ["id", "full_name"])],
    "creates `people`",
  ],
  [
    "a table that refers to it",
    dropName,
    [createTable("names", ["user_id", "name"], "users")],
    "creates `names`",
  ],
  ["a table with a common key only", dropColumn("id"), [createTable("people", ["id"])], null],
  ["any table", dropName, [createTable("tags", ["id", "name"])], null],
  [
    "a table with half of the columns",
    dropUsers,
    [createTable("people", ["id", "full_name"])],
    "creates `people`",
  ],
  ["a table with none of them", dropUsers, [createTable("people", ["id", "name"])], null],
  [
    "a table that points at the dropped one",
    dropUsers,
    [createTable("tags", ["user_id"], "users")],
    null,
  ],
  [
    "a temporary table",
    dropName,
    [{ ...createTable("people", ["full_name"]), temporary: true }],
    null,
  ],
  ["a view of the table", dropName, [view("people", "users")], "creates the view `people`"],
  ["a view of another table", dropName, [view("people", "orders")], null],
  ["a trigger on the table", dropName, [trigger], "creates the trigger `sync` on `users`"],
  ["a relaxed column", dropName, [relaxed], "relaxes `users.full_name`"],
  ["a column comes before a trigger", dropName, [trigger, addColumn("a")], "adds `users.a`"],
  ["an index, for an index", dropIndex, [index("new")], "creates an index on `users`"],
  ["an index, for a column", dropName, [index("new")], null],
  ["a column that it drops again", dropName, [addColumn("a"), dropColumn("a")], null],
  ["a column of a table that it drops again", dropName, [addColumn("a"), dropUsers], null],
  [
    "a column that it drops and adds again",
    dropName,
    [dropColumn("a"), addColumn("a")],
    "adds `users.a`",
  ],
  [
    "a column that it renames",
    dropName,
    [addColumn("a"), { kind: "rename-column", table: users, column: "a", to: "b" }],
    null,
  ],
  ["the column itself", dropName, [addColumn("full_name")], null],
  ["the table itself", dropName, [usersTable], null],
  ["the table itself, for the table", dropUsers, [usersTable], null],
  ["the view itself", dropView, [view("people", "users")], null],
  ["the index itself", dropIndex, [index("users_name")], null],
  [
    "the column, for what tightens it",
    setNotNull,
    [addColumn("full_name")],
    "adds `users.full_name`",
  ],
  ["a drop", dropName, [dropColumn("other")], null],
];

describe("what an expand's migrations cover", () => {
  test.each(bySchema)("%s", (_name, contract, changes, what) => {
    const coverage = coverageOf(contractOf(contract), contentOf(changes));
    expect(coverage.by === "schema" ? coverage.what : null).toBe(what);
  });

  test("only what stands for the object must stay", () => {
    const created = createTable("people", ["user_id", "full_name", "note"], "users");
    const coverage = coverageOf(contractOf(dropName), contentOf([created]));
    expect(coverage).toMatchObject({
      changes: [{ columns: [{ name: "full_name" }], constraints: [] }],
    });
  });
});

describe("folders", () => {
  const names = [addColumn("display_name")];
  const elsewhere = (tip = catalogOf(usersTable)): ExpandContent =>
    contentOf(names, { path: "other", tip });

  test("that both make the table are two databases", () => {
    expect(coverageOf(contractOf(dropName), elsewhere()).by).toBe("nothing");
  });

  test("of which one makes it may be one", () => {
    expect(coverageOf(contractOf(dropName), elsewhere(catalogOf(...names))).by).toBe("schema");
    const contract = contractOf(dropName, { baseCatalog: catalogOf() });
    expect(coverageOf(contract, elsewhere()).by).toBe("schema");
  });

  test("a removal in another folder takes nothing away here", () => {
    const later = contentOf([dropColumn("display_name")], { path: "other" });
    expect(coverageOf(contractOf(dropName), contentOf(names), [later]).by).toBe("schema");
    const here = contentOf([dropColumn("display_name")]);
    expect(coverageOf(contractOf(dropName), contentOf(names), [here]).by).toBe("nothing");
  });
});

describe("what an expand's code covers", () => {
  const dropType: SchemaChange = {
    kind: "drop-type",
    type: { schema: "public", name: "mood" },
    ifExists: false,
    cascade: false,
  };
  test.each<[name: string, contract: SchemaChange, lines: string, what: string | null]>([
    [
      "a use of the column",
      dropName,
      "-user.full_name",
      "removes uses of `full_name` in `app/a.ts`",
    ],
    [
      "a use in camel case",
      dropName,
      "-user.fullName",
      "removes uses of `full_name` in `app/a.ts`",
    ],
    ["a use of the table", dropUsers, "-from users", "removes uses of `users` in `app/a.ts`"],
    ["the table's class", dropUsers, "-new User()", "removes uses of `User` in `app/a.ts`"],
    ["a variable like the table's rows", dropUsers, "-const user = 1", null],
    ["a common column without its table", dropColumn("name"), "-name", null],
    [
      "a common column with its table",
      dropColumn("name"),
      " users\n-name",
      "removes uses of `name` in `app/a.ts`",
    ],
    ["a type", dropType, "-mood", "removes uses of `mood` in `app/a.ts`"],
    ["only additions", dropName, "+full_name", null],
  ])("%s", (_name, contract, lines, what) => {
    const coverage = coverageOf(
      contractOf(contract),
      contentOf([], { files: [patch("app/a.ts", lines)] }),
    );
    expect(coverage.by === "code" ? coverage.what : null).toBe(what);
  });

  test("a use that moved to another file is none that went", () => {
    const files = [patch("app/a.ts", "-full_name"), patch("app/b.ts", "+full_name")];
    expect(coverageOf(contractOf(dropName), contentOf([], { files })).by).toBe("nothing");
  });
});
