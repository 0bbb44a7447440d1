import { nameKey } from "../catalog/catalog.ts";
import { findView } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { earlierInTransaction } from "./release.ts";
import { listOf, named, quote } from "./wording.ts";

const refusedUpsert = quote(
  "INSERT with ON CONFLICT clause cannot be used with table that has INSERT or UPDATE rules",
);

export const createRule = defineRule({
  id: "create-rule",
  title: "A rule rewrites what running code does to a table",
  severity: "error",
  summary:
    "An INSTEAD rule puts something else in the place of a command of running code, and with any rule on INSERT or UPDATE its upserts (ON CONFLICT) are refused. Rules on new tables and on views are exempt.",
  kinds: ["create-rule"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    // The writes of a view are what rules are for.
    if (findView(context.catalog, change.table) !== null) return {};
    const refusesUpserts = change.event === "insert" || change.event === "update";
    if (!change.instead && !refusesUpserts) return {};
    const replaces = earlierInTransaction(context).some(
      (earlier) =>
        earlier.kind === "drop-rule" &&
        earlier.name === change.name &&
        nameKey(earlier.table) === nameKey(change.table),
    );
    if (replaces) return {};
    const table = named(change.table);
    const event = change.event.toUpperCase();
    const harms = [
      ...(change.instead
        ? [`${event} of running code on ${table} does what rule ${quote(change.name)} says instead`]
        : []),
      ...(refusesUpserts ? [`upserts of running code on ${table} fail with ${refusedUpsert}`] : []),
    ];
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `From now on, ${listOf(harms)}.`,
        safeWay: "Use a trigger, which leaves the command of running code as it is.",
      },
    };
  },
});
