import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import { note } from "../cross-references.ts";
import { tablesWithTrigger } from "../entries.ts";
import type { CreateTrigger, DropTrigger } from "../../model/schema-change.ts";

export function createTrigger(catalog: Catalog, change: CreateTrigger): void {
  const key = nameKey(change.table);
  const table = catalog.tables.get(key);
  if (table === undefined) return;
  table.triggers.set(change.name, table.triggers.get(change.name) ?? catalog.origin);
  note(catalog, "tables-with-trigger", change.name, key);
}

export function dropTrigger(catalog: Catalog, change: DropTrigger): void {
  if (change.table !== null) {
    catalog.tables.get(nameKey(change.table))?.triggers.delete(change.name);
    return;
  }
  for (const table of tablesWithTrigger(catalog, change.name)) table.triggers.delete(change.name);
}
