import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { linkExpand, named } from "./wording.ts";

export const changeInheritance = defineRule({
  id: "change-inheritance",
  title: "The rows of a table vanish from the parent that it inherits from, or appear in one",
  severity: "error",
  summary:
    "Queries of the parent by code that still runs no longer find the rows of the table. Where a table that has rows begins to inherit, they find more than before, which is a warning. Where the parent or the table is made by the same release, nothing changes.",
  kinds: ["set-inheritance"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.parent)) return {};
    if (findTable(context.catalog, change.table)?.origin === "change") return {};
    const [table, parent] = [named(change.table), named(change.parent)];
    if (change.inherits) {
      return {
        finding: {
          severity: "warning",
          message: `Code that is still running reads ${parent}; the rows of ${table} appear in it the moment this runs.`,
          safeWay: "See that running code expects them there, or reads `ONLY` the parent.",
        },
      };
    }
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Code that is still running reads ${parent}; the rows of ${table} vanish from it the moment this runs.`,
        safeWay: `First ship code that no longer needs these rows in ${parent}. ${linkExpand}`,
      },
    };
  },
});
