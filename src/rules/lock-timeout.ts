import type { Lock } from "../model/lock.ts";
import { postgresqlLocks } from "../model/lock.ts";
import type { SessionEffect } from "../model/statement.ts";

/** Whether `lock_timeout` is set: for the session, and for the transaction, where null means as for the session. */
export interface LockTimeout {
  readonly session: boolean;
  readonly transaction: boolean | null;
}

/** A file starts without one: what a tool sets is not in the files. */
export const noLockTimeout: LockTimeout = { session: false, transaction: null };

/** What a statement leaves: SET, SET LOCAL, RESET, `set_config`, and the end of a transaction. */
export function lockTimeoutAfter(
  before: LockTimeout,
  effect: SessionEffect | null,
  inTransaction: boolean,
): LockTimeout {
  if (effect?.kind === "commit" || effect?.kind === "rollback")
    return { ...before, transaction: null };
  if (effect?.kind !== "set") return before;
  if (effect.name !== "lock_timeout" && effect.name !== "all") return before;
  // A reset has no value, and zero waits for ever.
  const isSet = effect.values.some((value) => /[1-9]/.test(value));
  if (!effect.local) return { session: isSet, transaction: null };
  // Outside of a transaction, SET LOCAL does nothing but warn.
  return inTransaction ? { ...before, transaction: isSet } : before;
}

export function isLockTimeoutSet({ session, transaction }: LockTimeout): boolean {
  return transaction ?? session;
}

export function isStronger(one: Lock, other: Lock): boolean {
  return postgresqlLocks.indexOf(one) > postgresqlLocks.indexOf(other);
}

/** Locks that keep writes of running code waiting, from the moment at which they are asked for. */
export function isStrongLock(lock: Lock | null): boolean {
  return lock !== null && isStronger(lock, "SHARE");
}
