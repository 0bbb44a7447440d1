import type { Catalog } from "../catalog.ts";
import type { Expression } from "../../model/expression.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { removeColumn } from "./drop-column.ts";
import { dropConstraintOf } from "./drop-constraint.ts";
import { removeIndex } from "./drop-index.ts";
import { removeView, removeViewsReading } from "./drop-view.ts";

/** Takes away what calls a function, as DROP FUNCTION … CASCADE does: defaults, columns, constraints, indexes, views. */
export function removeUsersOf(catalog: Catalog, name: QualifiedName): void {
  // A call without a schema may mean another function of the name.
  const isOnlyOne = ![...catalog.functions.values()].some(([one]) => one?.name.name === name.name);
  const qualified = `${name.schema ?? ""}.${name.name}`;
  const uses = (expression: Expression | null | undefined): boolean =>
    expression?.functions.some((one) => one === qualified || (isOnlyOne && one === name.name)) ===
    true;
  for (const table of catalog.tables.values()) {
    for (const column of [...table.columns.values()]) {
      if (uses(column.default)) column.default = null;
      if (uses(column.generated?.expression)) removeColumn(catalog, table, column.name, true);
    }
    for (const constraint of [...table.constraints.values()])
      if (uses(constraint.expression)) dropConstraintOf(catalog, table, constraint);
  }
  for (const index of [...catalog.indexes.values()])
    if (uses(index.where) || index.parts.some(({ expression }) => uses(expression)))
      removeIndex(catalog, index);
  for (const view of [...catalog.views.values()]) {
    if (!uses(view.query)) continue;
    removeView(catalog, view.name);
    removeViewsReading(catalog, view.name);
  }
}
