import { defineRule } from "./define-rule.ts";
import { isLiveTable, isNewColumn } from "./live.ts";
import { columnOf, linkExpand } from "./wording.ts";

export const dropExpression = defineRule({
  id: "drop-expression",
  title: "A generated column is no longer computed for rows that running code writes",
  severity: "error",
  summary:
    "The column turns into a plain one: rows that code still running inserts have NULL in it, and its updates leave the old value.",
  kinds: ["drop-expression"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    if (isNewColumn(context, change.table, change.column)) return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Rows that code still running inserts have NULL in ${columnOf(change.table, change.column)}, and its updates leave the old value there.`,
        safeWay: `First ship code that writes the column, or a trigger that fills it. ${linkExpand}`,
      },
    };
  },
});
