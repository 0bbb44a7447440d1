import { findConstraint } from "../catalog/lookup.ts";
import type { AddConstraint, AlterConstraint } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import {
  bindsRunningCode,
  hasEmptyNewColumn,
  mirrorsExisting,
  onlyNewColumns,
} from "./new-constraint.ts";
import type { RuleContext } from "./rule.ts";
import { violates, nameOfConstraint } from "./server-errors.ts";
import { columnOf, linkExpand, listOf, named } from "./wording.ts";

export const addForeignKey = defineRule({
  id: "add-foreign-key",
  title:
    "A new foreign key rejects rows that running code writes or deletes, also when it is NOT VALID",
  severity: "error",
  summary:
    "A new foreign key rejects what code still running writes or deletes in another order, also when it is NOT VALID: that spares only the rows that exist.",
  kinds: ["add-constraint", "alter-constraint"],
  judge: (altered, context) => {
    const change = tightened(altered, context);
    if (change === null) return null;
    const { constraint, table } = change;
    if (constraint.type !== "foreign-key") return null;
    if (!bindsRunningCode(change, context) || mirrorsExisting(change, context)) return {};
    if (hasEmptyNewColumn(change, context) || onlyNewColumns(change, context)) return {};
    const parent =
      constraint.references === null ? "the other table" : named(constraint.references.table);
    const columns = listOf(constraint.columns.map((column) => columnOf(table, column)));
    const later = isDeferredNoMore(altered)
      ? ""
      : constraint.notValid
        ? "; NOT VALID spares only the rows that exist"
        : "; so does this statement, if such rows exist";
    return {
      compatibility: "destructive",
      hazards:
        constraint.notValid || isDeferredNoMore(altered)
          ? ["breaks-running-code"]
          : ["breaks-running-code", "can-fail"],
      requirement: "expand",
      finding: {
        message: `Code that is still running and writes ${columns} before the row of ${parent}, or deletes that row first, fails with ${violates({ type: "foreign-key", table, name: nameOfConstraint(context.catalog, table, constraint) }, context)}${later}.`,
        safeWay: `First ship code that keeps the order, and remove orphans. ${linkExpand}`,
      },
    };
  },
});

/** Nothing is looked up then: the rows that exist have passed. */
function isDeferredNoMore(change: AddConstraint | AlterConstraint): boolean {
  return change.kind === "alter-constraint" && change.deferrable === false;
}

/** A foreign key that becomes enforced, or that can no longer be deferred, binds running code like a new one. */
function tightened(
  change: AddConstraint | AlterConstraint,
  context: RuleContext,
): AddConstraint | null {
  if (change.kind === "add-constraint") return change;
  const { table, name } = change;
  const known = findConstraint(context.catalog, table, name);
  // What this release adds is told where it is added, unless it binds nobody yet.
  if (known === null || (known.origin === "change" && known.enforced)) return null;
  const binds =
    (change.enforced === true && !known.enforced) ||
    (change.deferrable === false && known.deferrable);
  if (!binds) return null;
  const constraint = { ...known, enforced: true, deferrable: false, notValid: false };
  return { kind: "add-constraint", table, constraint };
}
