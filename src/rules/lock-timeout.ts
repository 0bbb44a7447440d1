import type { Lock } from "../model/lock.ts";
import { postgresqlLocks } from "../model/lock.ts";

export function isStronger(one: Lock, other: Lock): boolean {
  return postgresqlLocks.indexOf(one) > postgresqlLocks.indexOf(other);
}

/** Locks that keep writes of running code waiting, from the moment at which they are asked for. */
export function isStrongLock(lock: Lock | null): boolean {
  return lock !== null && isStronger(lock, "SHARE");
}
