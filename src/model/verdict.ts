import type { Acknowledgement } from "./acknowledgement.ts";
import type { Claim } from "./claim.ts";
import type { Dialect } from "./dialect.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import type { Inventory } from "./inventory.ts";
import type { JudgedChange } from "./judgement.ts";
import type { LayoutName } from "./layout.ts";
import type { Notice } from "./notice.ts";
import type { Phase } from "./phase.ts";
import type { PhasePlan } from "./phase-plan.ts";
import type { Proposal } from "./proposal.ts";
import type { Reason } from "./reason.ts";
import type { VersionPin } from "./version-pin.ts";
import type { Allowance, Waiver } from "./waiver.ts";

export type Verdict = "pass" | "waiting" | "blocked" | "waived" | "error";

/** How a migration differs from the base branch. */
export type MigrationStatus = "added" | "edited" | "deleted" | "renamed";

export interface JudgedStatement {
  readonly line: number;
  readonly endLine: number;
  readonly sql: string;
  /** What comments beside it ask to let pass. */
  readonly allowances: readonly Allowance[];
  /** What its author told other tools to let pass; absent where nothing. */
  readonly acknowledgements?: readonly Acknowledgement[];
  readonly changes: readonly JudgedChange[];
}

export interface JudgedFile {
  readonly path: string;
  /** The path on the base branch, where the file was renamed. */
  readonly previousPath: string | null;
  readonly status: MigrationStatus;
  readonly layout: LayoutName;
  readonly dialect: Dialect | null;
  /** What the configuration says that its folder is for; absent where that carries every phase. */
  readonly folderPhase?: Phase;
  /** What the server's version was taken from; absent where something else tells it. */
  readonly versionPins?: readonly VersionPin[];
  /** Whether its statements run inside a transaction, the tool's or the file's own. */
  readonly transaction: boolean;
  readonly statements: readonly JudgedStatement[];
  /** About the file as a whole: edited history, version out of order. */
  readonly findings: readonly Finding[];
}

/** One contract change and what is known of its link. */
export interface GateEntry {
  readonly object: string;
  readonly path: string;
  readonly line: number;
  /** `#118`, or null where no link is given. Several are joined by a comma. */
  readonly link: string | null;
  readonly evidence: readonly Evidence[];
  /** Where no link is given: one that might be meant. */
  readonly proposal?: Proposal;
}

/** The outcome for one pull request or one local check: the object that every renderer shows. */
export interface Result {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly files: readonly JudgedFile[];
  readonly plan: readonly PhasePlan[];
  readonly gate: readonly GateEntry[];
  /** Where code names the objects of contract changes; left out where nothing was searched. */
  readonly inventory?: readonly Inventory[];
  /** The furthest phase that the changes belong to; null without a change. */
  readonly phase: Phase | null;
  /** `observe`: said, and nothing is held up by it. */
  readonly mode: "enforce" | "observe";
  /** What people let pass, or wanted to. */
  readonly waivers: readonly Waiver[];
  /** What else is worth telling; it holds nothing up. */
  readonly notices: readonly Notice[];
  /** What other open pull requests may come across: looked up, not shown. */
  readonly claims: readonly Claim[];
  /** Why the verdict is `error`: the thing, the cause and the next step; null otherwise. */
  readonly error: string | null;
  /** The commit that was judged; null for `lint`. */
  readonly head: string | null;
}
