import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { recreatedView } from "./recreated-view.ts";
import { missing, named, quote } from "./wording.ts";

export const setTableSchema = defineRule({
  id: "set-table-schema",
  title: "A table moves to another schema, where running code does not look",
  severity: "error",
  summary: "Code that still runs looks for the table in the old schema and fails at once.",
  kinds: ["set-table-schema"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return {};
    if (recreatedView(context, change.table)?.follows === "in-transaction") return {};
    const table = named(change.table);
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `Code that is still running looks for ${table} where it was, not in ${quote(change.to)}; it fails with ${missing("table", context.dialect)} the moment this runs.`,
        safeWay: `Move it and create a view ${table} in the old place in the same transaction; drop the view in a later pull request.`,
      },
    };
  },
});
