import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import type { PolicyDefinition } from "../model/definitions.ts";
import type { Expression } from "../model/expression.ts";
import type { SchemaChange, SetRowSecurity } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { laterInTransaction } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { hiddenRow } from "./server-errors.ts";
import { linkExpand, named } from "./wording.ts";

export const setRowSecurity = defineRule({
  id: "set-row-security",
  title: "Row security is switched on, forced or off on a table that running code uses",
  severity: "error",
  summary:
    "Switched on or forced, rows that no policy shows vanish for code that still runs. Switched off, code that relies on the policies shows everyone's rows.",
  kinds: ["set-row-security"],
  judge: (change, context) => {
    if (change.state === "not-forced" || !isLiveTable(context, change.table)) return {};
    const on = findTable(context.catalog, change.table)?.rowSecurity ?? null;
    if (change.state === "enabled" && (on === true || letsAllThrough(change, context))) return {};
    const table = named(change.table);
    const message =
      change.state === "disabled"
        ? `Every role sees and writes all rows of ${table}: code that is still running and relies on its policies shows one customer's rows to another.`
        : change.state === "forced"
          ? `The policies of ${table} bind its owner too: code that runs as the owner no longer sees every row.`
          : `Rows of ${table} that no policy shows vanish for code that is still running, and its writes fail with ${hiddenRow(change.table)}.`;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message,
        safeWay: `Create the policies and ship code that works with them first. ${linkExpand}`,
      },
    };
  },
});

/** Whether a policy lets everyone see and write every row from the beginning, and no other takes that away. */
function letsAllThrough(change: SetRowSecurity, context: RuleContext): boolean {
  const ofTable = (other: SchemaChange): PolicyDefinition[] =>
    other.kind === "create-policy" && nameKey(other.table) === nameKey(change.table)
      ? [other.definition]
      : [];
  const policies = [
    ...[...(findTable(context.catalog, change.table)?.policies.values() ?? [])].map(
      ({ definition }) => definition,
    ),
    ...laterInTransaction(context).flatMap(ofTable),
  ];
  return policies.every(({ permissive }) => permissive) && policies.some(isOpen);
}

function isOpen({ command, roles, using, check }: PolicyDefinition): boolean {
  const isTrue = (condition: Expression | null): boolean =>
    condition !== null && /^\(*true\)*$/i.test(condition.sql.trim());
  return command === "ALL" && roles.includes("public") && isTrue(using) && isTrue(check ?? using);
}
