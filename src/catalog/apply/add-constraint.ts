import { nameKey } from "../catalog.ts";
import type { Catalog, Constraint, Origin, Table } from "../catalog.ts";
import {
  childrenOfTable,
  descendantsOfTable,
  storeConstraint,
  storeIndex,
  storeTable,
} from "../entries.ts";
import { impliedConstraintName } from "../implied-name.ts";
import { sameConstraintDefinition } from "../same-definition.ts";
import { isRowNumber } from "../sqlite-row-number.ts";
import type { ConstraintDefinition } from "../../model/definitions.ts";
import type { AddConstraint } from "../../model/schema-change.ts";
import {
  adoptableIndex,
  columnsOfIndex,
  indexNamed,
  makeConstraintIndex,
} from "./constraint-index.ts";
import { dropConstraintOf } from "./drop-constraint.ts";
import { originOfPart, unknownTable } from "./stamp.ts";

export function addConstraint(catalog: Catalog, change: AddConstraint): void {
  const key = nameKey(change.table);
  if (!catalog.tables.has(key)) storeTable(catalog, unknownTable(change.table));
  const table = catalog.tables.get(key);
  if (table === undefined) return;
  const { constraint } = change;
  addConstraintTo(
    catalog,
    table,
    constraint,
    originOfPart(catalog, table, false, constraint.name ?? ""),
    change.only === true,
  );
}

/**
 * Adds a constraint to a table and to what inherits it: CHECK and NOT NULL to children of both kinds, the others
 * to partitions only, where indexes get names of their own.
 */
export function addConstraintTo(
  catalog: Catalog,
  table: Table,
  definition: ConstraintDefinition,
  origin: Origin,
  only = false,
): void {
  if (only) addToOne(catalog, table, definition, origin, null);
  else spread(catalog, { table, definition, parent: null }, origin);
}

/** Gives a partition its part of a parent's key or foreign key; `parent` is the key of the parent's index. */
export function addPartOfConstraint(
  catalog: Catalog,
  partition: Table,
  constraint: Constraint,
  parent: string | null,
): void {
  if (constraint.type === "foreign-key") {
    // Under whatever name, an equal key of the partition becomes its part.
    const own = [...partition.constraints.values()];
    const isThere = own.some((one) => sameConstraintDefinition(one, constraint));
    if (isThere || partition.constraints.has(constraint.name)) return;
  }
  const definition = inheritedBy(partition, constraint);
  if (definition !== null)
    spread(catalog, { table: partition, definition, parent }, partition.origin);
}

interface PendingConstraint {
  readonly table: Table;
  readonly definition: ConstraintDefinition;
  /** On a partition: the key of the parent's index. */
  readonly parent: string | null;
}

function spread(catalog: Catalog, first: PendingConstraint, origin: Origin): void {
  const pending = [first];
  const seen = new Set<Table>();
  for (const entry of pending) {
    if (seen.has(entry.table)) continue;
    seen.add(entry.table);
    const added = addToOne(catalog, entry.table, entry.definition, origin, entry.parent);
    if (catalog.dialect !== "postgresql") return;
    for (const child of childrenOfTable(catalog, entry.table.name)) {
      const passedOn = inheritedBy(child, added.constraint);
      if (passedOn !== null)
        pending.push({ table: child, definition: passedOn, parent: added.index });
    }
  }
}

/** The constraints of one statement in the order in which the server makes them, equal indexes only once. */
export function mergeRepeated(
  catalog: Catalog,
  constraints: readonly ConstraintDefinition[],
): readonly ConstraintDefinition[] {
  const order: readonly ConstraintDefinition["type"][] = ["not-null", "check", "primary-key"];
  const rank = (constraint: ConstraintDefinition): number => {
    const position = order.indexOf(constraint.type);
    if (position >= 0) return position;
    return constraint.type === "foreign-key" ? order.length + 1 : order.length;
  };
  const sorted = constraints.toSorted((one, other) => rank(one) - rank(other));
  if (catalog.dialect !== "postgresql") return sorted;
  const merged: ConstraintDefinition[] = [];
  const positions = new Map<string, number>();
  for (const constraint of sorted) {
    const isKey = constraint.type === "primary-key" || constraint.type === "unique";
    const key = JSON.stringify([constraint.columns, constraint.deferrable, constraint.usingIndex]);
    const position = isKey && constraint.usingIndex === null ? positions.get(key) : undefined;
    const prior = position === undefined ? undefined : merged[position];
    if (position !== undefined && prior !== undefined) {
      merged[position] = { ...prior, name: prior.name ?? constraint.name };
      continue;
    }
    if (isKey) positions.set(key, merged.length);
    merged.push(constraint);
  }
  return merged;
}

function inheritedBy(child: Table, constraint: Constraint): ConstraintDefinition | null {
  if (constraint.noInherit === true) return null;
  if (constraint.type === "check" || constraint.type === "not-null") return constraint;
  if (child.partitionOf === null) return null;
  if (constraint.type === "foreign-key") return constraint;
  return { ...constraint, name: null, usingIndex: null };
}

/** Adds to this table alone; tells the key of the index that the constraint owns. */
function addToOne(
  catalog: Catalog,
  table: Table,
  definition: ConstraintDefinition,
  origin: Origin,
  parent: string | null,
): { constraint: Constraint; index: string | null } {
  const existing = parent === null ? null : adoptableIndex(catalog, table, definition);
  if (existing !== null && existing.constraint !== null) {
    const constraint = table.constraints.get(existing.constraint);
    const index = storeIndex(catalog, { ...existing, parent });
    if (constraint !== undefined) return { constraint, index };
  }
  const built =
    definition.usingIndex === null ? null : indexNamed(catalog, table, definition.usingIndex);
  // The server takes one primary key only: that one must be gone, by what could not be read.
  const previousKey = definition.type === "primary-key" ? primaryKeyOf(table) : null;
  if (previousKey !== null) dropConstraintOf(catalog, table, previousKey);
  const name =
    definition.name ?? definition.usingIndex ?? impliedConstraintName(catalog, table, definition);
  const columns =
    definition.columns.length > 0 || built === null ? definition.columns : columnsOfIndex(built);
  const sameName = table.constraints.get(name) ?? null;
  if (sameName !== null) dropConstraintOf(catalog, table, sameName);
  const previous = previousKey ?? sameName;
  const constraint: Constraint = {
    ...definition,
    name,
    columns,
    references: completeReferences(catalog, definition),
    origin: previous?.origin ?? origin,
  };
  storeConstraint(catalog, table, constraint);
  if (refusesNull(catalog, table, constraint))
    for (const one of [table, ...descendantsOfTable(catalog, table.name)])
      requireValues(one, columns);
  const isNamed = definition.name !== null;
  return {
    constraint,
    index: makeConstraintIndex(catalog, table, constraint, { built, parent, isNamed }),
  };
}

function primaryKeyOf(table: Table): Constraint | null {
  return [...table.constraints.values()].find(({ type }) => type === "primary-key") ?? null;
}

function requireValues(table: Table, columns: readonly string[]): void {
  for (const name of columns) {
    const column = table.columns.get(name);
    if (column !== undefined) column.nullable = false;
  }
}

/** A primary key refuses NULL, in SQLite only as the row's number. */
function refusesNull(catalog: Catalog, table: Table, definition: ConstraintDefinition): boolean {
  if (definition.type === "not-null") return !definition.notValid;
  if (definition.type !== "primary-key") return false;
  return catalog.dialect !== "sqlite" || isRowNumber(table, definition);
}

/** A foreign key that names no columns points at the primary key. */
function completeReferences(
  catalog: Catalog,
  definition: ConstraintDefinition,
): ConstraintDefinition["references"] {
  const { references } = definition;
  if (references === null || references.columns.length > 0) return references;
  const target = catalog.tables.get(nameKey(references.table));
  const key = [...(target?.constraints.values() ?? [])].find(({ type }) => type === "primary-key");
  return key === undefined ? references : { ...references, columns: key.columns };
}
