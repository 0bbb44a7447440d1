import { findColumn } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable, isNewColumn } from "./live.ts";
import { goesLater } from "./release.ts";
import { columnOf } from "./wording.ts";

export const dropNotNull = defineRule({
  id: "drop-not-null",
  title: "Running code that reads a column may meet NULL for the first time",
  severity: "warning",
  summary:
    "Nothing fails when this runs, but code that still reads the column does not expect NULL and meets it as soon as a writer leaves it out. Going back needs a scan of the table.",
  kinds: ["drop-not-null"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    if (isNewColumn(context, change.table, change.column)) return {};
    if (findColumn(context.catalog, change.table, change.column)?.nullable === true) return {};
    if (goesLater(context, change.table, [change.column])) return {};
    return {
      finding: {
        message: `Code that is still running does not expect NULL in ${columnOf(change.table, change.column)}; it meets it as soon as a writer leaves the column out.`,
        safeWay:
          "Let readers accept NULL before any writer stores it. Going back needs a scan of the table.",
      },
    };
  },
});
