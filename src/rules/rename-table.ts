import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { recreatedView } from "./recreated-view.ts";
import { lostIn, replacementTable } from "./replacement-table.ts";
import { listOf, missing, named, quote } from "./wording.ts";

export const renameTable = defineRule({
  id: "rename-table",
  title: "A table gets another name, which running code does not know",
  severity: "error",
  summary:
    "Code that still runs does not know the new name and fails at once; a rollback of the code fails too. No order of deployments makes it safe in one step, but a view under the old name does.",
  kinds: ["rename-table"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    // A view under the old name serves running code like the table itself.
    if (recreatedView(context, change.table)?.follows === "in-transaction") return {};
    const replacement = replacementTable(context, change.table);
    const losses =
      replacement === null
        ? []
        : lostIn(replacement, findTable(context.catalog, change.table), context);
    if (replacement !== null && losses.length === 0) return {};
    const old = named(change.table);
    const message =
      replacement === null
        ? `Code that is still running uses ${old}; it fails with ${missing("table", context.dialect)} the moment this runs, and again after a rollback of the code.`
        : `The table that takes the place of ${old} ${listOf(losses)}, which code that is still running may rely on.`;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message,
        safeWay: `Rename it and create a view ${old} over ${quote(change.to)} in the same transaction; drop the view in a later pull request.`,
      },
    };
  },
});
