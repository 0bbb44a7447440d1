import { findConstraint, findTable } from "../catalog/lookup.ts";
import type { AlterConstraint } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { whileRewriting } from "./new-column.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { named, quote } from "./wording.ts";

/** Statements of one action on one line, which NOT VALID at the end mends. */
const singleAction =
  /^alter\s+table\s[^\n]*\)(?: on (?:delete|update) (?:cascade|restrict|no action|set null|set default)){0,2}$/i;

export const constraintScan = defineRule({
  id: "constraint-scan",
  title: "A CHECK or foreign key without NOT VALID reads the whole table under a lock",
  severity: "error",
  summary:
    "Without NOT VALID the server reads every row to test the constraint, under the lock that it takes to add it. VALIDATE CONSTRAINT does the same later under a lock that lets reads and writes through.",
  kinds: ["add-constraint", "alter-constraint"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.kind === "alter-constraint") return judgeEnforced(change, context);
    const { constraint, table } = change;
    if (constraint.type !== "check" && constraint.type !== "foreign-key") return null;
    if (constraint.notValid || !constraint.enforced || !isLiveTable(context, table)) return null;
    const words = constraint.type === "check" ? "the new check" : "the new foreign key";
    const shown = constraint.name === null ? words : quote(constraint.name);
    const impossible =
      constraint.type === "foreign-key" &&
      context.databaseVersion < 18 &&
      findTable(context.catalog, table)?.partitioned === true;
    const safeWay = impossible
      ? "Before PostgreSQL 18 a partitioned table takes no NOT VALID foreign key: add it to each partition as NOT VALID, validate each, then add it to the parent."
      : "Add it as NOT VALID, and run `VALIDATE CONSTRAINT` in a later transaction, which lets writes through.";
    const mendable =
      !impossible &&
      singleAction.test(context.sql) &&
      !/,\s*(?:add|alter|drop)\b/i.test(context.sql);
    const parent = constraint.references === null ? "" : named(constraint.references.table);
    return {
      hazards:
        constraint.type === "check"
          ? ["scans-table", "blocks-reads", "blocks-writes"]
          : ["scans-table", "blocks-writes"],
      finding: {
        message:
          constraint.type === "check"
            ? `Every row of ${named(table)} is read to test ${shown}; ${whileRewriting}.`
            : `Every row of ${named(table)} is looked up in ${parent} to test ${shown}; SHARE ROW EXCLUSIVE on both tables blocks every write of running code until it is done.`,
        safeWay,
        ...(mendable ? { mend: { replace: /$/, with: " NOT VALID" } } : {}),
      },
    };
  },
});

/** A foreign key that becomes enforced is validated at once, under the lock of the statement. */
function judgeEnforced(
  { table, name, enforced }: AlterConstraint,
  context: RuleContext,
): RuleVerdict | null {
  const known = findConstraint(context.catalog, table, name);
  const becomes = enforced === true && known?.type === "foreign-key" && !known.enforced;
  if (!becomes || !isLiveTable(context, table)) return null;
  const parent = known.references === null ? "the other table" : named(known.references.table);
  return {
    hazards: ["scans-table", "blocks-reads", "blocks-writes"],
    finding: {
      message: `Every row of ${named(table)} is looked up in ${parent} to test ${quote(name)}; ${whileRewriting}.`,
      safeWay: `Add the same key under another name as NOT VALID, run \`VALIDATE CONSTRAINT\` in a later transaction, and drop ${quote(name)}.`,
    },
  };
}
