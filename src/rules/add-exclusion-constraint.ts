import { defineRule } from "./define-rule.ts";
import { bindsRunningCode, hasEmptyNewColumn } from "./new-constraint.ts";
import { violates, nameOfConstraint } from "./server-errors.ts";
import { linkExpand, named } from "./wording.ts";

export const addExclusionConstraint = defineRule({
  id: "add-exclusion-constraint",
  title: "A new EXCLUDE constraint rejects rows that running code writes",
  severity: "error",
  summary:
    "A new EXCLUDE rejects rows that code still running writes, and fails itself if such rows exist.",
  kinds: ["add-constraint"],
  judge: (change, context) => {
    if (change.constraint.type !== "exclusion") return null;
    if (!bindsRunningCode(change, context) || hasEmptyNewColumn(change, context)) return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code", "can-fail"],
      requirement: "expand",
      finding: {
        message: `Code that is still running and writes overlapping rows of ${named(change.table)} fails with ${violates({ type: "exclusion", table: change.table, name: nameOfConstraint(context.catalog, change.table, change.constraint) }, context)}; so does this statement, if rows overlap.`,
        safeWay: `First ship code that writes no overlapping rows, and remove those that exist. ${linkExpand}`,
      },
    };
  },
});
