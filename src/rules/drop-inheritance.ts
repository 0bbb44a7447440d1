import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { linkExpand, named } from "./wording.ts";

export const dropInheritance = defineRule({
  id: "drop-inheritance",
  title: "The rows of an inheriting table vanish from its parent",
  severity: "error",
  summary:
    "Queries of the parent by code that still runs no longer find the rows of the table. Where the parent or the table is made by the same release, nothing vanishes.",
  kinds: ["set-inheritance"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.inherits || !isLiveTable(context, change.parent)) return {};
    if (findTable(context.catalog, change.table)?.origin === "change") return {};
    const parent = named(change.parent);
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Code that is still running reads ${parent}; the rows of ${named(change.table)} vanish from it the moment this runs.`,
        safeWay: `First ship code that no longer needs these rows in ${parent}. ${linkExpand}`,
      },
    };
  },
});
