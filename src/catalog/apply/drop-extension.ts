import type { Catalog } from "../catalog.ts";
import { tablesWithTypeNamed } from "../entries.ts";
import { extensionTypes } from "../extension-types.ts";
import type { DropExtension } from "../../model/schema-change.ts";
import { removeColumn } from "./drop-column.ts";

/** Drops an extension; with CASCADE the columns of its types go too, as far as these are known. */
export function dropExtension(catalog: Catalog, change: DropExtension): void {
  catalog.extensions.delete(change.name);
  if (!change.cascade) return;
  for (const type of extensionTypes[change.name] ?? [])
    for (const table of tablesWithTypeNamed(catalog, type))
      for (const column of [...table.columns.values()])
        if (column.type.name === type) removeColumn(catalog, table, column.name, true);
}
