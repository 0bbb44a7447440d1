import { indexKey, nameKey } from "../catalog.ts";
import type { Catalog, Column, Origin, Table } from "../catalog.ts";
import { indexesOfTable, storeIndex, storeTable } from "../entries.ts";
import { partitionsOf } from "../lookup.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type { AttachPartition, DetachPartition } from "../../model/schema-change.ts";
import { addPart, addToPartitions } from "./create-index.ts";
import { addPartOfConstraint } from "./add-constraint.ts";
import { adoptTriggers, disownTriggers } from "./triggers.ts";

export function attachPartition(catalog: Catalog, change: AttachPartition): void {
  const partition = catalog.tables.get(nameKey(change.partition));
  if (partition === undefined) return;
  partition.partitionOf = change.table;
  partition.isDefaultPartition = change.isDefault;
  const parent = catalog.tables.get(nameKey(change.table));
  for (const column of partition.columns.values()) column.inherited = true;
  // Its numbers are the parent's from now on.
  shareIdentity(catalog, partition, (column) => parent?.columns.get(column)?.identity ?? null);
  storeTable(catalog, partition);
  adoptIndexes(catalog, change.table, partition);
  adoptTriggers(catalog, change.table, partition);
  if (parent !== undefined && partition.origin !== "change")
    storeTable(catalog, withOrigin(parent, partition.origin));
}

/** Partitions of a partition have the same identity as that. */
function shareIdentity(
  catalog: Catalog,
  partition: Table,
  identityOf: (column: string) => Column["identity"],
): void {
  for (const { columns } of [partition, ...partitionsOf(catalog, partition.name)])
    for (const column of columns.values()) column.identity = identityOf(column.name);
}

/** What is done to the parent of a live partition is done to that. */
function withOrigin(table: Table, origin: Origin): Table {
  if (table.origin !== "change") return table;
  const columns = [...table.columns].map(
    ([name, column]) => [name, { ...column, origin }] as const,
  );
  return { ...table, origin, columns: new Map(columns) };
}

export function detachPartition(catalog: Catalog, change: DetachPartition): void {
  const partition = catalog.tables.get(nameKey(change.partition));
  if (partition === undefined) return;
  partition.partitionOf = null;
  partition.isDefaultPartition = false;
  for (const column of partition.columns.values()) column.inherited = false;
  // Its numbers were the parent's.
  shareIdentity(catalog, partition, () => null);
  for (const index of indexesOfTable(catalog, partition.name))
    storeIndex(catalog, { ...index, parent: null });
  disownTriggers(catalog, partition);
}

/** Gives a partition its part of every index, key and foreign key of the parent. */
export function adoptIndexes(catalog: Catalog, parentName: QualifiedName, partition: Table): void {
  const parent = catalog.tables.get(nameKey(parentName));
  for (const constraint of parent?.constraints.values() ?? []) {
    if (constraint.type === "check" || constraint.type === "not-null") continue;
    const index = indexesOfTable(catalog, parentName).find(
      (candidate) => candidate.constraint === constraint.name,
    );
    const key = index === undefined ? null : indexKey(catalog.dialect, parentName, index.name);
    addPartOfConstraint(catalog, partition, constraint, key);
  }
  for (const index of indexesOfTable(catalog, parentName)) {
    if (index.constraint !== null) continue;
    const key = indexKey(catalog.dialect, parentName, index.name);
    const part = addPart(catalog, partition.name, key, index, partition.origin);
    addToPartitions(catalog, partition.name, part, index, partition.origin);
  }
}
