import { findColumn } from "../catalog/lookup.ts";
import { sameExpression } from "../catalog/same-definition.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { whileCopying } from "./new-column.ts";
import { columnOf, named } from "./wording.ts";

export const setGeneratedExpression = defineRule({
  id: "set-generated-expression",
  title: "A generated column gets another expression, so the table is rewritten",
  severity: "error",
  summary:
    "A stored generated column is computed anew for every row, so the server writes every row and every index anew.",
  kinds: ["set-expression"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    const column = findColumn(context.catalog, change.table, change.column);
    // A virtual column (PostgreSQL from 18 on, MySQL) is computed when it is read.
    if (column?.generated?.kind === "virtual") return {};
    // MySQL's MODIFY says the whole column again.
    if (sameExpression(column?.generated?.expression ?? null, change.expression)) return {};
    const isPostgresql = context.dialect === "postgresql";
    return {
      hazards: isPostgresql
        ? ["rewrites-table", "blocks-reads", "blocks-writes"]
        : ["rewrites-table", "blocks-writes"],
      finding: {
        message: `${columnOf(change.table, change.column)} is computed anew for every row, so ${named(change.table)} and its indexes are rewritten; ${whileCopying(context.dialect)}.`,
        safeWay:
          "Add a new column with the new expression's values, move the readers, and drop the old one later.",
      },
    };
  },
});
