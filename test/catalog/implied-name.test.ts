import { expect, test } from "vitest";
import { applyChange } from "../../src/catalog/apply.ts";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { firstFreeNumber } from "../../src/catalog/free-number.ts";
import { findTable } from "../../src/catalog/lookup.ts";
import { postgresqlObjectName } from "../../src/catalog/postgresql-name.ts";
import { column, constraint, createTable, index } from "./definitions.ts";

/* PostgreSQL's names are compared with a real server in test/database/catalog-agreement.test.ts. */

test.each([
  ["users", "email", "key", "users_email_key"],
  ["users", null, "pkey", "users_pkey"],
  ["t".repeat(70), "c", "key", `${"t".repeat(57)}_c_key`],
  ["t".repeat(40), "c".repeat(40), "fkey", `${"t".repeat(29)}_${"c".repeat(28)}_fkey`],
  ["ä".repeat(40), null, "pkey", `${"ä".repeat(29)}_pkey`],
])("%s, %s, %s gives %s", (table, addition, label, expected) => {
  const name = postgresqlObjectName(table, addition, label);
  expect(name).toBe(expected);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
});

test("the first free number is found among very many", () => {
  expect(firstFreeNumber(0, (number) => number < 5)).toBe(5);
  expect(firstFreeNumber(1, (number) => number < 123_457)).toBe(123_457);
});

const orders = { schema: null, name: "orders" };

function ordersIn(dialect: "mysql" | "mariadb" | "sqlite"): Catalog {
  const catalog = emptyCatalog(dialect);
  applyChange(
    catalog,
    createTable("users", {
      columns: [column("id")],
      constraints: [constraint("primary-key", ["id"])],
    }),
  );
  applyChange(
    catalog,
    createTable("orders", {
      columns: [column("id", "integer"), column("user_id"), column("code"), column("amount")],
      constraints: [
        constraint("primary-key", ["id"]),
        constraint("unique", ["code"]),
        constraint("unique", ["code", "amount"]),
        constraint("check", ["amount"]),
        constraint("foreign-key", ["user_id"], {
          references: { table: { schema: null, name: "users" }, columns: [], onDelete: null },
        }),
      ],
      indexes: [index(["amount"]), index(["amount", "code"])],
    }),
  );
  return catalog;
}

function indexNames(catalog: Catalog): readonly string[] {
  return [...catalog.indexes.values()]
    .filter(({ table }) => table.name === "orders")
    .map(({ name }) => name)
    .toSorted();
}

test.each([
  ["mysql", "orders_chk_1"],
  ["mariadb", "CONSTRAINT_1"],
] as const)("%s names", (dialect, check) => {
  const catalog = ordersIn(dialect);
  const table = findTable(catalog, orders);
  expect([...(table?.constraints.keys() ?? [])].toSorted()).toEqual(
    ["PRIMARY", check, "code", "code_2", "orders_ibfk_1"].toSorted(),
  );
  expect(indexNames(catalog)).toEqual([
    "PRIMARY",
    "amount",
    "amount_2",
    "code",
    "code_2",
    "user_id",
  ]);
  expect(table?.columns.get("id")?.nullable).toBe(false);
  expect(table?.constraints.get("orders_ibfk_1")?.references?.columns).toEqual(["id"]);
});

test("in MySQL every table has its own PRIMARY, and numbered keys follow the table's name", () => {
  const catalog = ordersIn("mysql");
  expect([...catalog.indexes.values()].filter(({ name }) => name === "PRIMARY")).toHaveLength(2);
  applyChange(catalog, { kind: "rename-table", table: orders, to: "purchases" });
  const table = findTable(catalog, { schema: null, name: "purchases" });
  expect(table?.constraints.has("purchases_ibfk_1")).toBe(true);
});

test("in MySQL an index loses the dropped column and goes with its last one", () => {
  const catalog = ordersIn("mysql");
  const drop = (name: string): void =>
    applyChange(catalog, {
      kind: "drop-column",
      table: orders,
      column: name,
      ifExists: false,
      cascade: false,
    });
  drop("amount");
  expect(indexNames(catalog)).toEqual(["PRIMARY", "amount_2", "code", "code_2", "user_id"]);
  drop("code");
  expect(indexNames(catalog)).toEqual(["PRIMARY", "user_id"]);
});

test("in MySQL a unique constraint and its index are one", () => {
  const catalog = ordersIn("mysql");
  applyChange(catalog, {
    kind: "drop-index",
    index: { schema: null, name: "code" },
    table: orders,
    concurrently: false,
    ifExists: false,
    cascade: false,
  });
  expect(findTable(catalog, orders)?.constraints.has("code")).toBe(false);
});

test("SQLite's integer primary key has no index and no name", () => {
  const catalog = ordersIn("sqlite");
  expect(indexNames(catalog)).toEqual([
    "amount",
    "amount_2",
    "sqlite_autoindex_orders_1",
    "sqlite_autoindex_orders_2",
  ]);
  expect(findTable(catalog, orders)?.columns.get("id")?.nullable).toBe(false);
});

test("a SQLite rebuild keeps the table live and what points at it", () => {
  const catalog = ordersIn("sqlite");
  catalog.origin = "change";
  const users = { schema: null, name: "users" };
  applyChange(catalog, createTable("new_users", { columns: [column("id"), column("extra")] }));
  applyChange(catalog, { kind: "drop-table", table: users, ifExists: false, cascade: false });
  applyChange(catalog, {
    kind: "rename-table",
    table: { schema: null, name: "new_users" },
    to: "users",
  });
  const rebuilt = findTable(catalog, users);
  expect(rebuilt?.origin).toBe("base");
  expect(rebuilt?.columns.get("id")?.origin).toBe("base");
  expect(rebuilt?.columns.get("extra")?.origin).toBe("change");
  const [foreignKey] = [...(findTable(catalog, orders)?.constraints.values() ?? [])].filter(
    ({ type }) => type === "foreign-key",
  );
  expect(foreignKey?.references?.table).toEqual(users);
});
