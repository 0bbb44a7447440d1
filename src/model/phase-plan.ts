import type { Phase } from "./phase.ts";
import type { ShapePair } from "./window.ts";

/** One step of a phase plan: its own pull request, or work between two. */
export interface PlanStep {
  readonly phase: Phase;
  /** "Add `display_name` beside `full_name`". */
  readonly title: string;
  /** A migration that can be pasted and run, one statement per entry, without terminators; empty where none is needed. */
  readonly sql: readonly string[];
  /** True where the statements must run outside a transaction, each on its own. */
  readonly outsideTransaction: boolean;
  /** What the code must do in this step; empty where nothing. */
  readonly code: readonly string[];
  /** A query and what it must answer before the next step. */
  readonly verify: { readonly sql: string; readonly expect: string } | null;
  /** What must be true before the next step may begin. */
  readonly before: readonly string[];
}

/** The ordered steps that turn one unsafe change into safe ones. */
export interface PhasePlan {
  /** The object that the plan is about, as in the change: `public.users.full_name`. */
  readonly object: string;
  /** "Rename column `users.full_name` to `display_name` in 3 pull requests". */
  readonly title: string;
  /** Where the unsafe change stands. */
  readonly path: string;
  readonly line: number;
  readonly steps: readonly PlanStep[];
  /** The old shape and the one that its place is for; absent where none takes its place. */
  readonly replaces?: ShapePair;
}
