import { defineRule } from "./define-rule.ts";
import { foreignKeysTo } from "./dependants.ts";
import { mayBeLiveTable } from "./live.ts";
import { linkExpand, listOf, named } from "./wording.ts";

export const truncate = defineRule({
  id: "truncate",
  title: "All rows of a table that running code may use are removed",
  severity: "error",
  summary:
    "All rows are gone for code that still runs, and with CASCADE also those of every table that points to it.",
  kinds: ["truncate"],
  judge: (change, context) => {
    if (!mayBeLiveTable(context, change.table)) return {};
    const children = foreignKeysTo(context.catalog, change.table)
      // TRUNCATE a, b empties both together.
      .filter(({ table }) => change.cascade || !context.sql.includes(table.name.name))
      .map(({ table }) => named(table.name));
    const others = listOf([...new Set(children)]);
    const along =
      others === ""
        ? ""
        : change.cascade
          ? ` CASCADE empties ${others} too.`
          : ` Because ${others} points to it the server refuses.`;
    return {
      compatibility: "destructive",
      hazards:
        others !== "" && !change.cascade
          ? ["breaks-running-code", "loses-data", "cannot-run"]
          : ["breaks-running-code", "loses-data"],
      requirement: "expand",
      finding: {
        message: `All rows of ${named(change.table)} are gone for code that is still running, and no rollback brings them back.${along}`,
        safeWay: `Delete rows in batches outside of a migration; empty a table only when no running code uses it. ${linkExpand}`,
      },
    };
  },
});
