import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import { storeSequence } from "../entries.ts";
import type { RenameTable, RenameView, SetTableSchema } from "../../model/schema-change.ts";
import { moveTable } from "./move-table.ts";
import { moveView } from "./views.ts";

export function renameTable(catalog: Catalog, change: RenameTable): void {
  move(catalog, change.table, { schema: change.table.schema, name: change.to });
}

export function renameView(catalog: Catalog, change: RenameView): void {
  move(catalog, change.view, { schema: change.view.schema, name: change.to });
}

export function setTableSchema(catalog: Catalog, change: SetTableSchema): void {
  move(catalog, change.table, { schema: change.to, name: change.table.name });
}

/** ALTER TABLE is allowed on views and sequences too, so what moves is told by the catalog. */
function move(catalog: Catalog, from: RenameTable["table"], to: RenameTable["table"]): void {
  const key = nameKey(from);
  const lasts = catalog.temporary.get(key);
  if (lasts !== undefined) {
    catalog.temporary.delete(key);
    catalog.temporary.set(nameKey(to), lasts);
  }
  const table = catalog.tables.get(key);
  const view = catalog.views.get(key);
  const sequence = catalog.sequences.get(key);
  if (table !== undefined) moveTable(catalog, table, to);
  else if (view !== undefined) moveView(catalog, view, to);
  else if (sequence !== undefined) {
    catalog.sequences.delete(key);
    storeSequence(catalog, { ...sequence, name: to });
  }
}
