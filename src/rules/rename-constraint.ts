import { findConstraint, findIndex } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { RenameConstraint, RenameIndex } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import type { RuleContext } from "./rule.ts";
import { named, quote } from "./wording.ts";

export const renameConstraint = defineRule({
  id: "rename-constraint",
  title: "A unique constraint gets another name, which ON CONFLICT ON CONSTRAINT may use",
  severity: "warning",
  summary:
    "Nothing but `ON CONFLICT ON CONSTRAINT name` uses the name of a constraint; code that still runs and does so fails. Checks and foreign keys are never named there. The index of a constraint has its name, so renaming the index renames both.",
  kinds: ["rename-constraint", "rename-index"],
  judge: (change, context) => {
    const renamed = renamedConstraint(change, context);
    if (renamed === null) return null;
    const { table, name } = renamed;
    if (!isLiveTable(context, table)) return {};
    const constraint = findConstraint(context.catalog, table, name);
    if (constraint?.origin === "change") return {};
    // Nothing but ON CONFLICT ON CONSTRAINT names a constraint, and only those that keep rows apart fit there.
    if (constraint !== null && !["unique", "primary-key", "exclusion"].includes(constraint.type))
      return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      finding: {
        message: `Code that is still running and writes ${named(table)} with \`ON CONFLICT ON CONSTRAINT\` ${quote(name)} fails with ${quote(`constraint "${name}" for table "${table.name}" does not exist`)}.`,
        safeWay: "Ship code that names the columns (`ON CONFLICT (…)`) first.",
      },
    };
  },
});

/** The constraint that gets another name: also by its index, which has the same. */
function renamedConstraint(
  change: RenameConstraint | RenameIndex,
  context: RuleContext,
): { readonly table: QualifiedName; readonly name: string } | null {
  if (change.kind === "rename-constraint") return change;
  if (context.dialect !== "postgresql") return null;
  const index = findIndex(context.catalog, change.index);
  return index?.constraint == null ? null : { table: index.table, name: index.constraint };
}
