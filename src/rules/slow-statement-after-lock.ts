import { nameKey } from "../catalog/catalog.ts";
import { findConstraint } from "../catalog/lookup.ts";
import type { Hazard } from "../model/hazard.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { changeKinds } from "./baseline.ts";
import { defineRule } from "./define-rule.ts";
import type { HeldLock, TransactionSoFar } from "./held-locks.ts";
import { isLiveTable } from "./live.ts";
import { isStronger } from "./lock-timeout.ts";
import { locksTaken } from "./locks.ts";
import type { RuleContext } from "./rule.ts";
import { listOf, named } from "./wording.ts";

const id = "slow-statement-after-lock";

/** What another rule has told of the statement by itself. */
const workHazards: readonly Hazard[] = ["rewrites-table", "scans-table"];

export const slowStatementAfterLock = defineRule({
  id,
  title: "A long statement runs while its transaction holds a strong lock on a table",
  severity: "error",
  summary:
    "A lock is held until the transaction ends, so a scan, a rewrite, an index build or a backfill behind a brief ALTER TABLE makes that lock last as long. It is told once for each transaction, as a warning where the statement is told by itself too or only copies rows. What locks new tables only is exempt.",
  kinds: changeKinds,
  dialects: ["postgresql"],
  isRemark: true,
  judge: (change, context) => {
    const { transactionSoFar, hazards = [] } = context;
    if (transactionSoFar === undefined || transactionSoFar.told.includes(id)) return null;
    if (transactionSoFar.held.size === 0 || !takesLong(change, hazards, context)) return null;
    const locks = lockedBeyond(change, transactionSoFar.held, context);
    const all = locks.filter(({ lock }) => lock === "ACCESS EXCLUSIVE");
    const blocksReads = all.length > 0;
    const shown = blocksReads ? all : locks;
    const [first] = shown;
    if (first === undefined) return null;
    const isTold = hazards.some((hazard) => hazard !== "can-fail" && hazard !== "cannot-run");
    const names = shown.map(({ table }) => named(table));
    const tables = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
    return {
      hazards: [
        ...(locks.some(({ table }) => readsTable(change, table)) ? ["scans-table" as const] : []),
        ...(blocksReads ? ["blocks-reads" as const] : []),
        "blocks-writes",
      ],
      finding: {
        ...(isTold || change.kind === "insert-rows" ? { severity: "warning" } : {}),
        message: `The transaction has held ${first.lock} on ${listOf(tables)} since "${first.by}": every ${blocksReads ? "read and write" : "write"} of running code there waits until this is done too.`,
        safeWay:
          "Put this into a migration of its own, so that the lock is given up before it runs.",
      },
    };
  },
});

/** Whether it takes as long as a live table is large. */
function takesLong(
  change: SchemaChange,
  hazards: readonly Hazard[],
  context: RuleContext,
): boolean {
  switch (change.kind) {
    case "validate-constraint": {
      // In the transaction of its NOT VALID, it is told by itself.
      const isTold = hazards.includes("scans-table");
      const known = findConstraint(context.catalog, change.table, change.name);
      return !isTold && known?.notValid !== false && isLiveTable(context, change.table);
    }
    case "refresh-materialized-view":
      return isLiveTable(context, change.view);
    case "insert-rows":
      return change.fromQuery && change.reads.some((table) => isLiveTable(context, table));
    case "update-rows":
    case "delete-rows":
      return hazards.includes("blocks-writes");
    default:
      return workHazards.some((hazard) => hazards.includes(hazard));
  }
}

/** Whether the rows that it goes through are those of this table. */
function readsTable(change: SchemaChange, table: QualifiedName): boolean {
  const read = "reads" in change ? change.reads : "table" in change ? [change.table] : [];
  return read.some((name) => name !== null && nameKey(name) === nameKey(table));
}

/** The locks that keep more waiting than those which the statement takes itself. */
function lockedBeyond(
  change: SchemaChange,
  held: TransactionSoFar["held"],
  context: RuleContext,
): readonly HeldLock[] {
  const own = new Map(locksTaken(change, context).map(([table, lock]) => [nameKey(table), lock]));
  const beyond = [...held].filter(([key, { lock }]) => {
    const itself = own.get(key);
    if (itself === undefined) return true;
    return lock === "ACCESS EXCLUSIVE"
      ? itself !== "ACCESS EXCLUSIVE"
      : isStronger("SHARE", itself);
  });
  return beyond.map(([, lock]) => lock);
}
