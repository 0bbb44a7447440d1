import type { UnknownChange } from "../../model/schema-change.ts";
import { sqlOf } from "./cursor.ts";
import type { Token } from "./token.ts";
import { shortened, unknownChange, UnreadableError } from "./unreadable.ts";

export type Attempt<Value> =
  | { readonly read: true; readonly value: Value }
  | { readonly read: false; readonly unknown: UnknownChange };

/** Reads one clause; where that fails, the clause is an `unknown` change with its line, and the others are read all the same. */
export function attempt<Value>(
  tokens: readonly Token[],
  object: string | null,
  read: () => Value,
): Attempt<Value> {
  try {
    return { read: true, value: read() };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { read: false, unknown: unknownChange(refusal(tokens, error.message), object) };
  }
}

/** `Line 3: this is not read: …`. */
export function refusal(tokens: readonly Token[], cause: string): string {
  const line = tokens[0]?.line ?? 1;
  const text = shortened(sqlOf(tokens.slice(0, 40)), 80);
  return `Line ${line}: \`${text}\` could not be read: ${cause}.`;
}
