import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { followedBy } from "./release.ts";
import { linkExpand, named, quote } from "./wording.ts";

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
    const comesBack = followedBy(
      context,
      (later) =>
        later.kind === "attach-partition" &&
        nameKey(later.table) === nameKey(change.table) &&
        nameKey(later.partition) === nameKey(change.partition),
    );
    if (comesBack === "in-transaction") return {};
    const table = named(change.table);
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Code that is still running reads ${table}; the rows of partition ${named(change.partition)} vanish from it, and inserts of such rows fail with ${quote(`no partition of relation "${change.table.name}" found for row`)}.`,
        safeWay: `First ship code that no longer needs these rows in ${table}. ${linkExpand}`,
      },
    };
  },
});
