import { nameKey } from "../catalog/catalog.ts";
import { defineRule } from "./define-rule.ts";
import { listOf, named, quote } from "./wording.ts";

export const replaceView = defineRule({
  id: "replace-view",
  title: "CREATE OR REPLACE VIEW leaves out columns, which the server refuses",
  severity: "error",
  summary:
    "CREATE OR REPLACE VIEW can only add columns at the end; the server refuses to drop, rename or move one. The deployment stops there.",
  kinds: ["create-view"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (!change.replace || change.columns === null) return null;
    const old = context.catalog.views.get(nameKey(change.view))?.columns ?? null;
    if (old === null) return null;
    const misplaced = old.filter((column, position) => change.columns?.[position] !== column);
    if (misplaced.length === 0) return null;
    return {
      hazards: ["cannot-run"],
      finding: {
        message: `View ${named(change.view)} would lose, rename or move ${listOf(misplaced.map(quote))}, and the server refuses: "cannot drop columns from view" or "cannot change name of view column".`,
        safeWay:
          "Keep the columns in their order and add new ones at the end, or drop and create the view in one transaction.",
      },
    };
  },
});
