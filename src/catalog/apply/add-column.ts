import { nameKey } from "../catalog.ts";
import type { Catalog, Column, Table } from "../catalog.ts";
import { descendantsOfTable, storeColumn, storeTable } from "../entries.ts";
import type { AddColumn } from "../../model/schema-change.ts";
import { addConstraintTo, mergeRepeated } from "./add-constraint.ts";
import { columnOf, createOwnedSequence } from "./create-table.ts";
import { drawingFromOriginal } from "./drawn-default.ts";
import { originOfPart, unknownTable } from "./stamp.ts";

export function addColumn(catalog: Catalog, change: AddColumn): void {
  const key = nameKey(change.table);
  // The table is there, or the statement fails; what else it has is not known.
  if (!catalog.tables.has(key)) storeTable(catalog, unknownTable(change.table));
  const table = catalog.tables.get(key);
  if (table === undefined) return;
  const previous = table.columns.get(change.column.name);
  if (previous !== undefined && change.ifNotExists) return;
  const stamped = originOfPart(catalog, table, change.ifNotExists, change.column.name);
  const column = columnOf(change.column, previous?.origin ?? stamped);
  storeColumn(catalog, table, column);
  placeColumn(table, column, change.column.position);
  createOwnedSequence(catalog, table, column);
  for (const child of descendantsOfTable(catalog, table.name)) {
    if (child.columns.has(column.name)) continue;
    const copy = drawingFromOriginal(catalog, table.name, column);
    storeColumn(catalog, child, { ...copy, inherited: true });
  }
  for (const constraint of mergeRepeated(catalog, change.constraints))
    addConstraintTo(catalog, table, constraint, column.origin);
}

/** MySQL's FIRST and AFTER. */
function placeColumn(
  table: Table,
  column: Column,
  position: AddColumn["column"]["position"],
): void {
  if (position === null) return;
  const others = [...table.columns.values()].filter((other) => other !== column);
  const after = position === "first" ? null : position.after;
  const index = after === null ? 0 : others.findIndex((other) => other.name === after) + 1;
  table.columns.clear();
  for (const other of others.toSpliced(index, 0, column)) table.columns.set(other.name, other);
}
