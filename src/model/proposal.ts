import type { Evidence } from "./evidence.ts";

/**
 * A merged pull request that looks like the expand of a contract change which names none. It counts for nothing until
 * somebody writes it.
 */
export interface Proposal {
  /** `#118`, or a commit of a local clone. */
  readonly name: string;
  /** What to write, ready to be copied: `Expand-PR: #118`, or `--expand 1234567` for a local clone. */
  readonly line: string;
  /** Whether that is an argument of the command, and no line of the description. */
  readonly isCommand: boolean;
  /** Which one it is, what it did, and whether it runs. Identifiers in backquotes. */
  readonly message: string;
  /** Whether the gate would let the change pass with it as it stands. */
  readonly suffices: boolean;
  /** What the gate would find with it. */
  readonly evidence: readonly Evidence[];
}
