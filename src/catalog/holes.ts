import { nameKey } from "./catalog.ts";
import type { Catalog, Hole } from "./catalog.ts";

/**
 * Marks a statement or migration that could not be read. `object` names what it is about, where that can be told:
 * a table of that name (`public.users`, `users`) may then have columns that are not known.
 */
export function addHole(catalog: Catalog, hole: Hole, object: string | null = null): void {
  catalog.holes.push(hole);
  if (object === null) return;
  const parts = object.split(".");
  const name = parts.at(-1) ?? object;
  const schemas = parts.length > 1 ? [parts.at(-2) ?? null] : [...catalog.searchPath, null];
  for (const schema of schemas) {
    const table = catalog.tables.get(nameKey({ schema, name }));
    if (table !== undefined) table.columnsComplete = false;
  }
}

/** Whether the whole history could be read: only then does absence from the catalog prove anything. */
export function isComplete(catalog: Catalog): boolean {
  return catalog.holes.length === 0;
}
