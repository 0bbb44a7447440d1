import { indexKey, nameKey } from "../catalog.ts";
import type { Catalog, Table } from "../catalog.ts";
import {
  childrenOfTable,
  indexesOfTable,
  partsOfIndex,
  pointsAt,
  sequencesOfTable,
  storeConstraint,
  storeIndex,
  storeSequence,
  storeTable,
  tablesReferencing,
} from "../entries.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { redirectViews } from "./views.ts";
import { asSuccessor, originUnderName, vacateTable } from "./stamp.ts";

/**
 * Gives a table another name or schema. Whatever points at it follows: indexes, foreign keys, views, partitions and
 * its sequences. PostgreSQL keeps the names of indexes and constraints.
 */
export function moveTable(catalog: Catalog, table: Table, to: QualifiedName): void {
  const from = table.name;
  if (nameKey(from) === nameKey(to)) return;
  const indexes = indexesOfTable(catalog, from);
  const sequences = sequencesOfTable(catalog, from);
  const children = childrenOfTable(catalog, from);
  const referencing = tablesReferencing(catalog, from);
  vacateTable(catalog, table, "renamed");
  catalog.tables.delete(nameKey(from));
  const moved = underNewName(catalog, table, to);
  storeTable(catalog, moved);

  for (const index of indexes) {
    const oldKey = indexKey(catalog.dialect, from, index.name);
    const parts = partsOfIndex(catalog, oldKey);
    catalog.indexes.delete(oldKey);
    const key = storeIndex(catalog, { ...index, table: to });
    for (const part of parts) storeIndex(catalog, { ...part, parent: key });
  }
  for (const sequence of sequences) {
    catalog.sequences.delete(nameKey(sequence.name));
    const column = sequence.ownedBy?.column ?? "";
    const name = { schema: to.schema, name: sequence.name.name };
    storeSequence(catalog, { ...sequence, name, ownedBy: { table: to, column } });
  }
  for (const child of children) {
    if (child.partitionOf !== null && nameKey(child.partitionOf) === nameKey(from))
      child.partitionOf = to;
    child.inherits = child.inherits.map((name) => (nameKey(name) === nameKey(from) ? to : name));
    storeTable(catalog, child);
  }
  for (const other of referencing)
    redirectForeignKeys(catalog, other === table ? moved : other, from, to);
  renameNumberedKeys(catalog, moved, from);
  redirectViews(catalog, from, to);
}

function underNewName(catalog: Catalog, table: Table, to: QualifiedName): Table {
  const moved = { ...table, name: to };
  const origin = originUnderName(catalog, table.origin, to);
  return origin === table.origin ? moved : asSuccessor(catalog, moved);
}

function redirectForeignKeys(
  catalog: Catalog,
  table: Table,
  from: QualifiedName,
  to: QualifiedName,
): void {
  for (const constraint of table.constraints.values()) {
    if (constraint.references === null || !pointsAt(constraint, nameKey(from))) continue;
    const references = { ...constraint.references, table: to };
    storeConstraint(catalog, table, { ...constraint, references });
  }
}

/** InnoDB renames the foreign keys that it named after the table: `orders_ibfk_1`. */
function renameNumberedKeys(catalog: Catalog, table: Table, from: QualifiedName): void {
  if (catalog.dialect !== "mysql" && catalog.dialect !== "mariadb") return;
  const prefix = `${from.name}_ibfk_`;
  for (const constraint of [...table.constraints.values()]) {
    if (constraint.type !== "foreign-key" || !constraint.name.startsWith(prefix)) continue;
    table.constraints.delete(constraint.name);
    const name = `${table.name.name}_ibfk_${constraint.name.slice(prefix.length)}`;
    storeConstraint(catalog, table, { ...constraint, name });
  }
}
