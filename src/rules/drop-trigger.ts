import { nameKey } from "../catalog/catalog.ts";
import type { Trigger } from "../catalog/catalog.ts";
import { tablesWithTrigger } from "../catalog/entries.ts";
import { findTable } from "../catalog/lookup.ts";
import type { CreateTrigger } from "../model/schema-change.ts";
import { clearsTheWay } from "./clears-the-way.ts";
import { defineRule } from "./define-rule.ts";
import { mayBeLiveTable } from "./live.ts";
import { triggerLosses } from "./narrower-trigger.ts";
import { findAgain, goesLater } from "./release.ts";
import type { RuleVerdict } from "./rule.ts";
import { linkExpand, listOf, named, quote, withoutGap } from "./wording.ts";

export const dropTrigger = defineRule({
  id: "drop-trigger",
  title: "A trigger that running code may rely on is dropped, or fires for less",
  severity: "error",
  summary:
    "What the trigger kept true (a copied column of an expand, a timestamp, a check) stops for code that still runs. A sync trigger may go only when no running code relies on it. Made again in the same transaction it is missed only where it fires for less.",
  kinds: ["drop-trigger", "create-trigger"],
  judge: (change, context) => {
    const { table } = change;
    if (change.kind === "create-trigger") {
      const replaced = findTable(context.catalog, change.table)?.triggers.get(change.name);
      const isLive = change.replace && replaced !== undefined && replaced.origin !== "change";
      return isLive ? firesForLess(replaced, change) : null;
    }
    if (table !== null && !mayBeLiveTable(context, table)) return {};
    if (change.kind === "drop-trigger" && clearsTheWay(change, context)) return {};
    const old =
      table === null ? null : findTable(context.catalog, table)?.triggers.get(change.name);
    if (old?.origin === "change") return {};
    const next = findAgain(
      context,
      (later) =>
        later.kind === "create-trigger" &&
        later.name === change.name &&
        (table === null || nameKey(later.table) === nameKey(table))
          ? later
          : null,
      (schema) =>
        // Of a table that no migration makes, nothing is kept.
        (table !== null && findTable(schema, table) === null) ||
        tablesWithTrigger(schema, change.name).some(
          (owner) => table === null || nameKey(owner.name) === nameKey(table),
        ),
    );
    const narrowed = old == null || next === null ? null : firesForLess(old, next.found);
    if (narrowed !== null) return narrowed;
    const follows = next?.follows ?? null;
    // MySQL knows no other way to replace one.
    if (follows === "in-transaction" || (follows === "later" && context.dialect === "mysql"))
      return {};
    if (table !== null && goesLater(context, table, [])) return {};
    const on = table === null ? "" : ` on ${named(table)}`;
    if (follows === "later") {
      return {
        finding: {
          severity: "warning",
          message: `Rows written between the drop of trigger ${quote(change.name)}${on} and its new creation pass it by.`,
          safeWay: withoutGap("TRIGGER", context.dialect),
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

/** The verdict on a trigger that takes the name of one; null where it fires for as much, or where that cannot be told. */
function firesForLess(old: Trigger, next: CreateTrigger): RuleVerdict | null {
  if (old.definition === null || next.definition === undefined) return null;
  const losses = triggerLosses(old.definition, next.definition);
  if (losses.length === 0) return null;
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "expand",
    finding: {
      message: `Trigger ${quote(next.name)} on ${named(next.table)} is made again, but ${listOf(losses)}: what it keeps true for rows that running code writes otherwise stops there.`,
      safeWay: `Let it fire for all that it fires for now, until no running code relies on it. ${linkExpand}`,
    },
  };
}
