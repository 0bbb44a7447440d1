import { nameKey } from "../catalog/catalog.ts";
import { findColumn } from "../catalog/lookup.ts";
import type { DropDefault, SchemaChange, SetDefault } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable, isMadeHere } from "./live.ts";
import { madeAgain, goesLater } from "./release.ts";
import { columnOf, linkExpand, violates } from "./wording.ts";

export const dropDefault = defineRule({
  id: "drop-default",
  title: "A default that inserts of running code rely on is dropped",
  severity: "error",
  summary:
    "Inserts of code that still runs leave the column out and rely on the default: without it they fail in a NOT NULL column, and store NULL in a nullable one (a warning). A default that this release adds to a NOT NULL column and takes away again does the same. One that the same transaction sets again is not missed.",
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
      (later) => setsDefault(later, change),
      (schema) => (findColumn(schema, change.table, change.column)?.default ?? null) !== null,
    );
    if (again === "in-transaction") return {};
    const name = columnOf(change.table, change.column);
    const isNew = isMadeHere(column);
    if (column?.nullable === true) {
      if (isNew) return {};
      return {
        finding: {
          severity: "warning",
          message: `Inserts of running code that leave ${name} out store NULL from now on.`,
          safeWay: "First ship code that always writes the column.",
        },
      };
    }
    const unless = column === null ? " if it is NOT NULL, which the migrations do not tell" : "";
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: isNew ? "split" : "expand",
      finding: {
        message: `Inserts of code that is still running leave ${name} out; without its default they fail with ${violates("not-null", context.dialect)}${unless}.`,
        safeWay: isNew
          ? "Keep the default of the new column, and drop it in a later pull request, when all running code writes the column."
          : `First ship code that always writes the column. ${linkExpand}`,
      },
    };
  },
});

function setsDefault(later: SchemaChange, change: DropDefault | SetDefault): boolean {
  return (
    later.kind === "set-default" &&
    !later.default.isNull &&
    later.column === change.column &&
    nameKey(later.table) === nameKey(change.table)
  );
}
