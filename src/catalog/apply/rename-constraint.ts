import { indexKey, nameKey } from "../catalog.ts";
import type { Catalog, Constraint, Table } from "../catalog.ts";
import {
  descendantsOfTable,
  indexesOfTable,
  partsOfIndex,
  storeConstraint,
  storeIndex,
} from "../entries.ts";
import type { RenameConstraint } from "../../model/schema-change.ts";

/**
 * Renames a constraint and the index that it owns; inherited checks go with it. The parts that partitions have of a key
 * or a foreign key keep their names.
 */
export function renameConstraint(catalog: Catalog, change: RenameConstraint): void {
  const table = catalog.tables.get(nameKey(change.table));
  const constraint = table?.constraints.get(change.name);
  if (table === undefined || constraint === undefined) return;
  renameConstraintOf(catalog, table, constraint, change.to);
  if (constraint.type !== "check" && constraint.type !== "not-null") return;
  for (const child of descendantsOfTable(catalog, table.name)) {
    const inherited = child.constraints.get(change.name);
    if (inherited?.type === constraint.type)
      renameConstraintOf(catalog, child, inherited, change.to);
  }
}

/** The index that the constraint owns has the new name too. */
export function renameConstraintOf(
  catalog: Catalog,
  table: Table,
  constraint: Constraint,
  to: string,
): void {
  table.constraints.delete(constraint.name);
  storeConstraint(catalog, table, { ...constraint, name: to });
  const index = indexesOfTable(catalog, table.name).find(
    (candidate) => candidate.constraint === constraint.name,
  );
  if (index === undefined) return;
  const oldKey = indexKey(catalog.dialect, index.table, index.name);
  catalog.indexes.delete(oldKey);
  const key = storeIndex(catalog, { ...index, name: to, constraint: to });
  for (const part of partsOfIndex(catalog, oldKey)) storeIndex(catalog, { ...part, parent: key });
}
