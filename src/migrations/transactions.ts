import type { TransactionMode } from "../model/migration.ts";
import type { Statement } from "../model/statement.ts";

/** A statement with the transaction it runs in. */
export interface PlacedStatement {
  readonly statement: Statement;
  /** Statements with the same number run in the same transaction. */
  readonly transaction: number;
  /** Whether that transaction is an open block rather than the statement's own. */
  readonly inTransaction: boolean;
}

/** Hands out transaction numbers; one for a whole release, so that numbers are never used twice. */
export interface TransactionCounter {
  next: number;
  /** The transaction of tools that run all pending migrations in one; `ended` once a migration has committed it. */
  release: number | "not-begun" | "ended";
}

export function startTransactions(): TransactionCounter {
  return { next: 1, release: "not-begun" };
}

/**
 * Places the statements of one section in the transactions in which its tool and its own BEGIN and COMMIT run them.
 * A ROLLBACK is read as a COMMIT: what it undoes is judged all the same.
 */
export function placeInTransactions(
  statements: readonly Statement[],
  mode: TransactionMode,
  counter: TransactionCounter,
): readonly PlacedStatement[] {
  // A single statement sent as one query needs no implicit block: CREATE INDEX CONCURRENTLY alone in a file runs.
  const wrapped =
    mode === "migration" || mode === "release" || (mode === "implicit" && statements.length > 1);
  const take = (): number => counter.next++;
  let open: number | null = null;
  if (mode === "release") open = enterRelease(counter);
  else if (wrapped) open = take();
  let before: PlacedStatement | null = null;
  const placed = statements.map((statement): PlacedStatement => {
    const effect = statement.session?.kind;
    if (effect === "begin") open ??= take();
    // What a DO block runs, it runs in one transaction, whatever is around it.
    const transaction = open ?? sameBlock(statement, before) ?? take();
    const inTransaction = open !== null || statement.block !== undefined;
    // Behind a COMMIT the driver's implicit block begins anew with the next statement; a tool's own block does not.
    if (effect === "commit" || effect === "rollback")
      open = mode === "implicit" && wrapped ? take() : null;
    before = { statement, transaction, inTransaction };
    return before;
  });
  if (mode === "release") counter.release = open ?? "ended";
  return placed;
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
