import { assumesTablesIn } from "./assumed.ts";
import type { Catalog } from "./catalog.ts";
import { isComplete } from "./holes.ts";

/**
 * Whether what is not in the catalog surely does not exist in this schema: the history made the schema and a table there
 * before the change under judgement (`before` has the tables of then), all of it could be read, and no statement needed a
 * table or view of the schema that none had made. A history that goes on from an older one gives itself away by the
 * latter; one that has made nothing yet says nothing of the database it will meet. In a schema that the change itself
 * makes, nothing is older.
 */
export function isWhole(
  catalog: Catalog,
  schema: string | null,
  before: Pick<Catalog, "tables"> = catalog,
): boolean {
  if (schema !== null && catalog.schemas.get(schema) === "change") return true;
  if (!isComplete(catalog) || assumesTablesIn(catalog, schema)) return false;
  if (catalog.dialect === "postgresql" && (schema === null || !catalog.schemas.has(schema)))
    return false;
  for (const table of before.tables.values())
    if (table.name.schema === schema && table.origin === "base") return true;
  return false;
}
