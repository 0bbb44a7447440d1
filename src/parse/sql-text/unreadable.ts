import type { UnknownChange } from "../../model/schema-change.ts";

/** Thrown where a clause or statement is not what a reader knows; caught where the clause becomes an `unknown` change. */
export class UnreadableError extends Error {}

export function unknownChange(reason: string, object: string | null): UnknownChange {
  return { kind: "unknown", reason, object };
}

/** A stretch of SQL on one line, of bounded length and without backquotes, to stand between backquotes in a message. */
export function shortened(text: string, limit: number): string {
  const oneLine = text
    .slice(0, limit * 4)
    .replaceAll("`", "")
    .replace(/\s+/g, " ")
    .trim();
  return oneLine.length <= limit ? oneLine : `${oneLine.slice(0, limit - 1)}…`;
}
