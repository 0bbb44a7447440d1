import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { goesLater, madeAgain } from "./release.ts";
import { linkExpand, named, quote } from "./wording.ts";

export const dropPolicy = defineRule({
  id: "drop-policy",
  title: "A row security policy that lets running code see rows is dropped",
  severity: "error",
  summary:
    'Rows that the policy showed vanish for code that still runs, and its writes fail with "new row violates row-level security policy".',
  kinds: ["drop-policy"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return {};
    if (findTable(context.catalog, change.table)?.policies.get(change.name) === "change") return {};
    const follows = madeAgain(
      context,
      (later) =>
        later.kind === "create-policy" &&
        later.name === change.name &&
        nameKey(later.table) === nameKey(change.table),
      (schema) => findTable(schema, change.table)?.policies.has(change.name) === true,
    );
    if (follows === "in-transaction" || goesLater(context, change.table, [])) return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Rows of ${named(change.table)} that policy ${quote(change.name)} showed to running code are hidden from it, and its writes fail with "new row violates row-level security policy".`,
        safeWay: `Create the policy that takes its place first. ${linkExpand}`,
      },
    };
  },
});
