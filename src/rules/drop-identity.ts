import { findColumn } from "../catalog/lookup.ts";
import type { DropIdentity } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { fillsItself, isLiveTable, isNewColumn } from "./live.ts";
import type { RuleContext } from "./rule.ts";
import { leftOut } from "./server-errors.ts";
import { columnOf, linkExpand } from "./wording.ts";

export const dropIdentity = defineRule({
  id: "drop-identity",
  title: "An identity that inserts of running code rely on is dropped",
  severity: "error",
  summary:
    "Inserts of code that still runs leave the column to its identity; without it they fail with a not-null violation. So they do where this release adds the column, unless it may be NULL in the end or fills itself in another way.",
  kinds: ["drop-identity"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    const isNew = isNewColumn(context, change.table, change.column);
    if (isNew && isHarmlessInTheEnd(change, context)) return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: isNew ? "split" : "expand",
      finding: {
        message: `Inserts of code that is still running leave ${columnOf(change.table, change.column)} to its identity; without it they fail with ${leftOut(change.table, change.column, context)}.`,
        safeWay: isNew
          ? "Keep the identity of the new column, and drop it in a later pull request, when all running code writes the column."
          : `First ship code that writes the column itself. ${linkExpand}`,
      },
    };
  },
});

/** Whether the release leaves a column that an insert may leave out. */
function isHarmlessInTheEnd(change: DropIdentity, { finalCatalog }: RuleContext): boolean {
  if (finalCatalog === undefined) return false;
  const left = findColumn(finalCatalog, change.table, change.column);
  return left === null || left.nullable || fillsItself(left);
}
