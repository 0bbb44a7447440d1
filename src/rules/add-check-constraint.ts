import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { andedParts, columnBefore, oredParts } from "./condition-parts.ts";
import { bindsRunningCode, mirrorsExisting, onlyNewColumns, staysEmpty } from "./new-constraint.ts";
import { onlyRequiresNotNull } from "./not-null-proof.ts";
import { violates, nameOfConstraint } from "./server-errors.ts";
import { strictFunctions } from "./strict-functions.ts";
import { linkExpand, named, quoteSql } from "./wording.ts";

export const addCheckConstraint = defineRule({
  id: "add-check-constraint",
  title: "A new CHECK rejects rows that running code writes, also when it is NOT VALID",
  severity: "error",
  summary:
    "A new check rejects rows that code still running writes, also when it is NOT VALID: that spares only the rows that exist. It passes once a linked pull request whose code obeys it is deployed.",
  kinds: ["add-constraint"],
  judge: (change, context) => {
    const { constraint, table } = change;
    if (constraint.type !== "check") return null;
    if (!bindsRunningCode(change, context) || mirrorsExisting(change, context)) return {};
    const condition = constraint.expression?.sql ?? "";
    const isStrict = (name: string): boolean =>
      context.dialect === "postgresql" && strictFunctions.has(name);
    // Running code leaves new columns NULL, and a CHECK lets NULL pass unless it asks for it.
    const letsNullPass =
      !/\bis\b|\bcoalesce\b|\bcase\b/i.test(condition) &&
      constraint.expression?.functions.every(isStrict) === true;
    if (onlyNewColumns(change, context) && letsNullPass) return {};
    if (passesEmptyColumns(condition, (name) => staysEmpty(change, context, name))) return {};
    const columns = [...(findTable(context.catalog, table)?.columns.values() ?? [])];
    const required = columns.filter((column) => !column.nullable).map((column) => column.name);
    if (onlyRequiresNotNull(condition, required)) return {};
    const later = constraint.notValid
      ? "NOT VALID spares only the rows that exist"
      : "so does this statement, if a row breaks it";
    return {
      compatibility: "destructive",
      hazards: constraint.notValid ? ["breaks-running-code"] : ["breaks-running-code", "can-fail"],
      requirement: "expand",
      finding: {
        message: `Code that is still running and writes a row of ${named(table)} that breaks ${quoteSql(condition)} fails with ${violates({ type: "check", table, name: nameOfConstraint(context.catalog, table, constraint) }, context)}; ${later}.`,
        safeWay: `First ship code that writes only rows that pass. ${linkExpand}`,
      },
    };
  },
});

/** Whether a part of a condition that suffices says only that columns are NULL, and running code leaves them so. */
function passesEmptyColumns(condition: string, isEmpty: (column: string) => boolean): boolean {
  return oredParts(condition).some((part) =>
    andedParts(part).every((test) => {
      const column = columnBefore("is null", test);
      return column !== null && isEmpty(column);
    }),
  );
}
