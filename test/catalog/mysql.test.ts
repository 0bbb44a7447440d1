import { expect, test } from "vitest";
import { applyChange } from "../../src/catalog/apply.ts";
import { emptyCatalog } from "../../src/catalog/catalog.ts";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { findTable } from "../../src/catalog/lookup.ts";
import type { ColumnDefinition } from "../../src/model/definitions.ts";
import { column, constraint, createTable, index } from "./definitions.ts";

/* What MySQL and MariaDB do otherwise than PostgreSQL. */

const orders = { schema: null, name: "orders" };
const dialects = ["mysql", "mariadb"] as const;

function ordersIn(dialect: (typeof dialects)[number]): Catalog {
  const catalog = emptyCatalog(dialect);
  applyChange(
    catalog,
    createTable("orders", {
      columns: [column("id"), column("code"), column("note"), column("amount")],
      constraints: [
        constraint("primary-key", ["id", "code"]),
        constraint("unique", ["code", "note"], { name: "by_note" }),
        constraint("check", ["amount", "code"], { name: "positive" }),
      ],
      indexes: [index(["amount"], "by_amount")],
    }),
  );
  return catalog;
}

function columnsOf(catalog: Catalog): readonly string[] {
  return [...(findTable(catalog, orders)?.columns.keys() ?? [])];
}

function constraintsOf(catalog: Catalog): readonly string[] {
  return [...(findTable(catalog, orders)?.constraints ?? [])].map(
    ([name, { columns }]) => `${name} ${columns.join()}`,
  );
}

test.each(dialects)("%s puts a new column where FIRST and AFTER say", (dialect) => {
  const catalog = ordersIn(dialect);
  const add = (name: string, position: ColumnDefinition["position"]): void =>
    applyChange(catalog, {
      kind: "add-column",
      table: orders,
      column: { ...column(name), position },
      constraints: [],
      ifNotExists: false,
    });
  add("first", "first");
  add("behind", { after: "code" });
  add("last", null);
  add("lost", { after: "missing" });
  expect(columnsOf(catalog)).toEqual([
    "lost",
    "first",
    "id",
    "code",
    "behind",
    "note",
    "amount",
    "last",
  ]);
});

test.each(dialects)("%s takes a dropped column out of keys of several columns", (dialect) => {
  const catalog = ordersIn(dialect);
  applyChange(catalog, {
    kind: "drop-column",
    table: orders,
    column: "code",
    ifExists: false,
    cascade: false,
  });
  expect(constraintsOf(catalog)).toEqual(["positive amount,code", "PRIMARY id", "by_note note"]);
});

test.each(dialects)(
  "%s drops a primary key without a name, and a key by an index's name",
  (dialect) => {
    const catalog = ordersIn(dialect);
    const drop = (name: string | null): void =>
      applyChange(catalog, {
        kind: "drop-constraint",
        table: orders,
        name,
        type: name === null ? "primary-key" : null,
        ifExists: false,
        cascade: false,
      });
    drop(null);
    expect(constraintsOf(catalog).map((one) => one.split(" ")[0])).toEqual(["positive", "by_note"]);
    drop("by_amount");
    expect([...catalog.indexes.values()].map(({ name }) => name)).toEqual(["by_note"]);
    drop("missing");
    expect(catalog.indexes.size).toBe(1);
  },
);

test.each(dialects)("%s drops a database with all that is in it", (dialect) => {
  const catalog = emptyCatalog(dialect);
  const shop = { schema: "shop", name: "orders" };
  applyChange(catalog, { ...createTable("orders", { columns: [column("id")] }), table: shop });
  applyChange(catalog, createTable("orders", { columns: [column("id")] }));
  applyChange(catalog, { kind: "drop-schema", name: "shop", ifExists: false, cascade: false });
  expect([...catalog.tables.values()].map(({ name }) => name)).toEqual([orders]);
});

test.each(dialects)(
  "%s makes no index again that is there, whatever relation has its name",
  (dialect) => {
    const catalog = ordersIn(dialect);
    const create = (name: string, of: string): void =>
      applyChange(catalog, {
        kind: "create-index",
        table: orders,
        index: index([of], name),
        concurrently: false,
        only: false,
        ifNotExists: true,
      });
    create("by_amount", "note");
    create("orders", "note");
    const parts = [...catalog.indexes.values()].map(
      ({ name, parts }) => `${name} ${parts.map((part) => part.column).join()}`,
    );
    expect(parts).toContain("by_amount amount");
    expect(parts).toContain("orders note");
  },
);

test.each(dialects)(
  "%s leaves views as they are when a table or column goes or moves",
  (dialect) => {
    const catalog = ordersIn(dialect);
    const view = { schema: null, name: "notes" };
    const query = {
      sql: "select note from orders",
      constant: false,
      isNull: false,
      functions: [],
      columns: ["note"],
    };
    applyChange(catalog, {
      kind: "create-view",
      view,
      replace: false,
      ifNotExists: false,
      materialized: false,
      temporary: false,
      columns: ["note"],
      reads: [orders],
      query,
    });
    applyChange(catalog, { kind: "rename-column", table: orders, column: "note", to: "remark" });
    applyChange(catalog, { kind: "rename-table", table: orders, to: "sales" });
    expect(catalog.views.get("notes")).toMatchObject({ reads: [orders], query });
    const sales = { schema: null, name: "sales" };
    applyChange(catalog, { kind: "drop-table", table: sales, ifExists: false, cascade: true });
    expect(catalog.views.size).toBe(1);
  },
);
