import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { linkExpand, named } from "./wording.ts";

export const detachPartition = defineRule({
  id: "detach-partition",
  title: "The rows of a partition vanish from their table",
  severity: "error",
  summary:
    "The rows of the partition vanish from the table that code still running reads, and inserts of such rows fail unless a default partition takes them.",
  kinds: ["detach-partition"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return {};
    if (findTable(context.catalog, change.partition)?.origin === "change") return {};
    const table = named(change.table);
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Code that is still running reads ${table}; the rows of partition ${named(change.partition)} vanish from it, and inserts of such rows fail with "no partition of relation found for row".`,
        safeWay: `First ship code that no longer needs these rows in ${table}. ${linkExpand}`,
      },
    };
  },
});
