import type { Catalog } from "../catalog/catalog.ts";
import type { Compatibility } from "../model/compatibility.ts";
import type { Dialect } from "../model/dialect.ts";
import type { Severity } from "../model/finding.ts";
import type { Hazard } from "../model/hazard.ts";
import type { TransactionSoFar } from "./held-locks.ts";
import type { NewerSyntax } from "../model/newer-syntax.ts";
import type { Requirement } from "../model/requirement.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { RoutineBody, RoutineUse } from "../model/routine.ts";
import type { Certainty } from "../model/statement.ts";
import type { ChangeKind, SchemaChange } from "../model/schema-change.ts";

/** What a rule may look at beside the change itself. */
export interface RuleContext {
  /** The schema just before the change. */
  readonly catalog: Catalog;
  /** The schema before the release: for what an earlier change of it dropped. Absent means not at hand. */
  readonly baseCatalog?: Catalog;
  /**
   * The schema behind the release, without what it only may make: what is made again and taken away once more is gone.
   * Absent means not at hand.
   */
  readonly finalCatalog?: Catalog;
  readonly dialect: Dialect;
  /** Major version of the server. */
  readonly databaseVersion: number;
  /** The statement's text, as written. */
  readonly sql: string;
  /** Whether the statement runs inside a transaction with others (the tool's, the file's or the driver's). */
  readonly inTransaction: boolean;
  /**
   * Every change of the pull request on this database in the order in which it runs, names resolved, and the
   * place of this one: for what is dropped and made again, or renamed with a view in its old place.
   */
  readonly release: readonly ReleaseChange[];
  readonly position: number;
  /**
   * Whether a `lock_timeout` is in force (`session-setting.ts`), by the statements of the same file before this one.
   * Absent means not at hand: then its lack is not told.
   */
  readonly lockTimeoutSet?: boolean;
  /** Whether the session's time zone is UTC, by the statements of the same file before this one. Absent means not known. */
  readonly inUtc?: boolean;
  /**
   * Whether an earlier change of the same file has taken a strong lock (`isStrongLock`) on a live table, so that the
   * lack of a `lock_timeout` is told there. Absent means not at hand.
   */
  readonly strongLockTaken?: boolean;
  /**
   * What the earlier changes of the same transaction have locked (`held-locks.ts`). Absent means not at hand: then
   * nothing is told of the transaction as a whole.
   */
  readonly transactionSoFar?: TransactionSoFar;
  /** What the other rules have found in this change; given to those that only add a remark. */
  readonly hazards?: readonly Hazard[];
  /** Syntax of the statement that an older server may not know, told with its first change. Absent means none. */
  readonly newerSyntax?: readonly NewerSyntax[];
  /** What a routine's body names, read when a rule asks for it. Absent means not at hand. */
  readonly usesOf?: (body: RoutineBody) => readonly RoutineUse[];
}

/** One change of the release, with the transaction it runs in (changes of one transaction share the number). */
export interface ReleaseChange {
  readonly change: SchemaChange;
  readonly transaction: number;
  /** What only `maybe` runs takes away in earnest, but makes nothing that can be relied on. Absent means `always`. */
  readonly certainty?: Certainty;
  /** The function that does it; absent where the statement itself does. */
  readonly by?: QualifiedName;
}

/** What one rule says of one change. What it leaves out it does not alter. */
export interface RuleVerdict {
  /** Default `additive`. */
  readonly compatibility?: Compatibility;
  readonly hazards?: readonly Hazard[];
  /** Default `none`. */
  readonly requirement?: Requirement;
  /** Absent where the rule only classifies. */
  readonly finding?: {
    /** One sentence: what breaks, for whom, with the real names. */
    readonly message: string;
    readonly safeWay: string;
    /** Overrides the rule's severity for a milder or graver case. */
    readonly severity?: Severity;
    /** A text of the statement's first line and what replaces it, where that alone mends the statement. */
    readonly mend?: { readonly replace: RegExp; readonly with: string };
  };
}

/** One rule, in the file of its name. Its cases are `test/fixtures/rules/<id>.*`, its page `docs/rules/<id>.md`. */
export interface Rule<Kind extends ChangeKind = ChangeKind> {
  readonly id: string;
  /** One line for lists: what it flags. */
  readonly title: string;
  readonly severity: Severity;
  /** Two or three sentences for `explain`: what harm it tells, and what is exempt. */
  readonly summary: string;
  readonly kinds: readonly Kind[];
  /** True where it says nothing of what the change does to running code: then another rule must clear the change. */
  readonly isRemark?: true;
  /** Absent means all. */
  readonly dialects?: readonly Dialect[];
  readonly judge: (
    change: Extract<SchemaChange, { kind: Kind }>,
    context: RuleContext,
  ) => RuleVerdict | null;
}

/** What is known of a rule without a change: for lists and for `explain`. */
export interface CatalogueEntry {
  readonly id: string;
  /** One line: what it flags. */
  readonly title: string;
  readonly severity: Severity;
  /** Two or three sentences: what harm it tells, and what is exempt. */
  readonly summary: string;
  /** Address of its page. */
  readonly docs: string;
}
