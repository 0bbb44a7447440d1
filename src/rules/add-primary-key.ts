import { findColumn } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isMadeHere } from "./live.ts";
import { bindsRunningCode } from "./new-constraint.ts";
import { indexesOfTable } from "../catalog/entries.ts";
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
    const known = columns.map((name) => findColumn(context.catalog, table, name));
    const required = columns.length > 0 && known.every((column) => column?.nullable === false);
    const unique =
      constraint.usingIndex !== null || isImplied(context, table, keyOfColumns(columns));
    // Columns that this release adds and the server numbers itself never get in the way of running code.
    const numbered = known.length > 0 && known.every(isMadeHere);
    if ((required && unique) || (numbered && isOutOfReach(context, table, columns) && required))
      return {};
    const shown = columns.length === 0 ? "the key" : listOf(columns.map(quote));
    const { dialect } = context;
    const empty = violates({ type: "not-null", table, name: columns[0] ?? null }, dialect);
    const name = nameOfConstraint(context.catalog, table, constraint);
    const repeated = violates({ type: "unique", table, name }, dialect);
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
