import type { SessionEffect } from "../model/statement.ts";

/** Whether a setting has a value that matters: for the session, and for the transaction, where null means as for the session. */
export interface SessionSetting {
  readonly session: boolean;
  readonly transaction: boolean | null;
}

/** A file starts without it: what a tool sets is not in the files. */
export const notSet: SessionSetting = { session: false, transaction: null };

/** What a statement leaves: SET, SET LOCAL, RESET, `set_config`, and the end of a transaction. */
export function settingAfter(
  before: SessionSetting,
  effect: SessionEffect | null,
  inTransaction: boolean,
  name: string,
  matters: (value: string) => boolean,
): SessionSetting {
  if (effect?.kind === "commit" || effect?.kind === "rollback")
    return { ...before, transaction: null };
  if (effect?.kind !== "set") return before;
  if (effect.name !== name && effect.name !== "all") return before;
  const isSet = effect.values.some(matters);
  if (!effect.local) return { session: isSet, transaction: null };
  // Outside of a transaction, SET LOCAL does nothing but warn.
  return inTransaction ? { ...before, transaction: isSet } : before;
}

export function isSet({ session, transaction }: SessionSetting): boolean {
  return transaction ?? session;
}

/** A reset has no value, and zero waits for ever. */
export function lockTimeoutAfter(
  before: SessionSetting,
  effect: SessionEffect | null,
  inTransaction: boolean,
): SessionSetting {
  return settingAfter(before, effect, inTransaction, "lock_timeout", (value) =>
    /[1-9]/.test(value),
  );
}

const utc = /^(?:etc\/)?(?:utc|uct|gmt|greenwich|universal|zulu)$/i;

/** Whether the session's time zone is UTC by the file itself. */
export function utcAfter(
  before: SessionSetting,
  effect: SessionEffect | null,
  inTransaction: boolean,
): SessionSetting {
  return settingAfter(before, effect, inTransaction, "timezone", (value) => utc.test(value));
}
