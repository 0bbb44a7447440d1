import type { Clock } from "./clock.ts";
import type { FileDifference } from "./git/diff.ts";
import type { GitRepository } from "./git/repository.ts";
import type { Push } from "./pushes.ts";

/** All that the fake GitHub knows besides the commits. */
export interface World {
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
  readonly isPrivate: boolean;
  /** The address that people open, without a slash at its end. */
  readonly serverUrl: string;
  /** The address that programs ask, without a slash at its end. */
  readonly apiUrl: string;
  readonly createdAt: string;
  readonly git: GitRepository;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly pullRequests: Map<number, PullRequest>;
  readonly issues: Map<number, Issue>;
  readonly issueComments: Map<number, IssueComment>;
  readonly reviews: Review[];
  readonly labelEvents: LabelEvent[];
  /** What merge queues hold, in their order. */
  mergeQueue: readonly QueuedPullRequest[];
  readonly reviewComments: ReviewComment[];
  /** By commit, oldest first. */
  readonly statuses: Map<string, CommitStatus[]>;
  readonly deployments: Map<number, Deployment>;
  readonly workflowRuns: Map<number, WorkflowRun>;
  readonly releases: Release[];
  /** Movements of branches, oldest first. */
  readonly pushes: readonly Push[];
  readonly users: Map<string, User>;
  /** By login; who is not named may read. */
  readonly roles: Map<string, Role>;
  /** Differences by `base..head`: git is asked once for each. */
  readonly differences: Map<string, Promise<readonly FileDifference[]>>;
  /** Patches as the API shows them, by path, of the same. */
  readonly patches: Map<string, Promise<ReadonlyMap<string, string>>>;
  /** Test merges by `base+head`; null where they conflict. */
  readonly testMerges: Map<string, Promise<string | null>>;
  readonly nextId: () => number;
  readonly nextNumber: () => number;
}

/** GitHub's limits; a test may lower one to meet it. */
export interface Limits {
  /** Entries of a recursive tree, after which it is truncated. */
  readonly treeEntries: number;
  readonly pullRequestFiles: number;
  readonly compareFiles: number;
  readonly compareCommits: number;
  readonly diffFiles: number;
  /** Bytes of one file's patch, above which it is left out. */
  readonly patchBytes: number;
  readonly patchLines: number;
  readonly statusesPerContext: number;
  readonly statusDescription: number;
  readonly bodyCharacters: number;
  readonly pinnedIssues: number;
  /** Bytes of a blob's text in GraphQL, after which it is cut. */
  readonly graphqlBlobBytes: number;
  readonly graphqlNodes: number;
  /** Bytes of a file in the contents API as JSON, and as raw text. */
  readonly contentsBytes: number;
  readonly rawBytes: number;
  readonly directoryEntries: number;
}

export const githubLimits: Limits = {
  treeEntries: 100_000,
  pullRequestFiles: 3000,
  compareFiles: 300,
  compareCommits: 250,
  diffFiles: 300,
  patchBytes: 500_000,
  patchLines: 20_000,
  statusesPerContext: 1000,
  statusDescription: 140,
  bodyCharacters: 65_536,
  pinnedIssues: 3,
  graphqlBlobBytes: 512_000,
  graphqlNodes: 500_000,
  contentsBytes: 1_048_576,
  rawBytes: 104_857_600,
  directoryEntries: 1000,
};

/** GitHub's own roles: a custom role has another name. */
export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/** A pull request in a merge queue, with the commit that merges it there. */
export interface QueuedPullRequest {
  readonly baseBranch: string;
  readonly number: number;
  readonly sha: string;
}

/** That somebody set a label. */
export interface LabelEvent {
  readonly id: number;
  readonly pullRequest: number;
  readonly label: string;
  readonly actor: string;
  readonly createdAt: string;
}

export interface User {
  /** As REST tells it: a bot's ends with `[bot]`. */
  readonly login: string;
  readonly id: number;
  readonly type: "User" | "Bot";
}

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  readonly createdAt: string;
  readonly headBranch: string;
  /** The owner of the repository that holds the head branch. */
  readonly headOwner: string;
  title: string;
  body: string;
  state: "open" | "closed";
  isDraft: boolean;
  isLocked: boolean;
  labels: string[];
  baseBranch: string;
  /** The base branch's tip when the pull request was last opened, pushed or given another base. It gets stale. */
  baseSha: string;
  headSha: string;
  headBranchExists: boolean;
  headRepositoryExists: boolean;
  updatedAt: string;
  closedAt: string | null;
  merge: {
    readonly sha: string;
    readonly at: string;
    readonly by: string;
    /** Where the pull request's own difference starts: the merge base before it was merged. */
    readonly mergeBase: string | null;
    /** The base branch's tip before. */
    readonly baseBefore: string;
    readonly message: string;
  } | null;
}

/** An issue that is no pull request. Both take their numbers from one row. */
export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly author: string;
  readonly createdAt: string;
  title: string;
  body: string;
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | "duplicate" | "reopened" | null;
  labels: string[];
  assignees: string[];
  updatedAt: string;
  closedAt: string | null;
  isPinned: boolean;
  /** That somebody pinned or unpinned it, oldest first. */
  readonly pinEvents: ("PinnedEvent" | "UnpinnedEvent")[];
}

export interface IssueComment {
  readonly id: number;
  /** The number of the pull request or issue. */
  readonly pullRequest: number;
  readonly author: string;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
  isMinimized: boolean;
  /** Who edited it last; null where nobody did. */
  editor: string | null;
  readonly reactions: { readonly user: string; readonly content: string }[];
}

export interface Review {
  readonly id: number;
  readonly pullRequest: number;
  readonly author: string;
  readonly body: string;
  readonly commit: string;
  readonly state: "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "PENDING";
  readonly submittedAt: string;
}

export interface ReviewComment {
  readonly id: number;
  readonly review: number | null;
  readonly pullRequest: number;
  readonly author: string;
  readonly body: string;
  readonly path: string;
  readonly commit: string;
  /** Line numbers in `commit` (side LEFT: in its merge base). */
  readonly line: number;
  readonly startLine: number | null;
  readonly side: "LEFT" | "RIGHT";
  readonly diffHunk: string;
  readonly createdAt: string;
  isResolved: boolean;
  isDeleted: boolean;
}

export interface CommitStatus {
  readonly id: number;
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAt: string;
}

export type DeploymentState =
  "error" | "failure" | "inactive" | "in_progress" | "pending" | "queued" | "success";

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>> | string;
  readonly description: string | null;
  readonly originalEnvironment: string;
  environment: string;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly creator: string;
  readonly createdAt: string;
  updatedAt: string;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly description: string;
  readonly environment: string;
  readonly creator: string;
  readonly createdAt: string;
}

export type RunConclusion = "success" | "failure" | "cancelled" | "skipped";

export interface WorkflowRun {
  readonly id: number;
  /** The workflow's file. */
  readonly workflow: string;
  readonly branch: string;
  readonly event: string;
  readonly sha: string;
  readonly createdAt: string;
  /** Oldest first. */
  readonly attempts: RunAttempt[];
}

export interface RunAttempt {
  /** Null while it runs. */
  readonly conclusion: RunConclusion | null;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly jobs: readonly { readonly name: string; readonly conclusion: RunConclusion | null }[];
}

export interface Release {
  readonly tag: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly publishedAt: string | null;
}

/** The account of a login; made when it is first named. */
export function user(world: World, login: string): User {
  const known = world.users.get(login);
  if (known !== undefined) return known;
  const created: User = {
    login,
    id: 1000 + world.users.size,
    type: login.endsWith("[bot]") ? "Bot" : "User",
  };
  world.users.set(login, created);
  return created;
}

export function webUrl(world: World): string {
  return `${world.serverUrl}/${world.owner}/${world.name}`;
}

export function restUrl(world: World): string {
  return `${world.apiUrl}/repos/${world.owner}/${world.name}`;
}

export function pullRequest(world: World, number: number): PullRequest {
  const found = world.pullRequests.get(number);
  if (found === undefined) throw new Error(`There is no pull request #${number}.`);
  return found;
}
