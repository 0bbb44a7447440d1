import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { named, quote } from "./wording.ts";

export const refreshMaterializedView = defineRule({
  id: "refresh-materialized-view",
  title: "A materialized view cannot be read until its query has run",
  severity: "error",
  summary:
    "The view cannot be read until its query has run, which takes as long as the query takes. WITH NO DATA leaves it unreadable.",
  kinds: ["refresh-materialized-view"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.concurrently || !isLiveTable(context, change.view)) return null;
    if (!change.withData) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code"],
        requirement: "split",
        finding: {
          message: `Code that is still running reads ${named(change.view)}; it fails with ${quote(`materialized view "${change.view.name}" has not been populated`)} until it is refreshed with data.`,
          safeWay: "Refresh it with data, CONCURRENTLY.",
        },
      };
    }
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
