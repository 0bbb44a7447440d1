import { findConstraint } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { named, quote } from "./wording.ts";

export const renameConstraint = defineRule({
  id: "rename-constraint",
  title: "A unique constraint gets another name, which ON CONFLICT ON CONSTRAINT may use",
  severity: "warning",
  summary:
    "Nothing but `ON CONFLICT ON CONSTRAINT name` uses the name of a constraint; code that still runs and does so fails. Checks and foreign keys are never named there.",
  kinds: ["rename-constraint"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    const constraint = findConstraint(context.catalog, change.table, change.name);
    if (constraint?.origin === "change") return {};
    // Nothing but ON CONFLICT ON CONSTRAINT names a constraint, and only those that keep rows apart fit there.
    if (constraint !== null && !["unique", "primary-key", "exclusion"].includes(constraint.type))
      return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      finding: {
        message: `Code that is still running and writes ${named(change.table)} with \`ON CONFLICT ON CONSTRAINT\` ${quote(change.name)} fails with "constraint does not exist".`,
        safeWay: "Ship code that names the columns (`ON CONFLICT (…)`) first.",
      },
    };
  },
});
