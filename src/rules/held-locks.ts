import { nameKey } from "../catalog/catalog.ts";
import { describeChange } from "../catalog/describe.ts";
import { isLive } from "../catalog/lookup.ts";
import type { Lock } from "../model/lock.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { isStrongLock, isStronger } from "./lock-timeout.ts";
import { locksTaken } from "./locks.ts";
import type { RuleContext } from "./rule.ts";

/** A strong lock on a live table that a change took, and that its transaction holds until it ends. */
export interface HeldLock {
  /** By the name that running code knows it by. */
  readonly table: QualifiedName;
  readonly lock: Lock;
  /** The change that took it first, in words. */
  readonly by: string;
  /** Whether a change was about this table, rather than about one that refers to it. */
  readonly isSubject: boolean;
}

/** What the changes of one transaction have locked so far, and the ids of the rules that have spoken of it. */
export interface TransactionSoFar {
  readonly transaction: number;
  /** By `nameKey` of the name that the table now has. */
  readonly held: ReadonlyMap<string, HeldLock>;
  readonly told: readonly string[];
}

export const noTransaction: TransactionSoFar = { transaction: 0, held: new Map(), told: [] };

/** What the transaction of the next change holds: nothing, where that is another one. */
export function transactionBefore(soFar: TransactionSoFar, transaction: number): TransactionSoFar {
  return soFar.transaction === transaction ? soFar : { ...noTransaction, transaction };
}

/** What it holds after a change; `found` are the ids of the rules with a finding on it. */
export function transactionAfter(
  soFar: TransactionSoFar,
  change: SchemaChange,
  context: RuleContext,
  found: readonly string[],
): TransactionSoFar {
  const taken = context.dialect === "postgresql" ? strongLocks(change, context) : [];
  const told = [...soFar.told, ...found.filter((rule) => !soFar.told.includes(rule))];
  if (taken.length === 0) return { ...soFar, told };
  const held = new Map(soFar.held);
  for (const lock of taken) holdAlso(held, lock);
  followTable(held, change);
  return { ...soFar, held, told };
}

/** The strong locks that a change takes on live tables. */
export function strongLocks(change: SchemaChange, context: RuleContext): readonly HeldLock[] {
  const subject = subjectOf(change);
  return locksTaken(change, context)
    .filter(([table, lock]) => isStrongLock(lock) && isLive(context.catalog, table))
    .map(([table, lock]) => ({
      table,
      lock,
      by: describeChange(change, context.catalog),
      isSubject: subject !== null && nameKey(table) === nameKey(subject),
    }));
}

function holdAlso(held: Map<string, HeldLock>, taken: HeldLock): void {
  const key = nameKey(taken.table);
  const before = held.get(key);
  const isSubject = taken.isSubject || before?.isSubject === true;
  const strongest = before === undefined || isStronger(taken.lock, before.lock) ? taken : before;
  held.set(key, { ...strongest, table: before?.table ?? taken.table, isSubject });
}

/** A lock goes along with a table that gets another name, and nobody waits for one that is gone. */
function followTable(held: Map<string, HeldLock>, change: SchemaChange): void {
  const subject = subjectOf(change);
  if (subject === null) return;
  const lock = held.get(nameKey(subject));
  const to = newName(change, subject);
  if (lock === undefined || to === undefined) return;
  held.delete(nameKey(subject));
  if (to !== null) held.set(nameKey(to), lock);
}

/** Null where the change drops the table or view; undefined where it keeps its name. */
function newName(change: SchemaChange, subject: QualifiedName): QualifiedName | null | undefined {
  switch (change.kind) {
    case "drop-table":
    case "drop-view":
      return null;
    case "rename-table":
    case "rename-view":
      return { schema: subject.schema, name: change.to };
    case "set-table-schema":
      return { schema: change.to, name: subject.name };
    default:
      return undefined;
  }
}

function subjectOf(change: SchemaChange): QualifiedName | null {
  if ("table" in change) return change.table;
  return "view" in change ? change.view : null;
}
