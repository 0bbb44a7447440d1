import { nameKey } from "../catalog.ts";
import type { Catalog, Constraint, Table } from "../catalog.ts";
import {
  descendantsOfTable,
  indexesOfTable,
  storeConstraint,
  tablesReferencing,
} from "../entries.ts";
import type {
  AlterConstraint,
  DropConstraint,
  ValidateConstraint,
} from "../../model/schema-change.ts";
import { sameConstraintDefinition } from "../same-definition.ts";
import { removeIndex } from "./drop-index.ts";

export function dropConstraint(catalog: Catalog, change: DropConstraint): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  const constraint = constraintMeant(table, change);
  if (constraint !== null) {
    dropConstraintOf(catalog, table, constraint);
    if (change.cascade) dropReferencesToKey(catalog, table, constraint);
    dropInherited(catalog, table, constraint);
    return;
  }
  if (change.name === null) return;
  const index = indexesOfTable(catalog, table.name).find(({ name }) => name === change.name);
  const isMysql = catalog.dialect === "mysql" || catalog.dialect === "mariadb";
  if (isMysql && index !== undefined) removeIndex(catalog, index);
  else relaxNotNull(table, change.name);
}

/** Takes a constraint away together with the index that it owns. */
export function dropConstraintOf(catalog: Catalog, table: Table, constraint: Constraint): void {
  table.constraints.delete(constraint.name);
  for (const index of indexesOfTable(catalog, table.name))
    if (index.constraint === constraint.name) removeIndex(catalog, index);
  if (constraint.type !== "not-null") return;
  for (const name of constraint.columns) {
    const column = table.columns.get(name);
    if (column !== undefined) column.nullable = true;
  }
}

export function validateConstraint(catalog: Catalog, change: ValidateConstraint): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  for (const one of [table, ...descendantsOfTable(catalog, table.name)]) {
    const constraint = one.constraints.get(change.name);
    if (constraint === undefined) continue;
    storeConstraint(catalog, one, { ...constraint, notValid: false });
    if (constraint.type !== "not-null") continue;
    for (const name of constraint.columns) {
      const column = one.columns.get(name);
      if (column !== undefined) column.nullable = false;
    }
  }
}

export function alterConstraint(catalog: Catalog, change: AlterConstraint): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  for (const one of [table, ...descendantsOfTable(catalog, table.name)]) {
    const constraint = one.constraints.get(change.name);
    if (constraint === undefined) continue;
    const { deferrable = constraint.deferrable, enforced = constraint.enforced } = change;
    // What becomes enforced is validated by the same statement.
    const notValid = constraint.notValid && (constraint.enforced || !enforced);
    storeConstraint(catalog, one, { ...constraint, deferrable, enforced, notValid });
  }
}

function constraintMeant(table: Table, change: DropConstraint): Constraint | null {
  if (change.name !== null) return table.constraints.get(change.name) ?? null;
  return [...table.constraints.values()].find(({ type }) => type === change.type) ?? null;
}

/** Foreign keys that point at the columns of a key cannot outlive it. */
function dropReferencesToKey(catalog: Catalog, table: Table, key: Constraint): void {
  if (key.type !== "primary-key" && key.type !== "unique") return;
  const columns = new Set(key.columns);
  const subject = nameKey(table.name);
  for (const other of tablesReferencing(catalog, table.name)) {
    for (const constraint of other.constraints.values()) {
      const { references } = constraint;
      if (references === null || nameKey(references.table) !== subject) continue;
      if (references.columns.length !== columns.size) continue;
      if (references.columns.every((column) => columns.has(column)))
        dropConstraintOf(catalog, other, constraint);
    }
  }
}

/**
 * Parts of a parent's key go with their index; checks by their name, and so do partitions' foreign keys, or as the same
 * key where the parent's was renamed.
 */
function dropInherited(catalog: Catalog, table: Table, constraint: Constraint): void {
  if (constraint.type === "primary-key" || constraint.type === "unique") return;
  for (const child of descendantsOfTable(catalog, table.name)) {
    const inherited = child.constraints.get(constraint.name);
    if (inherited?.type === constraint.type) dropConstraintOf(catalog, child, inherited);
    else if (constraint.type === "foreign-key" && child.partitionOf !== null)
      dropSameForeignKey(catalog, child, constraint);
  }
}

function dropSameForeignKey(catalog: Catalog, partition: Table, key: Constraint): void {
  const same = [...partition.constraints.values()].find((one) =>
    sameConstraintDefinition(one, key),
  );
  if (same !== undefined) dropConstraintOf(catalog, partition, same);
}

/** PostgreSQL 18 names NOT NULL `users_email_not_null`; the catalog keeps it as the column's property. */
function relaxNotNull(table: Table, name: string): void {
  const prefix = `${table.name.name}_`;
  const suffix = "_not_null";
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return;
  const column = table.columns.get(name.slice(prefix.length, -suffix.length));
  if (column !== undefined) column.nullable = true;
}
