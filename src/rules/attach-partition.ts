import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable, liveDefaultPartition } from "./live.ts";
import { checkSpeaksOfBounds } from "./partition-bounds.ts";
import { listOf, named } from "./wording.ts";

export const attachPartition = defineRule({
  id: "attach-partition",
  title: "A table is read whole, under a lock that blocks all, to become a partition",
  severity: "error",
  summary:
    "Every row of the table is tested against the bounds, unless a validated check says the same; and every row of the default partition, unless a check of its own excludes them.",
  kinds: ["attach-partition"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const scanned: string[] = [];
    const partition = findTable(context.catalog, change.partition);
    const proven = partition !== null && checkSpeaksOfBounds(partition, context.sql);
    if (isLiveTable(context, change.partition) && !proven) scanned.push(named(change.partition));
    const fallback = change.isDefault ? null : liveDefaultPartition(context, change.table);
    if (fallback !== null && !checkSpeaksOfBounds(fallback, context.sql)) {
      scanned.push(named(fallback.name));
    }
    if (scanned.length === 0) return null;
    return {
      hazards: ["scans-table", "blocks-reads", "blocks-writes", "can-fail"],
      finding: {
        message: `Every row of ${listOf(scanned)} is tested against the bounds; ACCESS EXCLUSIVE there blocks every read and write of running code until it is done.`,
        safeWay:
          "First add a CHECK with the same bounds as NOT VALID (to the default partition: one that excludes them) and validate it; then nothing is read.",
      },
    };
  },
});
