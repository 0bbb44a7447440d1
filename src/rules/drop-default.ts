import { nameKey } from "../catalog/catalog.ts";
import { findColumn, findTable } from "../catalog/lookup.ts";
import type { DropDefault, SchemaChange, SetDefault } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { fillsItself, isLiveTable, isMadeHere } from "./live.ts";
import { notNullChecks } from "./not-null-proof.ts";
import { madeAgain, goesLater } from "./release.ts";
import { leftOut, violates } from "./server-errors.ts";
import { columnOf, linkExpand } from "./wording.ts";

export const dropDefault = defineRule({
  id: "drop-default",
  title: "A default that inserts of running code rely on is dropped",
  severity: "error",
  summary:
    "Inserts of code that still runs leave the column out and rely on the default: without it they fail in a NOT NULL column, and store NULL in a nullable one (a warning). A default that this release adds to a NOT NULL column and takes away again does the same. One that the same transaction sets again, or turns into an identity, is not missed.",
  kinds: ["drop-default", "set-default"],
  judge: (change, context) => {
    // SET DEFAULT NULL does the same.
    if (change.kind === "set-default" && !change.default.isNull) return null;
    if (!isLiveTable(context, change.table)) return {};
    const column = findColumn(context.catalog, change.table, change.column);
    if (column !== null && column.default === null && !column.autoIncrement) return {};
    if (goesLater(context, change.table, [change.column])) return {};
    // Nobody sees the column without a default that the same transaction sets again.
    const again = madeAgain(
      context,
      (later) => fillsAgain(later, change),
      (schema) => {
        const left = findColumn(schema, change.table, change.column);
        return left !== null && fillsItself(left);
      },
    );
    if (again === "in-transaction") return {};
    const name = columnOf(change.table, change.column);
    const isNew = isMadeHere(column);
    const table = findTable(context.catalog, change.table);
    const [check] = table === null ? [] : notNullChecks(table, change.column);
    if (column?.nullable === true && check === undefined) {
      if (isNew) return {};
      return {
        finding: {
          severity: "warning",
          message: `Inserts of running code that leave ${name} out store NULL from now on.`,
          safeWay: "First ship code that always writes the column.",
        },
      };
    }
    const error =
      column?.nullable === true && check !== undefined
        ? violates({ type: "check", table: change.table, name: check.name }, context)
        : leftOut(change.table, change.column, context);
    const unless = column === null ? " if it is NOT NULL, which the migrations do not tell" : "";
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: isNew ? "split" : "expand",
      finding: {
        message: `Inserts of code that is still running leave ${name} out; without its default they fail with ${error}${unless}.`,
        safeWay: isNew
          ? "Keep the default of the new column, and drop it in a later pull request, when all running code writes the column."
          : `First ship code that always writes the column. ${linkExpand}`,
      },
    };
  },
});

function fillsAgain(later: SchemaChange, change: DropDefault | SetDefault): boolean {
  return (
    ((later.kind === "set-default" && !later.default.isNull) || later.kind === "add-identity") &&
    later.column === change.column &&
    nameKey(later.table) === nameKey(change.table)
  );
}
