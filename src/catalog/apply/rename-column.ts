import { nameKey } from "../catalog.ts";
import type { Catalog, Column, Constraint, Index, Table } from "../catalog.ts";
import {
  descendantsOfTable,
  indexesOfTable,
  pointsAt,
  sequencesOfTable,
  storeConstraint,
  storeIndex,
  storeSequence,
  storeView,
  tablesReferencing,
} from "../entries.ts";
import { renameColumnIn } from "../rewrite-expression.ts";
import type { Dialect } from "../../model/dialect.ts";
import type { RenameColumn } from "../../model/schema-change.ts";
import { grantsBehindColumn } from "./privileges.ts";
import { originUnderColumn, vacateColumn } from "./stamp.ts";
import { renameColumnInViews } from "./views.ts";

export function renameColumn(catalog: Catalog, change: RenameColumn): void {
  const { column, to } = change;
  const view = catalog.views.get(nameKey(change.table));
  if (view !== undefined && view.columns !== null) {
    const columns = view.columns.map((name) => (name === column ? to : name));
    const { grants } = view;
    const followed = grants === undefined ? {} : { grants: grantsBehindColumn(grants, column, to) };
    storeView(catalog, { ...view, columns, ...followed });
  }
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined || column === to) return;
  for (const one of [table, ...descendantsOfTable(catalog, table.name)])
    renameInOne(catalog, one, column, to);
}

function renameInOne(catalog: Catalog, table: Table, column: string, to: string): void {
  const { dialect } = catalog;
  vacateColumn(catalog, table, column);
  renameEntry(catalog, table, column, to);
  if (table.grants !== undefined) table.grants = grantsBehindColumn(table.grants, column, to);
  for (const [name, constraint] of table.constraints)
    table.constraints.set(name, renameInConstraint(constraint, column, to, dialect));
  for (const index of indexesOfTable(catalog, table.name))
    storeIndex(catalog, renameInIndex(index, column, to, dialect));
  for (const sequence of sequencesOfTable(catalog, table.name))
    if (sequence.ownedBy?.column === column)
      storeSequence(catalog, { ...sequence, ownedBy: { table: table.name, column: to } });
  const key = nameKey(table.name);
  for (const other of tablesReferencing(catalog, table.name)) {
    for (const constraint of other.constraints.values()) {
      const { references } = constraint;
      if (references === null || !pointsAt(constraint, key)) continue;
      const columns = renamedIn(references.columns, column, to);
      storeConstraint(catalog, other, { ...constraint, references: { ...references, columns } });
    }
  }
  renameColumnInViews(catalog, table.name, column, to);
}

/** Renames the column in its place, and in the expressions of generated columns. */
function renameEntry(catalog: Catalog, table: Table, column: string, to: string): void {
  const entries = [...table.columns.values()];
  table.columns.clear();
  for (const entry of entries) {
    const { generated } = entry;
    const expression =
      generated === null ? null : renameColumnIn(generated.expression, column, to, catalog.dialect);
    const current: Column =
      generated === null || expression === null
        ? entry
        : { ...entry, generated: { kind: generated.kind, expression } };
    if (entry.name !== column) {
      table.columns.set(entry.name, current);
      continue;
    }
    const origin = originUnderColumn(catalog, entry.origin, table.name, to);
    table.columns.set(to, { ...current, name: to, origin });
  }
}

function renameInConstraint(
  constraint: Constraint,
  column: string,
  to: string,
  dialect: Dialect,
): Constraint {
  if (
    !constraint.columns.includes(column) &&
    constraint.expression?.columns.includes(column) !== true
  )
    return constraint;
  return {
    ...constraint,
    columns: renamedIn(constraint.columns, column, to),
    expression:
      constraint.expression === null
        ? null
        : renameColumnIn(constraint.expression, column, to, dialect),
  };
}

function renameInIndex(index: Index, column: string, to: string, dialect: Dialect): Index {
  const parts = index.parts.map((part) => ({
    column: part.column === column ? to : part.column,
    expression:
      part.expression === null ? null : renameColumnIn(part.expression, column, to, dialect),
  }));
  const include = renamedIn(index.include, column, to);
  const where = index.where === null ? null : renameColumnIn(index.where, column, to, dialect);
  return { ...index, parts, include, where };
}

function renamedIn(columns: readonly string[], column: string, to: string): readonly string[] {
  return columns.map((name) => (name === column ? to : name));
}
