import { findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { defineRule } from "./define-rule.ts";
import { bindsRunningCode } from "./new-constraint.ts";
import { indexesOfTable } from "../catalog/entries.ts";
import { notNullProofs } from "./not-null-proof.ts";
import type { RuleContext } from "./rule.ts";
import { isImplied, isOutOfReach, keyOfColumns } from "./uniqueness.ts";
import { violates, nameOfConstraint } from "./server-errors.ts";
import { linkExpand, listOf, named, quote } from "./wording.ts";

export const addPrimaryKey = defineRule({
  id: "add-primary-key",
  title: "A new primary key rejects duplicates and NULLs that running code writes",
  severity: "error",
  summary:
    "A new primary key rejects NULLs and duplicates that code still running writes, and fails itself if there are any.",
  kinds: ["add-constraint"],
  judge: (change, context) => {
    const { constraint, table } = change;
    if (constraint.type !== "primary-key") return null;
    if (!bindsRunningCode(change, context)) return {};
    const index = indexesOfTable(context.catalog, table).find(
      (known) => known.name === constraint.usingIndex,
    );
    const columns =
      index?.parts.flatMap((part) => (part.column === null ? [] : [part.column])) ??
      constraint.columns;
    const required =
      columns.length > 0 && columns.every((name) => isRequired(table, name, context));
    const unique =
      constraint.usingIndex !== null || isImplied(context, table, keyOfColumns(columns));
    // With a column that this release adds and the server numbers itself, running code repeats no value.
    if (required && (unique || isOutOfReach(context, table, columns))) return {};
    const shown = columns.length === 0 ? "the key" : listOf(columns.map(quote));
    const empty = violates({ type: "not-null", table, name: columns[0] ?? null }, context);
    const name = nameOfConstraint(context.catalog, table, constraint);
    const repeated = violates({ type: "unique", table, name }, context);
    // What the columns or an index rule out already is not told again.
    const written = required ? "a repeated value" : unique ? "NULL" : "NULL or a repeated value";
    const errors = required ? repeated : unique ? empty : `${empty} or ${repeated}`;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code", "can-fail"],
      requirement: "expand",
      finding: {
        message: `Code that is still running and writes a row of ${named(table)} with ${written} in ${shown} fails with ${errors}; so does this statement, if such rows exist.`,
        safeWay: `First ship code that ${required ? "never writes a value of" : "always writes"} ${shown}${unique ? "" : required ? " twice" : " and never twice"}. ${linkExpand}`,
      },
    };
  },
});

/** Whether running code never leaves a column NULL: the column says so, or a check that holds for every row. */
function isRequired(table: QualifiedName, column: string, context: RuleContext): boolean {
  const found = findTable(context.catalog, table);
  return (
    found?.columns.get(column)?.nullable === false ||
    (found !== null && notNullProofs(found, column, context.databaseVersion).length > 0)
  );
}
