import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { linkExpand, named } from "./wording.ts";

export const unboundedDelete = defineRule({
  id: "unbounded-delete",
  title: "A DELETE without bounds locks, and removes, every row that it touches",
  severity: "error",
  summary:
    "Every row that matches is locked until the transaction ends, however many there are, and writes of running code wait for it. Without WHERE all rows are lost too, so that asks for an expand.",
  kinds: ["delete-rows"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table) || change.bounded) return {};
    const table = named(change.table);
    if (!change.hasWhere) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code", "loses-data", "blocks-writes"],
        requirement: "expand",
        finding: {
          message: `All rows of ${table} are gone for code that is still running; until the end every one of them is locked.`,
          safeWay: `Delete by key ranges, each batch in a transaction of its own. ${linkExpand}`,
        },
      };
    }
    return {
      hazards: ["blocks-writes"],
      finding: {
        message: `Every row of ${table} that matches is locked until the transaction ends; writes of running code to them wait, however many there are.`,
        safeWay:
          "Delete by key ranges, each batch in a transaction of its own, outside of the migration.",
      },
    };
  },
});
