import type { FileChanges } from "../git/fast-import.ts";
import { addComment } from "../rest/comments.ts";
import { addIssue, setState } from "../rest/issues.ts";
import { pullRequest } from "../world.ts";
import type {
  CommitStatus,
  DeploymentState,
  Issue,
  IssueComment,
  PullRequest,
  Review,
  ReviewComment,
  Role,
  World,
} from "../world.ts";
import { branchTip, commit, createBranch, defaultAuthor, forcePush, push } from "./branches.ts";
import { addDeploymentStatus, deleteDeployment, deploy } from "./deployments.ts";
import type { DeploymentStatusOptions, DeployOptions } from "./deployments.ts";
import { createMergeGroup, landMergeGroup } from "./merge-queue.ts";
import type { MergeGroup } from "./merge-queue.ts";
import { merge, openRevert, revert } from "./merges.ts";
import type { MergeMethod, MergeOptions } from "./merges.ts";
import {
  closePullRequest,
  deleteFork,
  deleteHeadBranch,
  editPullRequest,
  openPullRequest,
  reopenPullRequest,
} from "./pull-requests.ts";
import type { NewPullRequest, PullRequestEdit } from "./pull-requests.ts";
import { release, tag } from "./versions.ts";
import type { ReleaseOptions } from "./versions.ts";
import { rerunWorkflow, runWorkflow } from "./workflow-runs.ts";
import type { RunOptions } from "./workflow-runs.ts";

/** What people, deployers and the merge queue do, and what a test may look at afterwards. */
export interface Scenario {
  /** Commits on a branch, made from the default branch where it does not exist; returns the commit. */
  readonly commit: (
    branch: string,
    files: FileChanges,
    message: string,
    options?: { readonly author?: string },
  ) => Promise<string>;
  readonly branch: (name: string, from: string) => Promise<string>;
  /** Where a branch is now. */
  readonly tip: (branch?: string) => Promise<string>;
  readonly openPullRequest: (wanted: NewPullRequest) => Promise<number>;
  readonly editPullRequest: (number: number, edit: PullRequestEdit) => Promise<void>;
  readonly closePullRequest: (number: number) => void;
  readonly reopenPullRequest: (number: number) => Promise<void>;
  readonly push: (number: number, files: FileChanges, message?: string) => Promise<string>;
  readonly forcePush: (number: number, files: FileChanges, message?: string) => Promise<string>;
  readonly deleteHeadBranch: (number: number) => Promise<void>;
  readonly deleteFork: (number: number) => void;
  readonly merge: (number: number, method?: MergeMethod, options?: MergeOptions) => Promise<string>;
  /** Opens the pull request that the button "Revert" makes. */
  readonly openRevert: (number: number) => Promise<number>;
  /** Opens and merges it. */
  readonly revert: (
    number: number,
    method?: MergeMethod,
    options?: MergeOptions,
  ) => Promise<{ readonly number: number; readonly sha: string }>;
  /** Returns the deployment's id. */
  readonly deploy: (
    environment: string,
    reference: string,
    options?: DeployOptions,
  ) => Promise<number>;
  /** Returns the status's id. */
  readonly addDeploymentStatus: (
    id: number,
    state: DeploymentState,
    options?: DeploymentStatusOptions,
  ) => number;
  readonly deleteDeployment: (id: number) => void;
  /** Moves a branch to any commit, by force where need be. */
  readonly moveBranch: (name: string, to: string) => Promise<string>;
  /** Returns the run's id. */
  readonly runWorkflow: (
    workflow: string,
    reference: string,
    options?: RunOptions,
  ) => Promise<number>;
  readonly rerunWorkflow: (id: number, options?: RunOptions) => void;
  /** An annotated tag, made now or at a time; a plain one where that is null. Returns the commit. */
  readonly tag: (
    name: string,
    reference: string,
    options?: { readonly at?: string | null },
  ) => Promise<string>;
  readonly release: (name: string, reference: string, options?: ReleaseOptions) => Promise<void>;
  readonly createMergeGroup: (
    numbers: readonly number[],
    method?: MergeMethod,
  ) => Promise<MergeGroup>;
  readonly landMergeGroup: (group: MergeGroup) => Promise<void>;
  /** Returns the comment's id. */
  readonly comment: (
    number: number,
    body: string,
    options?: { readonly author?: string },
  ) => number;
  /** Its author edits it where nobody else is named. */
  readonly editComment: (id: number, body: string, options?: { readonly by?: string }) => void;
  /** A person opens an issue; returns its number. */
  readonly openIssue: (wanted: {
    readonly title: string;
    readonly body: string;
    readonly labels?: readonly string[];
    readonly author?: string;
  }) => number;
  /** Somebody with the right to edits, closes, reopens or unpins an issue. */
  readonly editIssue: (
    number: number,
    edit: Partial<Pick<Issue, "body" | "state" | "isPinned" | "assignees">>,
  ) => void;
  /** Oldest first. */
  readonly issues: () => readonly Readonly<Issue>[];
  readonly setRole: (login: string, role: Role) => void;
  readonly label: (number: number, label: string, options: { readonly by: string }) => void;
  readonly review: (number: number, review: Pick<Review, "author" | "state">) => void;
  readonly minimizeComment: (id: number) => void;
  readonly deleteComment: (id: number) => void;
  readonly resolveReviewComment: (id: number) => void;
  readonly deleteReviewComment: (id: number) => void;
  readonly pullRequest: (number: number) => Readonly<PullRequest>;
  /** Oldest first. */
  readonly comments: (number: number) => readonly Readonly<IssueComment>[];
  readonly reviews: (number: number) => readonly Readonly<Review>[];
  readonly reviewComments: (number: number) => readonly Readonly<ReviewComment>[];
  /** A status that an earlier run of ours has written. */
  readonly setStatus: (
    sha: string,
    status: Pick<CommitStatus, "context" | "state" | "description">,
  ) => void;
  /** All statuses of a commit, oldest first, of one context where it is told. */
  readonly statuses: (sha: string, context?: string) => readonly CommitStatus[];
}

export function createScenario(world: World): Scenario {
  const existing = <Found>(found: Found | undefined, what: string): Found => {
    if (found === undefined) throw new Error(`There is no ${what}.`);
    return found;
  };
  const issueComment = (id: number): IssueComment =>
    existing(world.issueComments.get(id), `comment ${id}`);
  const reviewComment = (id: number): ReviewComment =>
    existing(
      world.reviewComments.find((comment) => comment.id === id),
      `review comment ${id}`,
    );
  const of = <Item extends { readonly pullRequest: number }>(
    number: number,
    items: Iterable<Item>,
  ): Item[] => [...items].filter((item) => item.pullRequest === number);

  return {
    commit: (branch, files, message, options) => commit(world, branch, files, message, options),
    branch: (name, from) => createBranch(world, name, from),
    tip: (branch = world.defaultBranch) => branchTip(world, branch),
    openPullRequest: (wanted) => openPullRequest(world, wanted),
    editPullRequest: (number, edit) => editPullRequest(world, number, edit),
    closePullRequest: (number) => closePullRequest(world, number),
    reopenPullRequest: (number) => reopenPullRequest(world, number),
    push: (number, files, message) => push(world, number, files, message),
    forcePush: (number, files, message) => forcePush(world, number, files, message),
    deleteHeadBranch: (number) => deleteHeadBranch(world, number),
    deleteFork: (number) => deleteFork(world, number),
    merge: (number, method, options) => merge(world, number, method, options),
    openRevert: (number) => openRevert(world, number),
    revert: (number, method, options) => revert(world, number, method, options),
    deploy: (environment, reference, options) => deploy(world, environment, reference, options),
    addDeploymentStatus: (id, state, options) => addDeploymentStatus(world, id, state, options),
    deleteDeployment: (id) => deleteDeployment(world, id),
    moveBranch: (name, to) => createBranch(world, name, to),
    runWorkflow: (workflow, reference, options) => runWorkflow(world, workflow, reference, options),
    rerunWorkflow: (id, options) => rerunWorkflow(world, id, options),
    tag: (name, reference, options) => tag(world, name, reference, options),
    release: (name, reference, options) => release(world, name, reference, options),
    createMergeGroup: (numbers, method) => createMergeGroup(world, numbers, method),
    landMergeGroup: (group) => landMergeGroup(world, group),
    comment: (number, body, { author = defaultAuthor } = {}) =>
      addComment(world, pullRequest(world, number).number, author, body).id,
    editComment: (id, body, { by } = {}) => {
      const comment = issueComment(id);
      comment.body = body;
      comment.updatedAt = world.clock.tick();
      comment.editor = by ?? comment.author;
    },
    openIssue: ({ author = defaultAuthor, ...wanted }) => addIssue(world, author, wanted).number,
    editIssue: (number, { state, isPinned, ...edit }) => {
      const issue = existing(world.issues.get(number), `issue #${number}`);
      Object.assign(issue, edit);
      if (state !== undefined) setState(world, issue, state, null);
      if (isPinned !== undefined && isPinned !== issue.isPinned) {
        issue.isPinned = isPinned;
        issue.pinEvents.push(isPinned ? "PinnedEvent" : "UnpinnedEvent");
      }
      issue.updatedAt = world.clock.tick();
    },
    issues: () => [...world.issues.values()],
    setRole: (login, role) => {
      world.roles.set(login, role);
    },
    label: (number, label, { by }) => {
      pullRequest(world, number).labels.push(label);
      const createdAt = world.clock.tick();
      const id = world.nextId();
      world.labelEvents.push({ id, pullRequest: number, label, actor: by, createdAt });
    },
    review: (number, { author, state }) => {
      world.reviews.push({
        id: world.nextId(),
        pullRequest: number,
        author,
        body: "",
        commit: pullRequest(world, number).headSha,
        state,
        submittedAt: world.clock.tick(),
      });
    },
    minimizeComment: (id) => {
      issueComment(id).isMinimized = true;
    },
    deleteComment: (id) => {
      world.issueComments.delete(issueComment(id).id);
    },
    resolveReviewComment: (id) => {
      reviewComment(id).isResolved = true;
    },
    deleteReviewComment: (id) => {
      reviewComment(id).isDeleted = true;
    },
    pullRequest: (number) => pullRequest(world, number),
    comments: (number) => of(number, world.issueComments.values()),
    reviews: (number) => of(number, world.reviews),
    reviewComments: (number) =>
      of(number, world.reviewComments).filter((comment) => !comment.isDeleted),
    setStatus: (sha, status) => {
      const id = world.nextId();
      const createdAt = world.clock.tick();
      const whole = { ...status, id, targetUrl: null, creator: "github-actions[bot]", createdAt };
      world.statuses.set(sha, [...(world.statuses.get(sha) ?? []), whole]);
    },
    statuses: (sha, context) =>
      (world.statuses.get(sha) ?? []).filter(
        (status) => (context ?? status.context) === status.context,
      ),
  };
}
