import { defineRule } from "./define-rule.ts";
import { growsLiveTable, whileRewriting } from "./new-column.ts";
import { columnOf, named } from "./wording.ts";

export const addColumnCheck = defineRule({
  id: "add-column-check",
  title: "A CHECK beside a new column is tested for every row under a lock that blocks all",
  severity: "error",
  summary:
    "The server reads every row to test a CHECK that stands beside a new column, although all rows are alike.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const isTested = change.constraints.some(
      (constraint) => constraint.type === "check" && constraint.enforced && !constraint.notValid,
    );
    if (!isTested || !growsLiveTable(change, context)) return null;
    return {
      hazards: ["scans-table", "blocks-reads", "blocks-writes"],
      finding: {
        message: `The CHECK beside ${columnOf(change.table, change.column.name)} is tested for every row of ${named(change.table)}; ${whileRewriting}.`,
        safeWay:
          "Add the column alone, then the CHECK as NOT VALID, and validate it in a later transaction.",
      },
    };
  },
});
