import { nameKey } from "../catalog.ts";
import type { Catalog, Constraint, Table } from "../catalog.ts";
import {
  childrenOfTable,
  indexesOfTable,
  parentsOfTable,
  pointsAt,
  sequencesOfTable,
  storeConstraint,
  storeIndex,
  tablesReferencing,
  viewsReading,
} from "../entries.ts";
import { columnsRead } from "../lookup.ts";
import type { DropColumn } from "../../model/schema-change.ts";
import { clearDefaults } from "./drawn-default.ts";
import { dropConstraintOf } from "./drop-constraint.ts";
import { removeIndex } from "./drop-index.ts";
import { removeView, removeViewsReading } from "./drop-view.ts";
import { grantsBehindColumn } from "./privileges.ts";
import { vacateColumn } from "./stamp.ts";

export function dropColumn(catalog: Catalog, change: DropColumn): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  if (change.only === true) keepInChildren(catalog, table, change.column);
  removeColumn(catalog, table, change.column, change.cascade);
}

/** With ONLY the children keep the column as their own. */
function keepInChildren(catalog: Catalog, table: Table, column: string): void {
  for (const child of childrenOfTable(catalog, table.name)) {
    const kept = child.columns.get(column);
    if (kept !== undefined) kept.inherited = false;
  }
}

/**
 * Drops a column as the server does: its indexes, constraints and sequence go with it, and from partitions and
 * children that only inherit it; views, foreign keys of other tables and generated columns by CASCADE.
 */
export function removeColumn(
  catalog: Catalog,
  table: Table,
  column: string,
  cascade: boolean,
): void {
  const pending = [{ table, column }];
  const seen = new Set<Table>();
  for (const one of pending) {
    if (!seen.has(one.table)) {
      seen.add(one.table);
      for (const child of childrenOfTable(catalog, one.table.name))
        if (inheritsOnlyFrom(catalog, child, one.table, column))
          pending.push({ table: child, column });
    }
    for (const generated of cascade ? generatedFrom(one.table, one.column) : [])
      pending.push({ table: one.table, column: generated });
    removeFromOne(catalog, one.table, one.column, cascade);
  }
}

/** Whether a constraint of the column's own table reads it. */
function constraintReads(constraint: Constraint, column: string): boolean {
  return (
    constraint.columns.includes(column) || constraint.expression?.columns.includes(column) === true
  );
}

function inheritsOnlyFrom(catalog: Catalog, child: Table, parent: Table, column: string): boolean {
  if (child.columns.get(column)?.inherited !== true) return false;
  return parentsOfTable(child).every(
    (name) =>
      nameKey(name) === nameKey(parent.name) ||
      catalog.tables.get(nameKey(name))?.columns.has(column) !== true,
  );
}

function generatedFrom(table: Table, column: string): readonly string[] {
  const generated = [...table.columns.values()].filter((other) =>
    other.generated?.expression.columns.includes(column),
  );
  return generated.map(({ name }) => name);
}

function removeFromOne(catalog: Catalog, table: Table, column: string, cascade: boolean): void {
  vacateColumn(catalog, table, column);
  table.columns.delete(column);
  if (table.grants !== undefined) table.grants = grantsBehindColumn(table.grants, column, null);
  const isMysql = catalog.dialect === "mysql" || catalog.dialect === "mariadb";
  for (const constraint of [...table.constraints.values()]) {
    if (!constraintReads(constraint, column)) continue;
    if (isMysql && constraint.columns.length > 1)
      narrowConstraint(catalog, table, constraint, column);
    else dropConstraintOf(catalog, table, constraint);
  }
  for (const index of indexesOfTable(catalog, table.name)) {
    if (!columnsRead(index).includes(column)) continue;
    const parts = index.parts.filter((part) => part.column !== column);
    if (isMysql && parts.length > 0) storeIndex(catalog, { ...index, parts });
    else removeIndex(catalog, index);
  }
  for (const sequence of sequencesOfTable(catalog, table.name)) {
    if (sequence.ownedBy?.column !== column) continue;
    catalog.sequences.delete(nameKey(sequence.name));
    if (cascade) clearDefaults(catalog, sequence.name);
  }
  if (cascade && catalog.dialect === "postgresql") removeReaders(catalog, table, column);
}

/** MySQL takes the column out of a key of several columns. */
function narrowConstraint(
  catalog: Catalog,
  table: Table,
  constraint: Constraint,
  column: string,
): void {
  if (constraint.type !== "primary-key" && constraint.type !== "unique") return;
  const columns = constraint.columns.filter((name) => name !== column);
  storeConstraint(catalog, table, { ...constraint, columns });
}

function removeReaders(catalog: Catalog, table: Table, column: string): void {
  const key = nameKey(table.name);
  for (const other of tablesReferencing(catalog, table.name)) {
    for (const constraint of [...other.constraints.values()])
      if (pointsAt(constraint, key) && constraint.references?.columns.includes(column) === true)
        dropConstraintOf(catalog, other, constraint);
  }
  for (const view of viewsReading(catalog, table.name)) {
    if (!view.query.columns.includes(column)) continue;
    removeView(catalog, view.name);
    removeViewsReading(catalog, view.name);
  }
}
