import { defineRule } from "./define-rule.ts";
import { fillsItself } from "./live.ts";
import { growsLiveTable, whileRewriting } from "./new-column.ts";
import { nameOfConstraint, violates } from "./server-errors.ts";
import { columnOf, named } from "./wording.ts";

export const addColumnUnique = defineRule({
  id: "add-column-unique",
  title: "UNIQUE or PRIMARY KEY beside a new column builds an index under a lock that blocks all",
  severity: "error",
  summary:
    "UNIQUE or PRIMARY KEY beside a new column builds its index over every row. With one default for all rows it also fails at the second row.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { column, table } = change;
    const key = change.constraints.find(
      (constraint) => constraint.type === "unique" || constraint.type === "primary-key",
    );
    if (key === undefined || !growsLiveTable(change, context)) return null;
    const name = columnOf(table, column.name);
    const isNullOnce = /\bnulls\s+not\s+distinct\b/i.test(context.sql) && !fillsItself(column);
    const sameEverywhere =
      isNullOnce || (column.default !== null && !column.default.isNull && column.default.constant);
    return {
      compatibility: sameEverywhere ? "destructive" : "additive",
      requirement: sameEverywhere ? "split" : "none",
      hazards: sameEverywhere
        ? ["scans-table", "blocks-reads", "blocks-writes", "can-fail", "breaks-running-code"]
        : ["scans-table", "blocks-reads", "blocks-writes"],
      finding: {
        message: sameEverywhere
          ? `Every row gets the same value in ${name}, which must be unique: with two rows this fails, and the second insert of running code fails with ${violates({ type: "unique", table, name: nameOfConstraint(context.catalog, table, { ...key, columns: [column.name] }) }, context)}.`
          : `The index of ${name} is built over every row of ${named(table)}; ${whileRewriting}.`,
        safeWay:
          "Add the column alone, build a unique index with `CREATE UNIQUE INDEX CONCURRENTLY`, and add the constraint with `USING INDEX`.",
      },
    };
  },
});
