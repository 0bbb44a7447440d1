/** Why a verdict is what it is: a closed list, stable for readers of the JSON. */
export const reasonCodes = [
  "no-link",
  "link-not-found",
  "link-not-merged",
  "link-is-self",
  "link-does-not-cover",
  "not-deployed",
  "rollout-in-progress",
  "rolled-back",
  "reverted",
  "deployment-unknown",
  "soaking",
  "still-referenced",
  "references-unknown",
  "window-open",
  "in-place-change",
  "mixed-phases",
  "same-merge-group",
  "edited-history",
  "out-of-order",
  "unreadable-change",
  "unsafe-operation",
  "waiver-not-allowed",
  "waived",
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  readonly code: ReasonCode;
  /** `blocked`: the author must act; `waiting`: time or a deployment clears it; `note`: told, holds nothing up. */
  readonly effect: "blocked" | "waiting" | "note";
  readonly object: string | null;
  /** The ids of the rules that found it. */
  readonly rules: readonly string[];
  /** One sentence that names the thing, the cause and the next step. Identifiers in backquotes. */
  readonly message: string;
  /** Where it stands, if it stands in a file. */
  readonly path: string | null;
  readonly line: number | null;
}
