import type { AcknowledgingTool } from "./acknowledgement.ts";

/** What GitHub calls the roles of a repository, weakest first. */
export const repositoryRoles = ["none", "read", "triage", "write", "maintain", "admin"] as const;

export type RepositoryRole = (typeof repositoryRoles)[number];

/** Where a person said that something may pass. */
export type WaiverSource =
  | { readonly kind: "comment"; readonly id: string; readonly url: string }
  | { readonly kind: "label"; readonly label: string }
  /** A comment beside the statement, which an approval of the head commit covers. */
  | { readonly kind: "migration"; readonly path: string; readonly line: number };

/** A comment in a migration that asks to let something pass: `-- expand-contract: allow=drop-column reason="…"`. */
export interface Allowance {
  readonly target: string;
  /** Empty where none was given. */
  readonly reason: string;
}

/** A person's wish to let something pass, before it is known whether it counts. */
export interface WaiverRequest {
  /** A rule's id, a reason's code or an object's name; null means everything that may be waived. */
  readonly target: string | null;
  /** Empty where none was given. */
  readonly reason: string;
  readonly author: string;
  readonly role: RepositoryRole;
  /** ISO time at which its text became what it is. */
  readonly at: string;
  /** Who changed the text after its author wrote it; null where nobody else did. */
  readonly editedBy: string | null;
  readonly source: WaiverSource;
}

/** Which waivers count. From the configuration on the base branch. */
export interface WaiverPolicy {
  /** The weakest role that may waive. */
  readonly permission: RepositoryRole;
  /** Whether a pull request's author may waive what their own change runs into. */
  readonly self: boolean;
  /** `head`: for the commit it was given for; `statement`: until the statement it let pass changes. */
  readonly until: "head" | "statement";
  /** Milliseconds after which it ends; null for never. */
  readonly expiresAfter: number | null;
  /** Rules, codes and objects that nobody may waive. */
  readonly never: readonly string[];
  /** The label that waives everything; null for none. */
  readonly label: string | null;
  /** Whether a comment beside the statement counts, once the head commit is approved. */
  readonly inMigrations: boolean;
  /** Tools whose own comments count in the same way. */
  readonly acknowledgements: readonly AcknowledgingTool[];
}

/** What became of one request. */
export interface Waiver {
  readonly target: string | null;
  readonly author: string;
  readonly at: string;
  readonly reason: string;
  readonly source: WaiverSource;
  /** ISO time; null where it does not end. */
  readonly expiresAt: string | null;
  /** `granted`: it lets something pass. `unused`: it counts, and nothing that it names is in the way. */
  readonly state: "granted" | "unused" | "refused";
  /** One sentence: what it let pass, or why it does not count and what to do. */
  readonly message: string;
}

/** The statements that a waiver let pass, where it holds until they change. */
export interface WaiverRecord {
  readonly request: string;
  readonly statements: readonly string[];
}

/**
 * What the sticky comment remembers between two runs. No clock decides which commit a person spoke of: whatever was said
 * before a commit was first judged was said of an earlier one.
 */
export interface CommentMemory {
  /** The head commit that was judged last. */
  readonly head: string;
  /** The requests that were there when it was first judged. */
  readonly earlier: readonly string[];
  readonly waivers: readonly WaiverRecord[];
}
