import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { named } from "./wording.ts";

export const refreshMaterializedView = defineRule({
  id: "refresh-materialized-view",
  title: "A materialized view cannot be read until its query has run",
  severity: "error",
  summary:
    "The view cannot be read until its query has run, which takes as long as the query takes.",
  kinds: ["refresh-materialized-view"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.concurrently || !isLiveTable(context, change.view)) return null;
    return {
      hazards: ["rewrites-table", "blocks-reads"],
      finding: {
        message: `ACCESS EXCLUSIVE on ${named(change.view)} blocks every read of running code until its query has run.`,
        safeWay:
          "Use `REFRESH MATERIALIZED VIEW CONCURRENTLY`, which needs a unique index on the view.",
      },
    };
  },
});
