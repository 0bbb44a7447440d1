import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import { clearsTheWay } from "./clears-the-way.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { comparePolicies } from "./narrower-policy.ts";
import { findAgain, goesLater } from "./release.ts";
import { hiddenRow } from "./server-errors.ts";
import { linkExpand, listOf, named, quote, quoteSql } from "./wording.ts";

export const dropPolicy = defineRule({
  id: "drop-policy",
  title: "A row security policy that lets running code see rows is dropped",
  severity: "error",
  summary:
    'Rows that the policy showed vanish for code that still runs, and its writes fail with "new row violates row-level security policy". Made again in the same transaction it is compared with the old one: what it surely no longer lets through is told, and another condition is a warning.',
  kinds: ["drop-policy"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table) || clearsTheWay(change, context)) return {};
    const old = findTable(context.catalog, change.table)?.policies.get(change.name);
    if (old?.origin === "change" || goesLater(context, change.table, [])) return {};
    const next = findAgain(
      context,
      (later) =>
        later.kind === "create-policy" &&
        later.name === change.name &&
        nameKey(later.table) === nameKey(change.table)
          ? later
          : null,
      // Of a table that no migration makes, nothing is kept.
      (schema) => findTable(schema, change.table)?.policies.has(change.name) ?? true,
    );
    const policy = `Policy ${quote(change.name)} of ${named(change.table)}`;
    if (next?.follows === "in-transaction") {
      if (old === undefined) return {};
      const { losses, otherCondition } = comparePolicies(old.definition, next.found.definition);
      if (losses.length > 0) {
        return {
          compatibility: "destructive",
          hazards: ["breaks-running-code"],
          requirement: "expand",
          finding: {
            message: `${policy} is made again, but ${listOf(losses)}: running code loses rows that it sees or writes now.`,
            safeWay: `First ship code that works with the narrower policy. ${linkExpand}`,
          },
        };
      }
      if (otherCondition === null) return {};
      return {
        finding: {
          severity: "warning",
          message: `${policy} is made again with another condition, ${quoteSql(otherCondition.sql)}: running code may lose rows that it sees or writes now.`,
          safeWay: "Make sure that it lets all through that running code needs.",
        },
      };
    }
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Rows of ${named(change.table)} that policy ${quote(change.name)} showed to running code are hidden from it, and its writes fail with ${hiddenRow(change.table)}.`,
        safeWay: `Create the policy that takes its place first. ${linkExpand}`,
      },
    };
  },
});
