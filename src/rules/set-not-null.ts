import { findColumn, findTable } from "../catalog/lookup.ts";
import type { AddConstraint, SetNotNull } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { fillsItself, isLiveTable, isMadeHere } from "./live.ts";
import { notNullChecks } from "./not-null-proof.ts";
import { leftOut, violates } from "./server-errors.ts";
import { columnOf, linkExpand } from "./wording.ts";

export const setNotNull = defineRule({
  id: "set-not-null",
  title: "A column becomes NOT NULL, which rejects NULLs that running code writes",
  severity: "error",
  summary:
    "Code that still runs and leaves the column empty fails with a not-null violation. It passes once a linked pull request whose code always writes the column is deployed; for a column that this release adds, it never does.",
  kinds: ["set-not-null", "add-constraint"],
  judge: (change, context) => {
    const name = columnMadeRequired(change);
    if (name === null) return null;
    if (!isLiveTable(context, change.table)) return {};
    const column = findColumn(context.catalog, change.table, name);
    if (column?.nullable === false) return {};
    // No code writes a generated column, or leaves it empty.
    if (column !== null && column.generated !== null) return {};
    const table = findTable(context.catalog, change.table);
    // A check that running code already obeys says the same, also when its old rows were never tested.
    if (table !== null && notNullChecks(table, name).length > 0) return {};
    const isNew = isMadeHere(column);
    if (isNew && column !== null && fillsItself(column)) return {};
    const shown = columnOf(change.table, name);
    const readsRows = change.kind === "set-not-null" || !change.constraint.notValid;
    const error = violates({ type: "not-null", table: change.table, name }, context);
    return {
      compatibility: "destructive",
      hazards: readsRows ? ["breaks-running-code", "can-fail"] : ["breaks-running-code"],
      requirement: isNew ? "split" : "expand",
      finding: {
        message: isNew
          ? `Inserts of code that is still running leave ${shown} out, which is new, and fail with ${leftOut(change.table, name, context)}.`
          : `Code that is still running and leaves ${shown} empty fails with ${error}${readsRows ? "; so does this statement, if a row has NULL" : ""}.`,
        safeWay: isNew
          ? "Leave it nullable or give it a default here, ship code that writes it, and set NOT NULL in a later pull request."
          : `First ship code that always writes the column, and backfill. ${linkExpand}`,
      },
    };
  },
});

/** The column of SET NOT NULL, or of PostgreSQL 18's `ADD CONSTRAINT … NOT NULL column`. */
export function columnMadeRequired(change: SetNotNull | AddConstraint): string | null {
  if (change.kind === "set-not-null") return change.column;
  return change.constraint.type === "not-null" ? (change.constraint.columns[0] ?? null) : null;
}
