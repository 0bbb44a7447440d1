import { applyChange } from "../../src/catalog/apply.ts";
import { emptyCatalog, type Catalog } from "../../src/catalog/catalog.ts";
import { resolveChange } from "../../src/catalog/resolve.ts";
import { applySession, resetSession } from "../../src/catalog/session.ts";
import { placeInTransactions, startTransactions } from "../../src/migrations/transactions.ts";
import type { PlacedStatement } from "../../src/migrations/transactions.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { Dialect } from "../../src/model/dialect.ts";
import type { JudgedChange } from "../../src/model/judgement.ts";
import type { SchemaChange } from "../../src/model/schema-change.ts";
import type { Statement } from "../../src/model/statement.ts";
import { loadParser } from "../../src/parse/load-parser.ts";
import { judgeChange } from "../../src/rules/judge.ts";
import {
  isLockTimeoutSet,
  isStrongLock,
  lockTimeoutAfter,
  noLockTimeout,
} from "../../src/rules/lock-timeout.ts";

/** A schema in production and what a pull request runs on it. */
export interface JudgedSql {
  readonly dialect: Dialect;
  readonly version: number;
  /** The history. */
  readonly schema: string;
  readonly change: string;
  /** Whether the tool wraps the change in one transaction. */
  readonly transaction: boolean;
  readonly rules?: Configuration["rules"];
  /** Whether the rules are told of `lock_timeout`, as if the change were one file. Default no. */
  readonly lockTimeout?: boolean;
}

/** Judges SQL as the whole program does: names resolved, the history replayed, then change by change. */
export async function judgeSql(given: JudgedSql): Promise<readonly JudgedChange[]> {
  const parser = await loadParser(given.dialect);
  const placed = placeInTransactions(
    parser.parse(given.change),
    given.transaction ? "migration" : "none",
    startTransactions(),
  );
  const history = parser.parse(given.schema);
  const resolved = resolveAll(placed, replay(given.dialect, history));
  const catalog = replay(given.dialect, history);
  const baseCatalog = replay(given.dialect, history);
  catalog.origin = "change";
  let strongLockTaken = false;
  const release = resolved.map(({ change, run }) => ({ change, transaction: run.transaction }));
  return resolved.map(({ change, run, lockTimeoutSet }, position) => {
    const { line, sql } = run.statement;
    const lineText = given.change.split("\n")[line - 1] ?? "";
    const judged = judgeChange(
      change,
      {
        catalog,
        baseCatalog,
        dialect: given.dialect,
        databaseVersion: given.version,
        sql,
        inTransaction: run.inTransaction,
        release,
        position,
        newerSyntax: resolved[position - 1]?.run === run ? [] : (run.statement.newerSyntax ?? []),
        ...(given.lockTimeout === true ? { lockTimeoutSet, strongLockTaken } : {}),
      },
      given.rules ?? {},
      { line, lineText },
    );
    strongLockTaken ||= isStrongLock(judged.lock);
    applyChange(catalog, change);
    return judged;
  });
}

/** The catalog after a history. */
export function replay(dialect: Dialect, history: readonly Statement[]): Catalog {
  const catalog = emptyCatalog(dialect);
  for (const statement of history) {
    if (statement.session !== null) applySession(catalog, statement.session);
    for (const change of statement.changes) applyChange(catalog, resolveChange(catalog, change));
  }
  resetSession(catalog);
  return catalog;
}

interface ResolvedChange {
  readonly change: SchemaChange;
  readonly run: PlacedStatement;
  readonly lockTimeoutSet: boolean;
}

function resolveAll(
  placed: readonly PlacedStatement[],
  catalog: Catalog,
): readonly ResolvedChange[] {
  catalog.origin = "change";
  let timeout = noLockTimeout;
  return placed.flatMap((run) => {
    if (run.statement.session !== null) applySession(catalog, run.statement.session);
    timeout = lockTimeoutAfter(timeout, run.statement.session, run.inTransaction);
    const lockTimeoutSet = isLockTimeoutSet(timeout);
    return run.statement.changes.map((change) => {
      const resolved = resolveChange(catalog, change);
      applyChange(catalog, resolved);
      return { change: resolved, run, lockTimeoutSet };
    });
  });
}
