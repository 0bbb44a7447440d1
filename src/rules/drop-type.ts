import { nameKey } from "../catalog/catalog.ts";
import type { DropType } from "../model/schema-change.ts";
import { clearsTheWay } from "./clears-the-way.ts";
import { defineRule } from "./define-rule.ts";
import { columnsOfType } from "./dependants.ts";
import { privilegesNotKept } from "./privileges-kept.ts";
import { earlierChanges, wentEarlier } from "./release.ts";
import { harmOfLostValues, valuesLost } from "./replacement-type.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { takesAlong } from "./takes-along.ts";
import { routinesOfType } from "./tracked-dependants.ts";
import { denied, missingType } from "./server-errors.ts";
import { columnOf, linkExpand, listOf, named } from "./wording.ts";

export const dropType = defineRule({
  id: "drop-type",
  title: "A type or domain that running code may name is dropped",
  severity: "error",
  summary:
    'Code that casts to the type or binds parameters of it fails with "type does not exist". With CASCADE every column of the type is dropped with its values.',
  kinds: ["drop-type"],
  judge: (change, context) => {
    if (clearsTheWay(change, context)) return {};
    if (context.catalog.types.get(nameKey(change.type))?.origin === "change")
      return takesAlong(change, context);
    // No running code knows the name that a type was moved to a moment ago; the move is judged by rename-type.
    const justNamed = earlierChanges(context).some(
      (earlier) => earlier.kind === "rename-type" && earlier.to === change.type.name,
    );
    const users = columnsOfType(context.catalog, change.type);
    if (justNamed && users.length === 0) return {};
    if (wentWithItsColumns(change, context)) return {};
    const lost = users.length === 0 ? valuesLost(change, context) : null;
    if (lost?.length === 0) return judgeGrants(change, context);
    if (lost !== null) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code"],
        requirement: "expand",
        finding: harmOfLostValues(change, lost),
      };
    }
    const type = named(change.type);
    const columns = users.map((user) => columnOf(user.table.name, user.column));
    const routines = routinesOfType(context, change.type);
    const along = change.cascade
      ? [
          columns.length === 0 ? "" : ` CASCADE drops ${listOf(columns)} with all values.`,
          routines.length === 0 ? "" : ` CASCADE takes ${listOf(routines)} along.`,
        ].join("")
      : columns.length + routines.length === 0
        ? ""
        : ` Because of ${listOf([...columns, ...routines])} the server refuses.`;
    return {
      compatibility: "destructive",
      hazards:
        columns.length + routines.length === 0 || (change.cascade && columns.length === 0)
          ? ["breaks-running-code"]
          : change.cascade
            ? ["breaks-running-code", "loses-data"]
            : ["breaks-running-code", "cannot-run"],
      requirement: "expand",
      finding: {
        message: `Code that is still running casts to type ${type} or binds parameters of it; it fails with ${missingType(change.type)} the moment this runs.${along}`,
        safeWay: `First move every column to another type and ship code that no longer names ${type}. ${linkExpand}`,
      },
    };
  },
});

/** Whether the release has dropped every column that running code had of the type, and nothing else needs it. */
function wentWithItsColumns(change: DropType, context: RuleContext): boolean {
  // CASCADE takes along what the history may not know; without it the server refuses.
  if (change.cascade || context.baseCatalog === undefined) return false;
  const before = columnsOfType(context.baseCatalog, change.type);
  return (
    before.length > 0 &&
    before.every(({ table, column }) => wentEarlier(context, table.name, column)) &&
    columnsOfType(context.catalog, change.type).length === 0 &&
    routinesOfType(context, change.type).length === 0
  );
}

/** A type that is made again with all its values may lack what roles were granted on the old one. */
function judgeGrants(change: DropType, context: RuleContext): RuleVerdict {
  const old = context.catalog.types.get(nameKey(change.type)) ?? null;
  const lost = privilegesNotKept({ kind: "type", name: change.type }, old, context);
  if (lost === null) return {};
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "expand",
    finding: {
      message: `Type ${named(change.type)} is made again without ${lost}: code that is still running as a role that loses them and makes tables or functions with it fails with ${denied(`type ${change.type.name}`, context.dialect)}.`,
      safeWay: "Grant them again in the same transaction.",
    },
  };
}
