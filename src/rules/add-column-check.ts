import { defineRule } from "./define-rule.ts";
import { fillsItself } from "./live.ts";
import { growsLiveTable, whileRewriting } from "./new-column.ts";
import { requiresNotNull } from "./not-null-proof.ts";
import { violates, nameOfConstraint } from "./server-errors.ts";
import { columnOf, named } from "./wording.ts";

export const addColumnCheck = defineRule({
  id: "add-column-check",
  title: "A CHECK beside a new column is tested for every row, or rejects inserts of running code",
  severity: "error",
  summary:
    "The server reads every row to test a CHECK that stands beside a new column, although all rows are alike, or the NOT NULL of a virtual one. One that asks for a value rejects the inserts of code that still runs, which leave the column out.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    // Beside a column, the grammar knows no NOT VALID.
    const checks = change.constraints.filter(({ type, enforced }) => type === "check" && enforced);
    const { column, table } = change;
    const isTested = column.generated?.kind === "virtual" && !column.nullable;
    if ((checks.length === 0 && !isTested) || !growsLiveTable(change, context)) return null;
    if (checks.length === 0) {
      return {
        hazards: ["scans-table", "blocks-reads", "blocks-writes", "can-fail"],
        finding: {
          message: `${columnOf(table, column.name)} is computed for every row of ${named(table)} to see that it is never NULL; ${whileRewriting}.`,
          safeWay: "Leave the column nullable: what computes it decides whether it is ever NULL.",
        },
      };
    }
    const refusing = fillsItself(column)
      ? undefined
      : checks.find(({ expression }) => requiresNotNull(expression?.sql ?? "", column.name));
    if (refusing !== undefined) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code", "can-fail"],
        requirement: "split",
        finding: {
          message: `Inserts of code that is still running leave ${columnOf(table, column.name)} out and fail with ${violates({ type: "check", table, name: nameOfConstraint(context.catalog, table, { ...refusing, columns: [column.name] }) }, context)}, because the CHECK beside it asks for a value; so does this statement, if the table has rows.`,
          safeWay:
            "Add it as nullable or with a constant default, ship code that writes it, backfill, and add the CHECK in a later pull request.",
        },
      };
    }
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
