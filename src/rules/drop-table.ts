import { viewsReading } from "../catalog/entries.ts";
import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { foreignKeysTo } from "./dependants.ts";
import { isLiveTable } from "./live.ts";
import { lostIn, replacementTable } from "./replacement-table.ts";
import { columnOf, linkExpand, listOf, missing, named } from "./wording.ts";

export const dropTable = defineRule({
  id: "drop-table",
  title: "A table that running code may use is dropped, with its rows",
  severity: "error",
  summary:
    "Code that still runs, in any environment, worker or queue, fails on its next query of the table, and no rollback brings the rows back. It passes once a linked expand pull request that removed the uses is deployed.",
  kinds: ["drop-table"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    const table = named(change.table);
    const old = findTable(context.catalog, change.table);
    const replacement = replacementTable(context, change.table);
    if (replacement !== null) {
      const losses = lostIn(replacement, old, context);
      if (losses.length === 0) return {};
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code", "loses-data"],
        requirement: "expand",
        finding: {
          message: `The table that takes the place of ${table} ${listOf(losses)}, which code that is still running may rely on.`,
          safeWay: `Keep the shape in the rebuild, and change it in steps of its own. ${linkExpand}`,
        },
      };
    }
    const partitionOf = old?.partitionOf ?? null;
    const dependants = [
      ...viewsReading(context.catalog, change.table).map((view) => `view ${named(view.name)}`),
      ...foreignKeysTo(context.catalog, change.table)
        // DROP TABLE a, b drops the references between the two along.
        .filter((key) => change.cascade || !context.sql.includes(key.table.name.name))
        .map((key) => `foreign key ${columnOf(key.table.name, key.constraint.name)}`),
    ];
    const harm =
      partitionOf === null
        ? `Code that is still running uses ${table}; it fails with ${missing("table", context.dialect)} the moment this runs, and the rows are gone.`
        : `The rows of partition ${table} vanish from ${named(partitionOf)} and are gone.`;
    const along =
      dependants.length === 0
        ? ""
        : change.cascade
          ? ` CASCADE takes ${listOf(dependants)} along.`
          : ` Because of ${listOf(dependants)} the server refuses.`;
    return {
      compatibility: "destructive",
      hazards:
        dependants.length > 0 && !change.cascade && context.dialect === "postgresql"
          ? ["breaks-running-code", "loses-data", "cannot-run"]
          : ["breaks-running-code", "loses-data"],
      requirement: "expand",
      finding: {
        message: harm + along,
        safeWay: `First ship code that no longer reads or writes ${table}, its model included. ${linkExpand}`,
      },
    };
  },
});
