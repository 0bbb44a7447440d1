import { defineRule } from "./define-rule.ts";
import { growsLiveTable, whileRewriting } from "./new-column.ts";
import { columnOf, named } from "./wording.ts";

export const addColumnSerial = defineRule({
  id: "add-column-serial",
  title: "A new serial or identity column numbers every row, so the table is rewritten",
  severity: "error",
  summary:
    "A serial or identity column numbers every row that exists, so the server writes every row and every index anew.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { column, table } = change;
    if (!column.autoIncrement && column.identity === null) return null;
    if (!growsLiveTable(change, context)) return null;
    return {
      hazards: ["rewrites-table", "blocks-reads", "blocks-writes"],
      finding: {
        message: `${columnOf(table, column.name)} numbers every row that exists, so ${named(table)} and its indexes are rewritten; ${whileRewriting}.`,
        safeWay:
          "Add a plain `bigint` column and a sequence, set the default, backfill in batches, and make it NOT NULL later.",
      },
    };
  },
});
