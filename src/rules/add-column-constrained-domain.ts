import { defineRule } from "./define-rule.ts";
import { userType } from "./live.ts";
import { growsLiveTable, whileRewriting } from "./new-column.ts";
import { named } from "./wording.ts";

export const addColumnConstrainedDomain = defineRule({
  id: "add-column-constrained-domain",
  title: "A new column of a domain with a constraint, so the table is rewritten",
  severity: "error",
  summary:
    "A domain with a CHECK (or NOT NULL, with a default) is tested for every row, which the server does by writing the table anew, even without a default.",
  kinds: ["add-column"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { column, table } = change;
    const type = userType(context, column.type);
    if (type?.definition.kind !== "domain" || column.type.arrayDimensions > 0) return null;
    const { hasCheck, nullable } = type.definition;
    // NOT NULL without any default fails before it rewrites: that is add-required-column's to tell.
    const isFilled = column.default !== null || type.definition.default !== null;
    if (!hasCheck && (nullable || !isFilled)) return null;
    if (!growsLiveTable(change, context)) return null;
    return {
      hazards: ["rewrites-table", "blocks-reads", "blocks-writes", "can-fail"],
      finding: {
        message: `Domain ${named(type.name)} has a constraint that is tested for every row, so ${named(table)} and its indexes are rewritten even without a default; ${whileRewriting}.`,
        safeWay:
          "Add the column with the domain's base type, and the condition as a CHECK that is NOT VALID first and validated later.",
      },
    };
  },
});
