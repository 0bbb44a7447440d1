import { nameKey } from "../catalog/catalog.ts";
import { findConstraint } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { earlierInTransaction } from "./release.ts";
import { named, quote } from "./wording.ts";

export const validateInSameTransaction = defineRule({
  id: "validate-in-same-transaction",
  title: "VALIDATE in the transaction of its NOT VALID reads the table under that statement's lock",
  severity: "error",
  summary:
    "VALIDATE lets reads and writes through, but the transaction still holds the lock under which the constraint was added, for as long as every row is read.",
  kinds: ["validate-constraint"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return null;
    const constraint = findConstraint(context.catalog, change.table, change.name);
    if (constraint !== null && constraint.origin === "base") return null;
    const added = earlierInTransaction(context).some(
      (earlier) =>
        earlier.kind === "add-constraint" &&
        earlier.constraint.notValid &&
        nameKey(earlier.table) === nameKey(change.table) &&
        (earlier.constraint.name === change.name || earlier.constraint.name === null),
    );
    if (!added) return null;
    const isForeignKey = constraint?.type === "foreign-key";
    const lock = isForeignKey
      ? "SHARE ROW EXCLUSIVE, which blocks every write,"
      : "ACCESS EXCLUSIVE, which blocks every read and write,";
    return {
      hazards: isForeignKey
        ? ["scans-table", "blocks-writes"]
        : ["scans-table", "blocks-writes", "blocks-reads"],
      finding: {
        message: `${quote(change.name)} was added in this transaction, whose lock on ${named(change.table)} is still held: ${lock} lasts while every row is read.`,
        safeWay:
          "Move `VALIDATE CONSTRAINT` into a migration of its own, after the transaction of the NOT VALID one.",
      },
    };
  },
});
