import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import { viewsReading } from "../entries.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type { DropView } from "../../model/schema-change.ts";
import { removeIndexesOf } from "./drop-index.ts";
import { vacateName } from "./stamp.ts";

export function dropView(catalog: Catalog, change: DropView): void {
  catalog.temporary.delete(nameKey(change.view));
  if (!catalog.views.has(nameKey(change.view))) return;
  removeView(catalog, change.view);
  if (change.cascade && catalog.dialect === "postgresql") removeViewsReading(catalog, change.view);
}

/** Takes away the views that read a relation, and those that read these. */
export function removeViewsReading(catalog: Catalog, relation: QualifiedName): void {
  const pending = [relation];
  for (const name of pending) {
    for (const view of viewsReading(catalog, name)) {
      removeView(catalog, view.name);
      pending.push(view.name);
    }
  }
}

/** Takes one view away; a materialized one may have indexes. */
export function removeView(catalog: Catalog, name: QualifiedName): void {
  const view = catalog.views.get(nameKey(name));
  if (view === undefined) return;
  vacateName(catalog, view, "dropped");
  removeIndexesOf(catalog, name);
  catalog.views.delete(nameKey(name));
}
