import type { Reference, SearchedCommit } from "./reference.ts";

/** Where code names one object that a pull request drops, renames or retypes. */
export interface Inventory {
  readonly object: string;
  /** The statement that changes it. */
  readonly path: string;
  readonly line: number;
  readonly search:
    | {
        readonly state: "searched";
        /** How many files were searched, in the commit that has most. */
        readonly files: number;
        /** What runs, where that was searched, and the code with the pull request merged. */
        readonly commits: readonly SearchedCommit[];
      }
    | { readonly state: "unknown"; readonly reason: string };
  readonly uses: readonly ProcessUses[];
}

/** What one process has of an object: each place once, however many commits hold it. */
export interface ProcessUses {
  /** Null for code outside of all processes: for all code where none is configured. */
  readonly process: string | null;
  readonly reads: number;
  readonly writes: number;
  readonly declares: number;
  /** Places with the word alone, which may mean anything. */
  readonly weak: number;
  readonly tests: number;
  /** False where the gate passes without a look at this process, because it does not refer to the object. */
  readonly isWaitedFor: boolean;
  /** A few lines, of every kind of use the first; words alone where there is nothing else. */
  readonly examples: readonly Reference[];
}
