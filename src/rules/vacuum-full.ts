import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { whileRewriting } from "./new-column.ts";
import { named } from "./wording.ts";

export const vacuumFull = defineRule({
  id: "vacuum-full",
  title: "VACUUM FULL or CLUSTER writes the whole table anew under a lock that blocks all",
  severity: "error",
  summary: "VACUUM FULL and CLUSTER write the whole table anew. Plain VACUUM blocks nobody.",
  kinds: ["maintenance"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.command !== "vacuum-full" && change.command !== "cluster") return null;
    if (change.table !== null && !isLiveTable(context, change.table)) return null;
    const table = change.table === null ? "every table in turn" : named(change.table);
    const command = change.command === "cluster" ? "CLUSTER" : "VACUUM FULL";
    return {
      hazards: ["rewrites-table", "blocks-reads", "blocks-writes"],
      finding: {
        message: `${command} writes ${table} anew; ${whileRewriting}.`,
        safeWay:
          "Use `pg_repack` or `pg_squeeze` outside of the migration; plain VACUUM blocks nobody.",
      },
    };
  },
});
