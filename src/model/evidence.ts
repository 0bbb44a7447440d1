import type { Reference } from "./reference.ts";

/** One checked fact about a link, shown as a line of the checklist. */
export interface Evidence {
  readonly check:
    | "linked"
    | "merged"
    | "covers"
    | "deployed"
    | "not-reverted"
    /** Time that had to pass after it was live everywhere: in general, for old work, for old clients. */
    | "soaked"
    | "drained"
    | "aged"
    | "references"
    /** What people had to tick in the issue of a compatibility window. */
    | "window";
  readonly state: "proven" | "waiting" | "failed" | "unknown";
  /** The environment, for `deployed` and `not-reverted`. */
  readonly environment: string | null;
  /** The processes that run there, or that the time is for; left out where none is configured. */
  readonly processes?: readonly string[];
  /** How long it takes from the time it begins, in milliseconds; left out where nothing has to pass. */
  readonly takes?: number;
  /** "#118 *Add users.display_name*, merged 3 May 2026 14:02 UTC". Plain text, identifiers in backquotes. */
  readonly message: string;
  /** ISO time that the message speaks of; null where none. */
  readonly at: string | null;
  /** For `references`: the first places that still refer to the object. */
  readonly examples?: readonly Reference[];
}
