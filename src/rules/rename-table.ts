import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import type { RenameTable } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { leftBehind } from "./left-behind.ts";
import { mayBeLiveTable } from "./live.ts";
import { lostInRebuild, strictest, type Loss } from "./lost-in-rebuild.ts";
import { recreatedView } from "./recreated-view.ts";
import { followedBy } from "./release.ts";
import { replacementTable } from "./replacement-table.ts";
import { judgeRenamedSequence, renamesSequence } from "./renamed-sequence.ts";
import type { RuleContext } from "./rule.ts";
import { behindView, grantsMissed, keptColumns, missesInView } from "./stand-in-view.ts";
import { missingTable } from "./server-errors.ts";
import { linkExpand, listOf, named, quote } from "./wording.ts";

export const renameTable = defineRule({
  id: "rename-table",
  title: "A table or sequence gets another name, which running code does not know",
  severity: "error",
  summary:
    "Code that still runs does not know the new name and fails at once; a rollback of the code fails too. No order of deployments makes it safe in one step, but a view under the old name does for a table.",
  kinds: ["rename-table"],
  judge: (change, context) => {
    if (renamesSequence(change, context)) return judgeRenamedSequence(change, context);
    if (!mayBeLiveTable(context, change.table)) return {};
    const old = named(change.table);
    const view = recreatedView(context, change.table);
    if (view?.follows === "in-transaction") {
      // A view under the old name serves running code like the table itself.
      const moved = { ...change.table, name: change.to };
      const misses = [
        ...missesInView(view.found, keptColumns(context, change.table, moved), moved),
        ...grantsMissed(change.table, findTable(context.catalog, change.table), context),
      ];
      return misses.length === 0 ? {} : behindView(old, misses);
    }
    const replacement = replacementTable(change, context);
    if (replacement === null) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code"],
        requirement: "split",
        finding: {
          message: `Code that is still running uses ${old}; it fails with ${missingTable(change.table, context.dialect)} the moment this runs, and again after a rollback of the code.`,
          safeWay: `Rename it and create a view ${old} over ${quote(change.to)} in the same transaction; drop the view in a later pull request.`,
        },
      };
    }
    const losses: readonly Loss[] = [
      ...lostInRebuild(replacement, findTable(context.catalog, change.table), context),
      ...leftBehind(context, change.table).map((one) => ({
        does: `leaves ${one} with the old one`,
        requirement: "split" as const,
      })),
    ];
    if (losses.length === 0) return {};
    const requirement = strictest(losses);
    const keepShape = "Keep the shape in the rebuild, and change it in steps of its own.";
    return {
      compatibility: "destructive",
      hazards: isDropped(change, context)
        ? ["breaks-running-code", "loses-data"]
        : ["breaks-running-code"],
      requirement,
      finding: {
        message: `The table that takes the place of ${old} ${listOf(losses.map(({ does }) => does))}, which code that is still running may rely on.`,
        safeWay: requirement === "expand" ? `${keepShape} ${linkExpand}` : keepShape,
      },
    };
  },
});

/** Whether the release drops the table under its new name. */
function isDropped(change: RenameTable, context: RuleContext): boolean {
  const key = nameKey({ ...change.table, name: change.to });
  const drops = followedBy(
    context,
    (later) => later.kind === "drop-table" && nameKey(later.table) === key,
  );
  return drops !== null;
}
