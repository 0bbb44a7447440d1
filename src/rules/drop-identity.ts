import { defineRule } from "./define-rule.ts";
import { isLiveTable, isNewColumn } from "./live.ts";
import { leftOut } from "./server-errors.ts";
import { columnOf, linkExpand } from "./wording.ts";

export const dropIdentity = defineRule({
  id: "drop-identity",
  title: "An identity that inserts of running code rely on is dropped",
  severity: "error",
  summary:
    "Inserts of code that still runs leave the column to its identity; without it they fail with a not-null violation.",
  kinds: ["drop-identity"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    if (isNewColumn(context, change.table, change.column)) return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Inserts of code that is still running leave ${columnOf(change.table, change.column)} to its identity; without it they fail with ${leftOut(change.table, change.column, context.dialect)}.`,
        safeWay: `First ship code that writes the column itself. ${linkExpand}`,
      },
    };
  },
});
