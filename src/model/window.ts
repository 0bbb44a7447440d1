/** A column, table or view as one side of a compatibility window. */
export interface Shape {
  readonly schema: string | null;
  readonly relation: string;
  /** Null where it is the table or view as a whole. */
  readonly column: string | null;
}

/** An old shape and the one that takes its place. */
export interface ShapePair {
  readonly old: Shape;
  readonly new: Shape;
}

/** Which compatibility window an issue stands for: the time in which old and new shape live side by side. */
export interface WindowIdentity extends ShapePair {
  /** The number of the pull request that opened it. */
  readonly expand: number;
  /** ISO time at which that was merged. */
  readonly openedAt: string;
  /** Logins and teams (`acme/data`), as they were when it opened. */
  readonly owners: readonly string[];
}

/** What the configuration says of windows. */
export interface WindowPolicy {
  /** What a person must have checked before a window may close, beside the backfill. */
  readonly conditions: readonly string[];
  /** The age, in milliseconds, from which on a window is reminded of. */
  readonly staleAfter: number;
}

/** One line of "may close when". */
export interface WindowCondition {
  /** By which it is found again in the issue; null for one that a person wrote there. */
  readonly id: string | null;
  /** What must be true. A message, identifiers in backquotes. */
  readonly label: string;
  /** What was seen of it, as a message; null for what a person decides. */
  readonly detail: string | null;
  readonly isMet: boolean;
}

/** How a window stands, by what the schema, the deployments and the code say now. */
export type WindowStage =
  | { readonly stage: "open"; readonly evidence: readonly WindowCondition[] }
  /** The contract is merged. `waits`: where the old shape still is, as a message. */
  | { readonly stage: "contracted"; readonly waits: string }
  /** `contracted`: the old shape is gone everywhere; `reverted`: the new one is. `how` is a message. */
  | { readonly stage: "over"; readonly by: "contracted" | "reverted"; readonly how: string };

/** An issue as GitHub tells it, as far as windows go. */
export interface WindowIssue {
  /** GraphQL's own. */
  readonly id: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: "open" | "closed";
  /** ISO time. */
  readonly createdAt: string;
  /** Whether we wrote it: the marker alone proves nothing, anyone can paste it. */
  readonly isOwn: boolean;
  /** The account that wrote it; null where it is gone. A bot's goes without `[bot]`. */
  readonly author: { readonly login: string; readonly isBot: boolean } | null;
  /** Whether anybody ever pinned or unpinned it. */
  readonly wasPinned: boolean;
  /** Logins. */
  readonly assignees: readonly string[];
}

/** An open window, as far as it holds up the contract that ends it. */
export interface OpenWindow {
  /** Of its issue. */
  readonly number: number;
  /** `public.users.full_name` */
  readonly old: string;
  /** What people have still to tick, as messages. */
  readonly left: readonly string[];
  /** Whether the pull request names it. */
  readonly isReferredTo: boolean;
}

/** The windows that a contract may end. */
export type WindowsFound =
  | {
      readonly state: "read";
      readonly open: readonly OpenWindow[];
      /** The numbers that the pull request refers to and that are no windows, open or closed. */
      readonly missing: readonly number[];
    }
  | { readonly state: "unknown"; readonly reason: string };
