import type { Table } from "./catalog.ts";
import type { ConstraintDefinition } from "../model/definitions.ts";

/** SQLite's `INTEGER PRIMARY KEY` is the row's number: it has no index, and alone among primary keys it is never NULL. */
export function isRowNumber(table: Table, constraint: ConstraintDefinition): boolean {
  const [only, ...others] = constraint.columns;
  if (constraint.type !== "primary-key" || only === undefined || others.length > 0) return false;
  return table.columns.get(only)?.type.name.toLowerCase() === "integer";
}
