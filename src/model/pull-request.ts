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
  /** Older ones that begin as it does: two runs at once may each have made one. By id. */
  readonly doubles: readonly string[];
  /** Our own inline comments on the current diff. */
  readonly reviewComments: readonly OwnReviewComment[];
  /** ISO time. */
  readonly createdAt: string;
  /** The login of who opened it; null where the account is gone. */
  readonly author: string | null;
  /** Comments in which people may ask us for something, oldest first. */
  readonly comments: readonly PersonsComment[];
  readonly labels: readonly SetLabel[];
  /** Of the head commit, oldest first. */
  readonly approvals: readonly PersonsApproval[];
}

/** A comment of a person that may hold a command. */
export interface PersonsComment {
  readonly id: string;
  readonly url: string;
  readonly author: string;
  readonly body: string;
  /** ISO time at which its text became what it is. */
  readonly at: string;
  /** Who changed it after its author; null where nobody else did. */
  readonly editedBy: string | null;
}

/** A label that is set. Who set it and when may not be known. */
export interface SetLabel {
  readonly name: string;
  readonly by: string | null;
  readonly at: string | null;
}

/** A person's approval of the head commit. */
export interface PersonsApproval {
  readonly author: string;
  readonly at: string;
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
