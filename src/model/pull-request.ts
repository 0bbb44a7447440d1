/** A pull request as the platform tells it now. */
export interface PullRequestFacts {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly state: "open" | "closed" | "merged";
  readonly isDraft: boolean;
  /** The branch it merges into. */
  readonly baseBranch: string;
  /** Tip of the base branch. */
  readonly baseSha: string;
  readonly headSha: string;
  /** Null where the head branch or fork is gone. */
  readonly headBranch: string | null;
  /** The configuration file on the base branch; null where there is none. */
  readonly configurationText: string | null;
  /** Number of changed files, and the first of them; `complete` when all are listed. */
  readonly changedFiles: { readonly complete: boolean; readonly files: readonly ChangedFile[] };
  readonly status: {
    readonly state: CommitState;
    readonly description: string;
    readonly targetUrl: string | null;
  } | null;
  /** Our own comment, found by marker and author. */
  readonly comment: { readonly id: string; readonly body: string; readonly url: string } | null;
  /** Our own inline comments on the current diff. */
  readonly reviewComments: readonly OwnReviewComment[];
}

export interface ChangedFile {
  readonly path: string;
  readonly change: "added" | "modified" | "deleted" | "renamed" | "copied" | "changed";
}

export interface OwnReviewComment {
  /** Null where the line is outdated. */
  readonly line: number | null;
  readonly path: string;
  readonly body: string;
}

export type CommitState = "success" | "pending" | "failure" | "error";

/** An earlier pull request that a link names. */
export type LinkedPullRequest =
  | { readonly state: "not-found" }
  | { readonly state: "unknown"; readonly reason: string }
  | ({ readonly state: "open" | "closed" } & PullRequestIdentity)
  | MergedPullRequest;

export interface MergedPullRequest extends PullRequestIdentity {
  readonly state: "merged";
  /** ISO time. */
  readonly mergedAt: string | null;
  /** The commit that brought it to its base branch. */
  readonly mergeCommit: string | null;
}

export interface PullRequestIdentity {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly baseBranch: string;
}

/** A file of a merged pull request's diff, with its removed and added lines. */
export interface PatchedFile {
  readonly path: string;
  readonly previousPath: string | null;
  /** The blob after the pull request; null where it was deleted. */
  readonly sha: string | null;
  readonly status: "added" | "modified" | "removed" | "renamed";
  /** Null where the platform left the patch out (binary or too large). */
  readonly patch: string | null;
}
