import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable, isNewColumn } from "./live.ts";
import { isShownInView } from "./stand-in-view.ts";
import { missingColumn } from "./server-errors.ts";
import { columnOf, quote } from "./wording.ts";

export const renameColumn = defineRule({
  id: "rename-column",
  title: "A column gets another name, which running code does not know",
  severity: "error",
  summary:
    "Code that still runs selects the old name and fails at once; a rollback of the code fails too. The statement itself takes no time, which hides the harm.",
  kinds: ["rename-column"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return {};
    if (isNewColumn(context, change.table, change.column)) return {};
    if (isShownInView(change, context)) return {};
    const old = columnOf(change.table, change.column);
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `Code that is still running selects ${old}; it fails with ${missingColumn(change.column, context.dialect)} the moment this runs, and again after a rollback of the code.`,
        safeWay: `Add ${quote(change.to)} beside it, write both, backfill, read the new one, and drop ${old} in a later pull request.`,
      },
    };
  },
});
