import { nameKey } from "../catalog/catalog.ts";
import type { RenameType } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { columnsOfType } from "./dependants.ts";
import { followedBy } from "./release.ts";
import { harmOfLostValues, valuesLost } from "./replacement-type.ts";
import type { RuleContext } from "./rule.ts";
import { missingType } from "./server-errors.ts";
import { columnOf, listOf, named, quote } from "./wording.ts";

export const renameType = defineRule({
  id: "rename-type",
  title: "A type or domain gets another name, which running code does not know",
  severity: "error",
  summary:
    'Code that casts to the type or binds parameters of it fails with "type does not exist". When an enum takes the place of another, the values that are gone are what breaks.',
  kinds: ["rename-type"],
  judge: (change, context) => {
    const old = context.catalog.types.get(nameKey(change.type));
    if (old?.origin === "change") return {};
    const type = named(change.type);
    const destructive = {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
    } as const;
    const lost = valuesLost(change, context);
    if (lost !== null && lost.length > 0)
      return { ...destructive, finding: harmOfLostValues(change, lost) };
    const columns = lost === null ? [] : columnsLeft(change, context);
    if (lost !== null && columns.length === 0) return {};
    if (columns.length > 0) {
      return {
        ...destructive,
        finding: {
          message: `Another type takes the name ${type}, but the old one stays in ${listOf(columns)}: writes of code that is still running and casts to ${type} fail, because the types differ.`,
          safeWay: `Move every column to the new ${type} in the same transaction.`,
        },
      };
    }
    return {
      ...destructive,
      finding: {
        message: `Code that is still running casts to ${type} or binds parameters of it; it fails with ${missingType(change.type)} the moment this runs.`,
        safeWay: `Create ${quote(change.to)} beside it, move the columns by expand and contract, and drop ${type} in a later pull request.`,
      },
    };
  },
});

/** Columns that still have the old type when the transaction ends. */
function columnsLeft(change: RenameType, context: RuleContext): readonly string[] {
  return columnsOfType(context.catalog, change.type)
    .filter(({ table, column }) => {
      const key = nameKey(table.name);
      const follows = followedBy(context, (later) => {
        if (later.kind === "drop-table") return nameKey(later.table) === key;
        const moves = later.kind === "alter-column-type" || later.kind === "drop-column";
        return moves && nameKey(later.table) === key && later.column === column;
      });
      return follows !== "in-transaction";
    })
    .map(({ table, column }) => columnOf(table.name, column));
}
