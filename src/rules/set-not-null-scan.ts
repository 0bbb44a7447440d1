import { findColumn, findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { whileRewriting } from "./new-column.ts";
import { notNullProofs } from "./not-null-proof.ts";
import type { RuleContext } from "./rule.ts";
import { columnMadeRequired } from "./set-not-null.ts";
import { columnOf, named } from "./wording.ts";

export const setNotNullScan = defineRule({
  id: "set-not-null-scan",
  title: "SET NOT NULL reads the whole table under a lock that blocks all",
  severity: "error",
  summary:
    "The server reads every row to see that there is no NULL, unless a validated check proves it. Dropping that check in the same statement brings the reading back.",
  kinds: ["set-not-null", "add-constraint"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const name = columnMadeRequired(change);
    if (name === null || !isLiveTable(context, change.table)) return null;
    if (change.kind === "add-constraint" && change.constraint.notValid) return null;
    if (findColumn(context.catalog, change.table, name)?.nullable === false) return null;
    const table = findTable(context.catalog, change.table);
    const proofs = table === null ? [] : notNullProofs(table, name, context.databaseVersion);
    const dropped = proofs.filter((check) => isDroppedBeside(check.name, context));
    if (proofs.length > dropped.length) return null;
    const because =
      dropped.length > 0
        ? ", because the same statement drops the check that would have spared it"
        : "";
    return {
      hazards: ["scans-table", "blocks-reads", "blocks-writes", "can-fail"],
      finding: {
        message: `Every row of ${named(change.table)} is read to see that ${columnOf(change.table, name)} has no NULL${because}; ${whileRewriting}.`,
        safeWay: safeWay(context.databaseVersion),
      },
    };
  },
});

/** In one ALTER TABLE, drops run before the rest, whatever the order in which they are written. */
function isDroppedBeside(constraint: string, context: RuleContext): boolean {
  return /\bdrop\s+constraint\b/i.test(context.sql) && context.sql.includes(constraint);
}

function safeWay(databaseVersion: number): string {
  if (databaseVersion >= 18)
    return "Add the constraint as `NOT NULL … NOT VALID`, and validate it in a later transaction.";
  if (databaseVersion < 12)
    return "Add `CHECK (… IS NOT NULL) NOT VALID`, validate it in a later transaction, and leave it at that: before PostgreSQL 12 no check spares the reading.";
  return "Add `CHECK (… IS NOT NULL) NOT VALID`, validate it in a later transaction, set NOT NULL, and drop the check, each in a statement of its own.";
}
