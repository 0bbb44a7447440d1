import { findTable } from "../catalog/lookup.ts";
import { policyAfter } from "../catalog/policy-after.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { comparePolicies } from "./narrower-policy.ts";
import { goesLater } from "./release.ts";
import { linkExpand, listOf, named, quote, quoteSql } from "./wording.ts";

export const alterPolicy = defineRule({
  id: "alter-policy",
  title: "A row security policy no longer lets through what running code sees or writes",
  severity: "error",
  summary:
    "Rows that the policy leaves out vanish for code that still runs, and its writes of such rows fail. It is compared with the old one: what it surely no longer lets through is told, and another condition is a warning. A policy that the same release makes is exempt.",
  kinds: ["alter-policy"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return {};
    const old = findTable(context.catalog, change.table)?.policies.get(change.name);
    if (old?.origin === "change" || goesLater(context, change.table, [])) return {};
    const policy = `Policy ${quote(change.name)} of ${named(change.table)}`;
    const { losses, otherCondition } =
      old === undefined
        ? { losses: ["is not in the history"], otherCondition: null }
        : comparePolicies(old.definition, policyAfter(old.definition, change));
    if (losses.length > 0) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code"],
        requirement: "expand",
        finding: {
          message:
            old === undefined
              ? `${policy} is changed, and the history does not tell what it was: running code may lose rows that it sees or writes now.`
              : `${policy} is changed, but ${listOf(losses)}: running code loses rows that it sees or writes now.`,
          safeWay: `First ship code that works with the narrower policy. ${linkExpand}`,
        },
      };
    }
    if (otherCondition === null) return {};
    return {
      finding: {
        severity: "warning",
        message: `${policy} gets another condition, ${quoteSql(otherCondition.sql)}: running code may lose rows that it sees or writes now.`,
        safeWay: "Make sure that it lets all through that running code needs.",
      },
    };
  },
});
