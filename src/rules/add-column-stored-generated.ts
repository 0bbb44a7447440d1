import { defineRule } from "./define-rule.ts";
import { growsLiveTable, whileRewriting } from "./new-column.ts";
import { columnOf, named } from "./wording.ts";

export const addColumnStoredGenerated = defineRule({
  id: "add-column-stored-generated",
  title: "A new stored generated column is computed for every row, so the table is rewritten",
  severity: "error",
  summary:
    "A stored generated column is computed for every row that exists, so the server writes every row and every index anew.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { column, table } = change;
    if (column.generated?.kind !== "stored" || !growsLiveTable(change, context)) return null;
    const virtual = context.databaseVersion >= 18 ? " or make it VIRTUAL" : "";
    return {
      hazards: ["rewrites-table", "blocks-reads", "blocks-writes"],
      finding: {
        message: `${columnOf(table, column.name)} is computed for every row that exists, so ${named(table)} and its indexes are rewritten; ${whileRewriting}.`,
        safeWay: `Add a plain column that a trigger fills, and backfill in batches${virtual}.`,
      },
    };
  },
});
