import { nameKey } from "../catalog.ts";
import type { Catalog, Column, Table } from "../catalog.ts";
import { descendantsOfTable, sequencesOfTable, storeColumn } from "../entries.ts";
import { sameList } from "../same-definition.ts";
import type {
  AddIdentity,
  AlterColumnType,
  DropDefault,
  DropExpression,
  DropIdentity,
  DropNotNull,
  SetDefault,
  SetExpression,
  SetIdentity,
  SetNotNull,
} from "../../model/schema-change.ts";
import { createOwnedSequence } from "./create-table.ts";

export type ColumnPropertyChange =
  | AddIdentity
  | AlterColumnType
  | DropDefault
  | DropExpression
  | DropIdentity
  | DropNotNull
  | SetDefault
  | SetExpression
  | SetIdentity
  | SetNotNull;

/** Changes one property of a column, on the table and on its partitions and children. */
export function alterColumn(catalog: Catalog, change: ColumnPropertyChange): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  const isOnly = "only" in change && change.only === true;
  const below = isOnly ? [] : descendantsOfTable(catalog, table.name);
  for (const one of [table, ...below]) {
    const column = one.columns.get(change.column);
    if (column === undefined) continue;
    // Partitions share the parent's identity; a child that inherits has its own or none.
    const isChild = one !== table && one.partitionOf === null;
    if (isChild && change.kind.endsWith("-identity")) continue;
    // A child's own primary key goes on refusing NULL.
    if (change.kind === "drop-not-null" && one !== table && isInPrimaryKey(one, column)) continue;
    const hadIdentity = column.identity !== null;
    setProperty(column, change);
    storeColumn(catalog, one, column);
    if (change.kind === "drop-not-null") dropNotNullConstraint(one, column);
    if (one !== table) continue;
    if (change.kind === "add-identity")
      createOwnedSequence(catalog, one, { ...column, inherited: false });
    if (change.kind === "drop-identity" && hadIdentity) removeSequence(catalog, one, column);
  }
}

function setProperty(column: Column, change: ColumnPropertyChange): void {
  switch (change.kind) {
    case "alter-column-type":
      column.type = change.type;
      column.collation = change.collation;
      return;
    case "set-not-null":
      column.nullable = false;
      return;
    case "drop-not-null":
      column.nullable = true;
      return;
    case "set-default":
      column.default = change.default;
      // A serial column draws from its sequence no more.
      column.autoIncrement = false;
      return;
    case "drop-default":
      column.default = null;
      // A serial column's default is the sequence, which stays.
      column.autoIncrement = false;
      return;
    case "add-identity":
      column.identity = change.identity;
      return;
    case "set-identity":
      column.identity = change.identity ?? column.identity;
      return;
    case "drop-identity":
      column.identity = null;
      return;
    case "set-expression":
      if (column.generated !== null)
        column.generated = { kind: column.generated.kind, expression: change.expression };
      return;
    case "drop-expression":
      column.generated = null;
      return;
  }
}

function isInPrimaryKey({ constraints }: Table, { name }: Column): boolean {
  return [...constraints.values()].some(
    ({ type, columns }) => type === "primary-key" && columns.includes(name),
  );
}

function dropNotNullConstraint(table: Table, column: Column): void {
  for (const constraint of [...table.constraints.values()])
    if (constraint.type === "not-null" && sameList(constraint.columns, [column.name]))
      table.constraints.delete(constraint.name);
}

function removeSequence(catalog: Catalog, table: Table, column: Column): void {
  for (const sequence of sequencesOfTable(catalog, table.name))
    if (sequence.ownedBy?.column === column.name) catalog.sequences.delete(nameKey(sequence.name));
}
