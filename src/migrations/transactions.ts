import type { Dialect } from "../model/dialect.ts";
import type { TransactionMode } from "../model/migration.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { SessionEffect, Statement } from "../model/statement.ts";

/** A statement with the transaction it runs in. */
export interface PlacedStatement {
  readonly statement: Statement;
  /** Statements with the same number run in the same transaction. */
  readonly transaction: number;
  /** Whether that transaction is an open block rather than the statement's own. */
  readonly inTransaction: boolean;
  /** Whether a ROLLBACK behind it undoes it. */
  readonly isUndone: boolean;
}

/** Hands out transaction numbers; one for a whole release, so that numbers are never used twice. */
export interface TransactionCounter {
  next: number;
  /** The transaction of tools that run all pending migrations in one; `ended` once a migration has committed it. */
  release: number | "not-begun" | "ended";
  /** The statements of the newest transaction, which a ROLLBACK would undo. */
  newest: MutablePlaced[];
}

interface MutablePlaced extends PlacedStatement {
  isUndone: boolean;
}

export function startTransactions(): TransactionCounter {
  return { next: 1, release: "not-begun", newest: [] };
}

/** Places the statements of one section in the transactions in which its tool and its own BEGIN and COMMIT run them. */
export function placeInTransactions(
  statements: readonly Statement[],
  mode: TransactionMode,
  counter: TransactionCounter,
  dialect: Dialect,
): readonly PlacedStatement[] {
  const isMysql = dialect === "mysql" || dialect === "mariadb";
  // A single statement sent as one query needs no implicit block: CREATE INDEX CONCURRENTLY alone in a file runs.
  const isImplicit = mode === "implicit" && statements.length > 1 && !isMysql;
  const wrapped = mode === "migration" || mode === "release" || isImplicit;
  const take = (): number => counter.next++;
  let open: number | null = null;
  if (mode === "release") open = enterRelease(counter);
  else if (wrapped) open = take();
  let before: PlacedStatement | null = null;
  const placed = statements.map((statement): PlacedStatement => {
    const effect = statement.session?.kind;
    if (isMysql && commitsByItself(statement)) open = null;
    if (effect === "begin") open ??= take();
    // What a DO block runs, it runs in one transaction, whatever is around it.
    const transaction = open ?? sameBlock(statement, before) ?? take();
    const inTransaction = open !== null || statement.block !== undefined;
    const one = { statement, transaction, inTransaction, isUndone: false };
    if (counter.newest[0]?.transaction !== transaction) counter.newest = [];
    counter.newest.push(one);
    undo(counter.newest, statement.session);
    before = one;
    if (effect === "commit" || effect === "rollback") {
      // Behind it the driver's implicit block begins anew with the next statement; a tool's own block does not.
      open = isImplicit ? take() : null;
      before = null;
    }
    return one;
  });
  if (mode === "release") counter.release = open ?? "ended";
  return placed;
}

const dataKinds: ReadonlySet<SchemaChange["kind"]> = new Set<SchemaChange["kind"]>([
  "insert-rows",
  "update-rows",
  "delete-rows",
]);

/** MySQL and MariaDB commit before and after whatever is no change of rows (manual, "Statements That Cause an Implicit Commit"). */
function commitsByItself({ changes }: Statement): boolean {
  return changes.some(
    (change) =>
      !dataKinds.has(change.kind) && !(change.kind === "create-table" && change.temporary),
  );
}

/** Marks what a ROLLBACK undoes: the transaction so far, or as far back as the savepoint. */
function undo(transaction: readonly MutablePlaced[], effect: SessionEffect | null): void {
  if (effect?.kind !== "rollback" && effect?.kind !== "rollback-to") return;
  const name = effect.kind === "rollback-to" ? effect.name : null;
  const savepoint = transaction.findLastIndex(
    ({ statement: { session } }) => session?.kind === "savepoint" && session.name === name,
  );
  for (const placed of transaction.slice(savepoint + 1)) placed.isUndone = true;
}

/** The transaction of the statement before, where both stand in the same DO block. */
function sameBlock(statement: Statement, before: PlacedStatement | null): number | null {
  const [block, other] = [statement.block, before?.statement.block];
  const isSame =
    block !== undefined && block.line === other?.line && block.endLine === other.endLine;
  return isSame ? (before?.transaction ?? null) : null;
}

function enterRelease(counter: TransactionCounter): number | null {
  if (counter.release === "ended") return null;
  if (counter.release === "not-begun") counter.release = counter.next++;
  return counter.release;
}
