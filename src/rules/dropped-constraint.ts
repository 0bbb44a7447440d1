import type { Constraint } from "../catalog/catalog.ts";
import { findConstraint, findTable } from "../catalog/lookup.ts";
import type { ConstraintType } from "../model/definitions.ts";
import type { DropConstraint } from "../model/schema-change.ts";
import { historyIsWhole, mayBeLiveTable } from "./live.ts";
import type { RuleContext } from "./rule.ts";

/** What a DROP CONSTRAINT takes away: nothing that matters, or a constraint whose type may not be known. */
export type Dropped =
  | { readonly state: "harmless" }
  | {
      readonly state: "live";
      /** Null where neither the statement nor the history tells. */
      readonly type: ConstraintType | null;
      readonly constraint: Constraint | null;
    };

export function droppedConstraint(change: DropConstraint, context: RuleContext): Dropped {
  if (!mayBeLiveTable(context, change.table)) return { state: "harmless" };
  const table = findTable(context.catalog, change.table);
  const constraint =
    change.name === null
      ? ([...(table?.constraints.values() ?? [])].find((known) => known.type === change.type) ??
        null)
      : findConstraint(context.catalog, change.table, change.name);
  if (constraint?.origin === "change") return { state: "harmless" };
  if (
    constraint === null &&
    change.ifExists &&
    table?.columnsComplete === true &&
    historyIsWhole(context, change.table.schema)
  ) {
    return { state: "harmless" };
  }
  return { state: "live", type: change.type ?? constraint?.type ?? null, constraint };
}
