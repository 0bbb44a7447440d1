import { defineRule } from "./define-rule.ts";
import { growsLiveTable, whileRewriting } from "./new-column.ts";
import { columnOf, named } from "./wording.ts";

export const addColumnForeignKey = defineRule({
  id: "add-column-foreign-key",
  title: "A REFERENCES beside a new column with a default is looked up for every row",
  severity: "error",
  summary:
    "Beside a new column with a default, REFERENCES is looked up for every row. Without a default every row has NULL, and the server skips that.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { column, table } = change;
    const key = change.constraints.find(
      (constraint) => constraint.type === "foreign-key" && constraint.enforced,
    );
    // Where every row has NULL there is nothing to look up: PostgreSQL skips the scan.
    if (key === undefined || column.default === null || column.default.isNull) return null;
    if (!growsLiveTable(change, context)) return null;
    const parent = key.references === null ? "the referenced table" : named(key.references.table);
    return {
      hazards: ["scans-table", "blocks-reads", "blocks-writes", "can-fail"],
      finding: {
        message: `Because of its default, ${columnOf(table, column.name)} is looked up in ${parent} for every row; ${whileRewriting}, and ${parent} takes no writes.`,
        safeWay:
          "Add the column without a default, or the foreign key as NOT VALID in a statement of its own, and validate it in a later transaction.",
      },
    };
  },
});
