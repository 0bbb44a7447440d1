import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { linkExpand, named } from "./wording.ts";

export const setRowSecurity = defineRule({
  id: "set-row-security",
  title: "Row security is switched on, forced or off on a table that running code uses",
  severity: "error",
  summary:
    "Switched on or forced, rows that no policy shows vanish for code that still runs. Switched off, code that relies on the policies shows everyone's rows.",
  kinds: ["set-row-security"],
  judge: (change, context) => {
    if (change.state === "not-forced" || !isLiveTable(context, change.table)) return {};
    const on = findTable(context.catalog, change.table)?.rowSecurity ?? null;
    if (change.state === "enabled" && on === true) return {};
    const table = named(change.table);
    const message =
      change.state === "disabled"
        ? `Every role sees and writes all rows of ${table}: code that is still running and relies on its policies shows one customer's rows to another.`
        : change.state === "forced"
          ? `The policies of ${table} bind its owner too: code that runs as the owner no longer sees every row.`
          : `Rows of ${table} that no policy shows vanish for code that is still running, and its writes fail with "new row violates row-level security policy".`;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message,
        safeWay: `Create the policies and ship code that works with them first. ${linkExpand}`,
      },
    };
  },
});
