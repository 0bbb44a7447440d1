import type { Requirement } from "./requirement.ts";

export type Severity = "error" | "warning";

/** One rule's statement about one change. */
export interface Finding {
  /** The rule's id, which is also its file, its fixtures and its page. */
  readonly rule: string;
  readonly severity: Severity;
  /**
   * What clears it: a deployed expand pull request (`expand`), only another way (`split`), or nothing but a mended
   * statement (`none`).
   */
  readonly requirement: Requirement;
  /** One sentence: what breaks, for whom, with the real names. Plain text, identifiers in backquotes. */
  readonly message: string;
  /** What to do instead, one or two sentences. */
  readonly safeWay: string;
  /** Address of the rule's page. */
  readonly docs: string;
  /** A replacement of the statement's one line that mends it, where there is one. */
  readonly suggestion: Suggestion | null;
}

/** Replaces one whole line of the file. */
export interface Suggestion {
  readonly line: number;
  readonly text: string;
}
