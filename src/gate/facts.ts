import type { Catalog } from "../catalog/catalog.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { JudgedChange } from "../model/judgement.ts";
import type { Link } from "../model/link.ts";
import type { LinkedPullRequest } from "../model/pull-request.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { CommitMessage, Containment } from "../model/source.ts";
import type { ExpandContent } from "./covers.ts";

/** A change that asks for an expand pull request or a split, with the place it stands in. */
export interface ContractChange {
  readonly judged: JudgedChange;
  /** The object's name, or the change in words where it has none. */
  readonly object: string;
  readonly path: string;
  readonly line: number;
  /** The folder of migrations. */
  readonly folder: string;
  /** Folders that surely run on the same database, before it; absent where none is known. */
  readonly beside?: readonly string[];
  /** Links written beside the statement. */
  readonly links: readonly Link[];
  /** The schema before this pull request, in which the object lives. */
  readonly baseCatalog: Catalog;
  /** Every change of the pull request on the same database, in order. */
  readonly release: readonly SchemaChange[];
}

/** A new object that code can name: a table, view, column or function that was not there before. */
export interface Addition {
  readonly judged: JudgedChange;
  readonly path: string;
  readonly line: number;
  /** The folder of migrations. */
  readonly folder: string;
  /** The schema as the release leaves it. */
  readonly catalog: Catalog;
}

/** What is known of one link. */
export interface LinkFacts {
  readonly link: Link;
  /** As people name it: `#118`, `owner/repo#12`, or a commit in a local clone. */
  readonly name: string;
  readonly pullRequest:
    LinkedPullRequest | { readonly state: "self" } | { readonly state: "elsewhere" };
  /** Null unless it is merged. */
  readonly content: ExpandContent | null;
  /** False where its diff is too large to be read whole: what is not found may be there all the same. */
  readonly contentComplete: boolean;
  /** What became of it on the base branch, whatever is deployed; for an expand of code, of which no schema tells. */
  readonly onBase: BaseState;
  /** One per required environment; empty unless it is merged. */
  readonly landings: readonly Landing[];
  /** Where it has to run, if it lies in another repository. */
  readonly elsewhere?: ElsewhereGround;
}

/** Another repository, as far as the way of its pull requests goes. */
export interface ElsewhereGround {
  /** The branch that is deployed there. */
  readonly branch: string;
  readonly environments: readonly RequiredEnvironment[];
}

/** Whether a commit of the history takes an expand back. */
export type RevertState =
  | { readonly state: "not-reverted" }
  | { readonly state: "reverted"; readonly commit: CommitMessage }
  | { readonly state: "unknown"; readonly reason: string };

/** `gone`: the branch no longer contains it, its history was rewritten. */
export type BaseState = RevertState | { readonly state: "gone" };

/** Whether one expand pull request is in what one environment runs. */
export interface Landing {
  readonly live: LiveDeployment;
  /** Of the live commit; null where nothing is live. */
  readonly containment: Containment | null;
  /** What the live commit has of it all the same, where that is of another history; null elsewhere. */
  readonly carried: Carried | null;
  /** Of the commit that is rolling out; null where none is. */
  readonly rollout: Containment | null;
  readonly rolloutCarried: Carried | null;
  /** A deployment before the live one that had it: then the environment was rolled back. */
  readonly before: { readonly sha: string; readonly since: string } | null;
  readonly remains: Remains;
  /** Of the expand at the commit that is rolling out, where that contains it. */
  readonly rolloutRemains: Remains;
  /** What was live before, newest first, as far back as something waits; empty where nothing does. */
  readonly past: readonly PastLanding[];
}

/** A commit that an environment ran earlier, and whether the expand was in it. */
export interface PastLanding {
  readonly since: string;
  readonly containment: Containment;
  readonly carried: Carried | null;
  readonly remains: Remains;
}

/**
 * What of an expand is in a commit that does not contain it: a release branch has the same change under another id. The
 * schema there is proof for what it added, the same patch for what it did to the code.
 */
export interface Carried {
  /** Replayed, whatever files are there: the branch may have others of its own. */
  readonly migrations: Exclude<Remains["migrations"], { readonly state: "intact" }>;
  /** The commit with the same patch, and whether a later one takes it back; null where none was found. */
  readonly copy: { readonly sha: string; readonly revert: RevertState } | null;
}

/** What is left of an expand at the live commit. */
export interface Remains {
  /** Its migrations: there as they were, gone (then the schema of the live commit tells), or none to look for. */
  readonly migrations:
    | { readonly state: "intact" }
    | { readonly state: "none" }
    /** By folder of migrations. */
    | { readonly state: "replayed"; readonly catalogs: ReadonlyMap<string, Catalog> }
    | { readonly state: "unknown"; readonly reason: string };
  /** A commit in the live history that takes it back. */
  readonly revert: RevertState;
}

/** An environment that must run the expand of a contract, and who runs there. */
export interface RequiredEnvironment {
  readonly environment: string;
  /** Whether it is waited for whatever runs there; else only for a process that refers to the object. */
  readonly always: boolean;
  readonly processes: readonly RequiredProcess[];
}

/** A part of the code that rolls out on its own. Durations are in milliseconds; 0 means none. */
export interface RequiredProcess {
  readonly name: string;
  readonly drain: number;
  readonly minimumAge: number;
}

/**
 * Which processes refer to the object of a contract change, by name. Null where that cannot be told: then all are waited
 * for, and so they are where none seems to refer to it.
 */
export type FindReferringProcesses = (contract: ContractChange) => ReadonlySet<string> | null;
