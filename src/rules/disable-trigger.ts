import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { followedBy } from "./release.ts";
import { linkExpand, named, quote } from "./wording.ts";

export const disableTrigger = defineRule({
  id: "disable-trigger",
  title: "A trigger that running code may rely on is switched off",
  severity: "error",
  summary:
    "The trigger stops for every session, not only for the migration, so rows of code that still runs pass it by. ALL also switches the checks of foreign keys off.",
  kinds: ["set-trigger-state"],
  judge: (change, context) => {
    if (change.enabled || !isLiveTable(context, change.table)) return {};
    const known = findTable(context.catalog, change.table);
    if (change.name !== null && known?.triggers.get(change.name)?.origin === "change") return {};
    const follows = followedBy(
      context,
      (later) =>
        later.kind === "set-trigger-state" &&
        later.enabled &&
        later.name === change.name &&
        nameKey(later.table) === nameKey(change.table),
    );
    // The lock is held until the end, so no other session writes without the trigger.
    if (follows === "in-transaction") return {};
    const table = named(change.table);
    const what =
      change.name === null
        ? `All triggers of ${table} stop, with ALL also its foreign keys: rows that running code writes are no longer checked or kept in step.`
        : `What trigger ${quote(change.name)} on ${table} keeps true for code that is still running stops the moment this runs.`;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: what,
        safeWay: `For a backfill use \`SET LOCAL session_replication_role = replica\` in its own session; otherwise keep the trigger until nothing relies on it. ${linkExpand}`,
      },
    };
  },
});
