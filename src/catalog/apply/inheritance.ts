import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import { storeTable } from "../entries.ts";
import type { SetInheritance } from "../../model/schema-change.ts";

/** INHERIT marks no column as inherited: the child's own ones stay when the parent's go. */
export function setInheritance(catalog: Catalog, change: SetInheritance): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  const parent = nameKey(change.parent);
  const others = table.inherits.filter((name) => nameKey(name) !== parent);
  table.inherits = change.inherits ? [...others, change.parent] : others;
  storeTable(catalog, table);
  if (change.inherits) return;
  const kept = new Set(
    others.flatMap((name) => [...(catalog.tables.get(nameKey(name))?.columns.keys() ?? [])]),
  );
  for (const column of table.columns.values()) if (!kept.has(column.name)) column.inherited = false;
}
