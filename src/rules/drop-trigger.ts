import { nameKey } from "../catalog/catalog.ts";
import { tablesWithTrigger } from "../catalog/entries.ts";
import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { goesLater, madeAgain } from "./release.ts";
import { linkExpand, named, quote } from "./wording.ts";

export const dropTrigger = defineRule({
  id: "drop-trigger",
  title: "A trigger that running code may rely on is dropped",
  severity: "error",
  summary:
    "What the trigger kept true (a copied column of an expand, a timestamp, a check) stops for code that still runs. A sync trigger may go only when no running code relies on it.",
  kinds: ["drop-trigger"],
  judge: (change, context) => {
    const { table } = change;
    if (table !== null && !mayBeLiveTable(context, table)) return {};
    const owners =
      table === null
        ? [...context.catalog.tables.values()].filter((owner) => owner.triggers.has(change.name))
        : [findTable(context.catalog, table)].filter((owner) => owner !== null);
    if (owners.some((owner) => owner.triggers.get(change.name)?.origin === "change")) return {};
    const follows = madeAgain(
      context,
      (later) =>
        later.kind === "create-trigger" &&
        later.name === change.name &&
        (table === null || nameKey(later.table) === nameKey(table)),
      (schema) =>
        tablesWithTrigger(schema, change.name).some(
          (owner) => table === null || nameKey(owner.name) === nameKey(table),
        ),
    );
    // SQLite and MySQL know no other way to replace one.
    if (follows === "in-transaction" || (follows === "later" && table === null)) return {};
    if (table !== null && goesLater(context, table, [])) return {};
    const on = table === null ? "" : ` on ${named(table)}`;
    if (follows === "later") {
      return {
        finding: {
          severity: "warning",
          message: `Rows written between the drop of trigger ${quote(change.name)}${on} and its new creation pass it by.`,
          safeWay: "Drop and create it in one transaction, or use `CREATE OR REPLACE TRIGGER`.",
        },
      };
    }
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `What trigger ${quote(change.name)}${on} keeps true for code that is still running (a copied column, a timestamp, a check) stops the moment this runs.`,
        safeWay: `Keep the trigger until no running code relies on it. ${linkExpand}`,
      },
    };
  },
});
