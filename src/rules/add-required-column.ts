import type { AddColumn } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { userType } from "./live.ts";
import { growsLiveTable } from "./new-column.ts";
import type { RuleContext } from "./rule.ts";
import { leftOut } from "./server-errors.ts";
import { columnOf } from "./wording.ts";

export const addRequiredColumn = defineRule({
  id: "add-required-column",
  title: "A NOT NULL column without a default, which inserts of running code leave out",
  severity: "error",
  summary:
    "Inserts of code that still runs do not name the new column and fail, because it is NOT NULL without a default. In PostgreSQL the statement itself fails if the table has a row.",
  kinds: ["add-column"],
  judge: (change, context) => {
    if (!growsLiveTable(change, context) || !isRequired(change, context)) return {};
    const name = columnOf(change.table, change.column.name);
    const onRows =
      context.dialect === "postgresql"
        ? "if the table has rows, this fails already"
        : context.dialect === "sqlite"
          ? "SQLite refuses it already"
          : "the rows that exist get an implicit zero or empty text";
    return {
      compatibility: "destructive",
      hazards:
        context.dialect === "sqlite"
          ? ["breaks-running-code", "cannot-run"]
          : ["breaks-running-code", "can-fail"],
      requirement: "split",
      finding: {
        message: `Inserts of code that is still running leave ${name} out and fail with ${leftOut(change.table, change.column.name, context)}; ${onRows}.`,
        safeWay:
          "Add it as nullable or with a constant default, ship code that writes it, backfill, and set NOT NULL in a later pull request.",
      },
    };
  },
});

function isRequired(change: AddColumn, context: RuleContext): boolean {
  const { column } = change;
  if (column.identity !== null || column.autoIncrement || column.generated !== null) return false;
  if (column.default !== null && !column.default.isNull) return false;
  if (!column.nullable) return true;
  // An array of what must be there need not be there itself.
  const type = column.type.arrayDimensions > 0 ? null : userType(context, column.type);
  const domain = type?.definition.kind === "domain" ? type.definition : null;
  if (domain === null || domain.nullable) return false;
  return domain.default === null || column.default?.isNull === true;
}
