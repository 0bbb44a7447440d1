import { defineRule } from "./define-rule.ts";
import {
  bindsRunningCode,
  hasEmptyNewColumn,
  mirrorsExisting,
  onlyNewColumns,
} from "./new-constraint.ts";
import { columnOf, linkExpand, listOf, named, violates } from "./wording.ts";

export const addForeignKey = defineRule({
  id: "add-foreign-key",
  title:
    "A new foreign key rejects rows that running code writes or deletes, also when it is NOT VALID",
  severity: "error",
  summary:
    "A new foreign key rejects what code still running writes or deletes in another order, also when it is NOT VALID: that spares only the rows that exist.",
  kinds: ["add-constraint"],
  judge: (change, context) => {
    const { constraint, table } = change;
    if (constraint.type !== "foreign-key") return null;
    if (!bindsRunningCode(change, context) || mirrorsExisting(change, context)) return {};
    if (hasEmptyNewColumn(change, context) || onlyNewColumns(change, context)) return {};
    const parent =
      constraint.references === null ? "the other table" : named(constraint.references.table);
    const columns = listOf(constraint.columns.map((column) => columnOf(table, column)));
    const later = constraint.notValid
      ? "NOT VALID spares only the rows that exist"
      : "so does this statement, if such rows exist";
    return {
      compatibility: "destructive",
      hazards: constraint.notValid ? ["breaks-running-code"] : ["breaks-running-code", "can-fail"],
      requirement: "expand",
      finding: {
        message: `Code that is still running and writes ${columns} before the row of ${parent}, or deletes that row first, fails with ${violates("foreign-key", context.dialect)}; ${later}.`,
        safeWay: `First ship code that keeps the order, and remove orphans. ${linkExpand}`,
      },
    };
  },
});
