import type { Catalog } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";

/** The columns that the catalog knows of a table; empty where it does not know the table. */
export function columnNames(catalog: Catalog, table: QualifiedName): readonly string[] {
  return [...(findTable(catalog, table)?.columns.keys() ?? [])];
}
