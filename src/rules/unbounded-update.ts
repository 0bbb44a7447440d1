import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { named } from "./wording.ts";

export const unboundedUpdate = defineRule({
  id: "unbounded-update",
  title: "An UPDATE without bounds locks every row that it touches",
  severity: "error",
  summary:
    "Every row that matches is written anew and locked until the transaction ends, however many there are, and writes of running code wait for it.",
  kinds: ["update-rows"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table) || change.bounded) return {};
    const rows = change.hasWhere ? "Every row that matches in" : "Every row of";
    return {
      hazards: ["blocks-writes"],
      finding: {
        message: `${rows} ${named(change.table)} is written anew and locked until the transaction ends; writes of running code to them wait, however many there are.`,
        safeWay:
          "Update by key ranges, each batch in a transaction of its own, outside of the migration.",
      },
    };
  },
});
