import { findView } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { isImplied, isOutOfReach, keyOfIndex } from "./uniqueness.ts";
import { violates } from "./server-errors.ts";
import { linkExpand, listOf, named, quote, quoteSql } from "./wording.ts";

export const createUniqueIndex = defineRule({
  id: "create-unique-index",
  title: "A new unique index rejects duplicates that running code writes",
  severity: "error",
  summary:
    "A new unique index rejects duplicates that code still running writes, and its build fails if there are any.",
  kinds: ["create-index"],
  judge: (change, context) => {
    const { index, table } = change;
    if (!index.unique || !isLiveTable(context, table)) return {};
    // Nothing but REFRESH writes a materialized view.
    if (findView(context.catalog, table) !== null) return { hazards: ["can-fail"] };
    const key = keyOfIndex(index);
    const columns = index.parts.flatMap((part) => (part.column === null ? [] : [part.column]));
    if (isImplied(context, table, key) || isOutOfReach(context, table, columns)) return {};
    const parts = index.parts.map((part) =>
      part.column === null ? quoteSql(part.expression?.sql ?? "") : quote(part.column),
    );
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code", "can-fail"],
      requirement: "expand",
      finding: {
        message: `Code that is still running and repeats ${listOf(parts)} in ${named(table)} fails with ${violates({ type: "unique", table, name: index.name }, context)}; so does this statement, if rows repeat it.`,
        safeWay: `First ship code that writes no duplicates, and remove those that exist. ${linkExpand}`,
      },
    };
  },
});
