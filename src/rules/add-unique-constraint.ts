import { defineRule } from "./define-rule.ts";
import { bindsRunningCode } from "./new-constraint.ts";
import { isImplied, isOutOfReach, keyOfColumns } from "./uniqueness.ts";
import { violates, nameOfConstraint } from "./server-errors.ts";
import { columnOf, linkExpand, listOf } from "./wording.ts";

export const addUniqueConstraint = defineRule({
  id: "add-unique-constraint",
  title: "A new UNIQUE constraint rejects duplicates that running code writes",
  severity: "error",
  summary:
    "A new UNIQUE rejects duplicates that code still running writes, and fails itself if there are any.",
  kinds: ["add-constraint"],
  judge: (change, context) => {
    const { constraint, table } = change;
    if (constraint.type !== "unique") return null;
    // The index keeps its columns unique already; whoever made it was asked.
    if (constraint.usingIndex !== null || !bindsRunningCode(change, context)) return {};
    if (isImplied(context, table, keyOfColumns(constraint.columns))) return {};
    if (isOutOfReach(context, table, constraint.columns)) return {};
    const columns = listOf(constraint.columns.map((column) => columnOf(table, column)));
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code", "can-fail"],
      requirement: "expand",
      finding: {
        message: `Code that is still running and repeats a value in ${columns} fails with ${violates({ type: "unique", table, name: nameOfConstraint(context.catalog, table, constraint) }, context)}; so does this statement, if rows repeat one.`,
        safeWay: `First ship code that writes no duplicates, and remove those that exist. ${linkExpand}`,
      },
    };
  },
});
