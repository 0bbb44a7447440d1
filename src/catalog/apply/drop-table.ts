import { nameKey } from "../catalog.ts";
import type { Catalog, Table } from "../catalog.ts";
import { childrenOfTable, pointsAt, sequencesOfTable, tablesReferencing } from "../entries.ts";
import type { DropTable } from "../../model/schema-change.ts";
import { dropConstraintOf } from "./drop-constraint.ts";
import { clearDefaults } from "./drawn-default.ts";
import { removeIndexesOf } from "./drop-index.ts";
import { removeViewsReading } from "./drop-view.ts";
import { vacateTable } from "./stamp.ts";

export function dropTable(catalog: Catalog, change: DropTable): void {
  const key = nameKey(change.table);
  catalog.temporary.delete(key);
  const table = catalog.tables.get(key);
  if (table !== undefined) removeWithDependants(catalog, table, change.cascade);
}

/**
 * Drops a table as the server does: its indexes, sequences and partitions go with it; views, foreign keys and
 * inheriting tables only by CASCADE (without it the server refuses while there are any). MySQL and SQLite
 * leave views and foreign keys standing.
 */
export function removeWithDependants(catalog: Catalog, table: Table, cascade: boolean): void {
  const pending = [table];
  for (const one of pending) {
    for (const child of childrenOfTable(catalog, one.name))
      if (cascade || child.partitionOf !== null) pending.push(child);
    const sequences = sequencesOfTable(catalog, one.name);
    removeTable(catalog, one);
    if (!cascade || catalog.dialect !== "postgresql") continue;
    const key = nameKey(one.name);
    for (const other of tablesReferencing(catalog, one.name)) {
      for (const constraint of other.constraints.values())
        if (pointsAt(constraint, key)) dropConstraintOf(catalog, other, constraint);
    }
    removeViewsReading(catalog, one.name);
    for (const sequence of sequences) clearDefaults(catalog, sequence.name);
  }
}

/** Takes a table away with its indexes and sequences, nothing else. */
export function removeTable(catalog: Catalog, table: Table): void {
  vacateTable(catalog, table, "dropped");
  removeIndexesOf(catalog, table.name);
  for (const sequence of sequencesOfTable(catalog, table.name))
    catalog.sequences.delete(nameKey(sequence.name));
  catalog.tables.delete(nameKey(table.name));
}
