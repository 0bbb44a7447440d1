import { defineRule } from "./define-rule.ts";
import { volatileFunction } from "./function-volatility.ts";
import { growsLiveTable, whileRewriting } from "./new-column.ts";
import { columnOf, named, quote } from "./wording.ts";

export const addColumnVolatileDefault = defineRule({
  id: "add-column-volatile-default",
  title: "A new column's default differs from row to row, so the table is rewritten",
  severity: "error",
  summary:
    "A default that may differ from row to row cannot be noted down once: the server writes every row and every index anew. Constants and functions such as `now()`, which are not volatile, are free from PostgreSQL 11 on.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { column, table } = change;
    if (column.default === null || column.default.isNull) return null;
    if (!growsLiveTable(change, context)) return null;
    const name = volatileFunction(column.default, context.catalog);
    if (name === null && context.databaseVersion >= 11) return null;
    const because =
      name === null
        ? "Before PostgreSQL 11 the server writes a default into every row"
        : `${quote(`${name}()`)} can give each row another value`;
    return {
      hazards: ["rewrites-table", "blocks-reads", "blocks-writes"],
      finding: {
        message: `${because}, so ${named(table)} and its indexes are rewritten; ${whileRewriting}.`,
        safeWay: `Add ${columnOf(table, column.name)} without a default, set the default in a statement of its own, and backfill in batches.`,
      },
    };
  },
});
