import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { recreatedView } from "./recreated-view.ts";
import { behindView, grantsMissed, keptColumns, missesInView } from "./stand-in-view.ts";
import { missingTable } from "./server-errors.ts";
import { named, quote } from "./wording.ts";

export const setTableSchema = defineRule({
  id: "set-table-schema",
  title: "A table moves to another schema, where running code does not look",
  severity: "error",
  summary: "Code that still runs looks for the table in the old schema and fails at once.",
  kinds: ["set-table-schema"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return {};
    const table = named(change.table);
    const view = recreatedView(context, change.table);
    if (view?.follows === "in-transaction") {
      const moved = { ...change.table, schema: change.to };
      const misses = [
        ...missesInView(view.found, keptColumns(context, change.table, moved), moved),
        ...grantsMissed(change.table, findTable(context.catalog, change.table), context),
      ];
      return misses.length === 0 ? {} : behindView(table, misses);
    }
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `Code that is still running looks for ${table} where it was, not in ${quote(change.to)}; it fails with ${missingTable(change.table, context.dialect)} the moment this runs.`,
        safeWay: `Move it and create a view ${table} in the old place in the same transaction; drop the view in a later pull request.`,
      },
    };
  },
});
