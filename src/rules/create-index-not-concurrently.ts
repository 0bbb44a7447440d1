import { findTable, findView } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { named } from "./wording.ts";

export const createIndexNotConcurrently = defineRule({
  id: "create-index-not-concurrently",
  title: "An index is built under a lock that blocks writes",
  severity: "error",
  summary:
    "The table takes no writes until the index is built, which grows with the table. CONCURRENTLY lets writes through.",
  kinds: ["create-index"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.concurrently || !isLiveTable(context, change.table)) return null;
    // Running code does not write a materialized view.
    if (findView(context.catalog, change.table) !== null) return null;
    const partitioned = findTable(context.catalog, change.table)?.partitioned === true;
    // ON ONLY of a partitioned table builds nothing.
    if (change.only && partitioned) return null;
    const table = named(change.table);
    const safeWay = partitioned
      ? `Create it \`ON ONLY\` ${table}, build the index of each partition with CONCURRENTLY, and attach them.`
      : context.inTransaction
        ? "Build it with CONCURRENTLY, in a migration of its own that runs outside of a transaction."
        : "Build it with CONCURRENTLY.";
    return {
      hazards: ["scans-table", "blocks-writes"],
      finding: {
        message: `SHARE on ${table}${partitioned ? " and all its partitions" : ""} blocks every write of running code until the index is built.`,
        safeWay,
        ...(partitioned || context.inTransaction
          ? {}
          : {
              mend: {
                replace: /^(create\s+(?:unique\s+)?index)\b/i,
                with: keepCase(context.sql, "$1 CONCURRENTLY"),
              },
            }),
      },
    };
  },
});

/** Lower case where the author writes lower case. */
function keepCase(sql: string, text: string): string {
  return sql.startsWith("create") ? text.toLowerCase() : text;
}
