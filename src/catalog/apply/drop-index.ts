import { indexKey, nameKey } from "../catalog.ts";
import type { Catalog, Index } from "../catalog.ts";
import { indexesOfTable, partsOfIndex, storeIndex } from "../entries.ts";
import { findIndex } from "../lookup.ts";
import type { DropIndex, RenameIndex } from "../../model/schema-change.ts";
import { renameConstraintOf } from "./rename-constraint.ts";

export function dropIndex(catalog: Catalog, change: DropIndex): void {
  const index = findIndex(catalog, change.index, change.table);
  if (index === null) return;
  // Elsewhere the server refuses to drop a constraint's index; in MySQL they are one thing.
  const isMysql = catalog.dialect === "mysql" || catalog.dialect === "mariadb";
  if (index.constraint === null || isMysql) removeIndex(catalog, index);
}

/** Takes an index away, with its parts on partitions and the constraints that these back. */
export function removeIndex(catalog: Catalog, index: Index): void {
  const pending = [index];
  for (const one of pending) {
    const key = indexKey(catalog.dialect, one.table, one.name);
    if (!catalog.indexes.delete(key)) continue;
    if (one.constraint !== null)
      catalog.tables.get(nameKey(one.table))?.constraints.delete(one.constraint);
    pending.push(...partsOfIndex(catalog, key));
  }
}

/** Renames an index and the constraint that owns it. */
export function renameIndex(catalog: Catalog, change: RenameIndex): void {
  const index = findIndex(catalog, change.index, change.table);
  if (index === null) return;
  const table = catalog.tables.get(nameKey(index.table));
  const owner = index.constraint === null ? undefined : table?.constraints.get(index.constraint);
  if (table !== undefined && owner !== undefined) {
    renameConstraintOf(catalog, table, owner, change.to);
    return;
  }
  const oldKey = indexKey(catalog.dialect, index.table, index.name);
  catalog.indexes.delete(oldKey);
  const key = storeIndex(catalog, { ...index, name: change.to });
  for (const part of partsOfIndex(catalog, oldKey)) storeIndex(catalog, { ...part, parent: key });
}

/** Takes the indexes of a table away, with all that hangs on them. */
export function removeIndexesOf(catalog: Catalog, table: Index["table"]): void {
  for (const index of indexesOfTable(catalog, table)) removeIndex(catalog, index);
}
