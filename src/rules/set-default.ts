import { nameKey } from "../catalog/catalog.ts";
import { findColumn } from "../catalog/lookup.ts";
import type { Expression } from "../model/expression.ts";
import type { SetDefault } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable, isMadeHere } from "./live.ts";
import { earlierInTransaction } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { columnOf, quoteSql } from "./wording.ts";

export const setDefault = defineRule({
  id: "set-default",
  title: "A default that inserts of running code rely on is replaced by another",
  severity: "warning",
  summary:
    "Inserts of running code that leave the column out store another value from now on, which that code may not expect.",
  kinds: ["set-default"],
  judge: (change, context) => {
    if (change.default.isNull) return null;
    const column = findColumn(context.catalog, change.table, change.column);
    if (column === null || isMadeHere(column)) return {};
    if (!isLiveTable(context, change.table)) return {};
    const old = column.default ?? droppedDefault(change, context);
    if (old === null || withoutCast(old) === withoutCast(change.default)) return {};
    return {
      finding: {
        message: `Inserts of running code that leave ${columnOf(change.table, change.column)} out store ${quoteSql(change.default.sql)} from now on instead of ${quoteSql(old.sql)}.`,
        safeWay: "First ship code that writes the column itself, then change the default.",
      },
    };
  },
});

/** The default that running code knows, where this transaction has dropped it to set it again. */
function droppedDefault(change: SetDefault, context: RuleContext): Expression | null {
  const isDropped = earlierInTransaction(context).some(
    (earlier) =>
      earlier.kind === "drop-default" &&
      earlier.column === change.column &&
      nameKey(earlier.table) === nameKey(change.table),
  );
  if (!isDropped || context.baseCatalog === undefined) return null;
  return findColumn(context.baseCatalog, change.table, change.column)?.default ?? null;
}

/** A literal stores the same value whatever it is cast to: an enum that is swapped has another name meanwhile. */
function withoutCast({ sql }: Expression): string {
  return /^('(?:[^']|'')*')::[\w."[\] ]+$/.exec(sql.trim())?.[1] ?? sql;
}
