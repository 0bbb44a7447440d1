import { defineRule } from "./define-rule.ts";
import { growsLiveTable } from "./new-column.ts";
import { columnOf, named } from "./wording.ts";

export const addJsonColumn = defineRule({
  id: "add-json-column",
  title: "A json column has no equality, so SELECT DISTINCT over the table fails",
  severity: "warning",
  summary:
    "`json` has no equality, so `SELECT DISTINCT *` and `UNION` over the table fail in code that still runs once the column is there.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { type } = change.column;
    if (type.name !== "json" || !growsLiveTable(change, context)) return null;
    const shown = type.arrayDimensions > 0 ? "json[]" : "json";
    return {
      finding: {
        message: `\`SELECT DISTINCT *\` and \`UNION\` over ${named(change.table)} in code that is still running fail with \`could not identify an equality operator for type ${shown}\` once ${columnOf(change.table, change.column.name)} is there.`,
        safeWay: "Use `jsonb`, which can be compared.",
      },
    };
  },
});
