import { nameKey } from "../catalog/catalog.ts";
import { changeKinds } from "./baseline.ts";
import { defineRule } from "./define-rule.ts";
import { strongLocks } from "./held-locks.ts";
import { listOf, named } from "./wording.ts";

const id = "several-tables-locked";

/**
 * Two or three are common and go well: a foreign key locks two, and most who change three know them as one. Of the
 * migrations of fourteen long histories 7 in 100 change three live tables or more, 5 in 100 four.
 */
const many = 4;

export const severalTablesLocked = defineRule({
  id,
  title: "A transaction changes four live tables or more, and keeps each locked until it ends",
  severity: "warning",
  summary:
    "Running code that uses two of the tables in another order deadlocks with the migration, and while it waits for one lock, all that it holds already keep running code waiting. Told once for each transaction. New tables do not count, nor those that a foreign key merely refers to; a lock_timeout ends the wait, so it is exempt.",
  kinds: changeKinds,
  dialects: ["postgresql"],
  isRemark: true,
  judge: (change, context) => {
    const { transactionSoFar } = context;
    if (transactionSoFar === undefined || transactionSoFar.told.includes(id)) return null;
    // A change locks one table that it is about.
    if (context.lockTimeoutSet === true || transactionSoFar.held.size < many - 1) return null;
    const tables = new Map<string, string>();
    for (const { table, isSubject } of strongLocks(change, context))
      if (isSubject) tables.set(nameKey(table), named(table));
    for (const [key, { table, isSubject }] of transactionSoFar.held)
      if (isSubject) tables.set(key, named(table));
    if (tables.size < many) return null;
    return {
      finding: {
        message: `With this the transaction has locked ${listOf([...tables.values()].sort())} until it ends: running code that uses two of them in another order may deadlock with it, and while one lock is waited for, the others keep running code waiting.`,
        safeWay:
          "Split it into transactions of a table or two, or set a `lock_timeout`, so that it gives up early and can be run again.",
      },
    };
  },
});
