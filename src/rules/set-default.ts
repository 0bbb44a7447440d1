import { findColumn } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { columnOf, quote } from "./wording.ts";

export const setDefault = defineRule({
  id: "set-default",
  title: "A default that inserts of running code rely on is replaced by another",
  severity: "warning",
  summary:
    "Inserts of code that still runs and leave the column out store another value from now on, which it may not expect.",
  kinds: ["set-default"],
  judge: (change, context) => {
    if (change.default.isNull) return null;
    const column = findColumn(context.catalog, change.table, change.column);
    if (column === null || column.origin === "change") return {};
    if (!isLiveTable(context, change.table)) return {};
    if (column.default === null || column.default.sql === change.default.sql) return {};
    return {
      finding: {
        message: `Inserts of code that is still running and leave ${columnOf(change.table, change.column)} out store ${quote(change.default.sql)} from now on instead of ${quote(column.default.sql)}.`,
        safeWay: "First ship code that writes the column itself, then change the default.",
      },
    };
  },
});
