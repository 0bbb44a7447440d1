import { defineRule } from "./define-rule.ts";
import { liveDefaultPartition } from "./live.ts";
import { checkSpeaksOfBounds } from "./partition-bounds.ts";
import { named } from "./wording.ts";

export const createPartition = defineRule({
  id: "create-partition",
  title: "A new partition makes the server read the default partition under a lock that blocks all",
  severity: "error",
  summary:
    "The default partition is read whole to see that no row of it belongs to the new one, while nobody can use it or its parent.",
  kinds: ["create-table"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.partitionOf === null || change.isDefaultPartition) return null;
    const fallback = liveDefaultPartition(context, change.partitionOf);
    if (fallback === null || checkSpeaksOfBounds(fallback, context.sql)) return null;
    const name = named(fallback.name);
    return {
      hazards: ["scans-table", "blocks-reads", "blocks-writes", "can-fail"],
      finding: {
        message: `Every row of the default partition ${name} is read to see that none belongs to the new one; ACCESS EXCLUSIVE on it and on ${named(change.partitionOf)} blocks every read and write of running code.`,
        safeWay: `First add a CHECK to ${name} that excludes the new bounds, as NOT VALID, and validate it; then nothing is read.`,
      },
    };
  },
});
