import type { UnknownChange } from "../../model/schema-change.ts";

/** A change that this program cannot judge. The reason is a sentence for the author. */
export function unknown(reason: string, object: string | null = null): UnknownChange {
  return { kind: "unknown", reason, object };
}

/** A command that is read but that no kind of change stands for. */
export function unjudged(command: string, object: string | null = null): UnknownChange {
  return unknown(
    `\`${command}\` is not among the changes that are judged; review it by hand.`,
    object,
  );
}
