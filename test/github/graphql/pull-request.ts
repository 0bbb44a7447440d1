import {
  currentLine,
  pullRequestCommits,
  pullRequestFiles,
  testMerge,
} from "../pull-request-facts.ts";
import { nodeId } from "../rest/accounts.ts";
import { commentUrl, didAuthor } from "../rest/comments.ts";
import { authorAssociation } from "../rest/pull-request-json.ts";
import { reviewCommentUrl } from "../rest/reviews.ts";
import { headRef } from "../revision.ts";
import { webUrl } from "../world.ts";
import type { IssueComment, LabelEvent, PullRequest, Review, ReviewComment } from "../world.ts";
import { connection } from "./connection.ts";
import type { ConnectionArguments } from "./connection.ts";
import { commitFields, refFields } from "./git-object.ts";
import { repositoryFields } from "./repository.ts";
import { actorFields, requirePermission } from "./viewer.ts";
import type { Fields, Viewer } from "./viewer.ts";

interface TimelineArguments extends ConnectionArguments {
  readonly itemTypes?: readonly string[] | null;
}

interface ReviewArguments extends ConnectionArguments {
  readonly states?: readonly string[] | null;
}

export function pullRequestState(pull: PullRequest): "OPEN" | "CLOSED" | "MERGED" {
  if (pull.merge !== null) return "MERGED";
  return pull.state === "open" ? "OPEN" : "CLOSED";
}

export function pullRequestFields(viewer: Viewer, pull: PullRequest): Fields {
  const { world } = viewer;
  const files = () => pullRequestFiles(world, pull);
  const headOwner = pull.headOwner;
  return {
    __typename: "PullRequest",
    id: nodeId("PullRequest", pull.number),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body,
    url: `${webUrl(world)}/pull/${pull.number}`,
    resourcePath: `/${world.owner}/${world.name}/pull/${pull.number}`,
    state: pullRequestState(pull),
    closed: pull.state === "closed",
    closedAt: pull.closedAt,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    isDraft: pull.isDraft,
    locked: pull.isLocked,
    merged: pull.merge !== null,
    mergedAt: pull.merge?.at ?? null,
    mergedBy: () => (pull.merge === null ? null : actorFields(viewer, pull.merge.by)),
    mergeCommit: () => (pull.merge === null ? null : commitFields(viewer, pull.merge.sha)),
    mergeable: async () => {
      if (pull.state !== "open") return "UNKNOWN";
      return (await testMerge(world, pull)) === null ? "CONFLICTING" : "MERGEABLE";
    },
    potentialMergeCommit: async () => {
      const sha = await testMerge(world, pull);
      return sha === null ? null : commitFields(viewer, sha);
    },
    author: () => actorFields(viewer, pull.author),
    authorAssociation: authorAssociation(world, pull.author),
    viewerDidAuthor: didAuthor(viewer.token, pull),
    repository: () => repositoryFields(viewer),
    baseRepository: () => repositoryFields(viewer),
    baseRefName: pull.baseBranch,
    // Not the branch's tip: what it was at the last push.
    baseRefOid: pull.baseSha,
    baseRef: async () => {
      const ref = `refs/heads/${pull.baseBranch}`;
      return (await world.git.refExists(ref)) ? refFields(viewer, ref) : null;
    },
    headRefName: pull.headBranch,
    headRefOid: pull.headSha,
    headRef: async () =>
      pull.headBranchExists && pull.headRepositoryExists
        ? {
            ...refFields(viewer, headRef(world, headOwner, pull.headBranch)),
            name: pull.headBranch,
            prefix: "refs/heads/",
          }
        : null,
    headRepository: () => (pull.headRepositoryExists ? repositoryFields(viewer, headOwner) : null),
    headRepositoryOwner: () => (pull.headRepositoryExists ? actorFields(viewer, headOwner) : null),
    isCrossRepository: headOwner !== world.owner,
    changedFiles: async () => (await files()).length,
    additions: async () => (await files()).reduce((sum, file) => sum + file.additions, 0),
    deletions: async () => (await files()).reduce((sum, file) => sum + file.deletions, 0),
    files: async (listArguments: ConnectionArguments) =>
      connection(
        "files",
        (await files()).slice(0, world.limits.pullRequestFiles),
        listArguments,
        (file) => ({
          path: file.path,
          changeType: file.status === "removed" ? "DELETED" : file.status.toUpperCase(),
          additions: file.additions,
          deletions: file.deletions,
          viewerViewedState: "UNVIEWED",
        }),
      ),
    labels: (listArguments: ConnectionArguments) =>
      connection("labels", pull.labels, listArguments, (name) => ({
        id: nodeId("Label", name),
        name,
      })),
    commits: async (listArguments: ConnectionArguments) => {
      requirePermission(viewer, "contents:read");
      const commits = await pullRequestCommits(world, pull);
      return connection("commits", commits, listArguments, (sha) => ({
        id: nodeId("PullRequestCommit", sha),
        commit: () => commitFields(viewer, sha),
      }));
    },
    comments: (listArguments: ConnectionArguments) => {
      requirePermission(viewer, "issues:read", "pull-requests:read");
      const comments = [...world.issueComments.values()].filter(
        (comment) => comment.pullRequest === pull.number,
      );
      return connection("comments", comments, listArguments, (comment) =>
        issueCommentFields(viewer, comment),
      );
    },
    // Of all that a timeline holds, the fake knows who set which label.
    timelineItems: ({ itemTypes, ...listArguments }: TimelineArguments) => {
      const events = world.labelEvents.filter(
        (event) =>
          event.pullRequest === pull.number && itemTypes?.includes("LABELED_EVENT") === true,
      );
      return connection("timelineItems", events, listArguments, (event) =>
        labeledEventFields(viewer, event),
      );
    },
    reviews: ({ states, ...listArguments }: ReviewArguments) => {
      const reviews = world.reviews.filter(
        (review) => review.pullRequest === pull.number && (states?.includes(review.state) ?? true),
      );
      return connection("reviews", reviews, listArguments, (review) =>
        reviewFields(viewer, review),
      );
    },
    reviewThreads: (listArguments: ConnectionArguments) => {
      const threads = world.reviewComments.filter(
        (comment) => comment.pullRequest === pull.number && !comment.isDeleted,
      );
      return connection("reviewThreads", threads, listArguments, (comment) =>
        reviewThreadFields(viewer, comment),
      );
    },
  };
}

export function issueCommentFields(viewer: Viewer, comment: IssueComment): Fields {
  const { world } = viewer;
  return {
    __typename: "IssueComment",
    id: nodeId("IssueComment", comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    url: commentUrl(world, comment),
    body: comment.body,
    createdAt: comment.createdAt,
    updatedAt: comment.updatedAt,
    lastEditedAt: comment.updatedAt === comment.createdAt ? null : comment.updatedAt,
    isMinimized: comment.isMinimized,
    minimizedReason: comment.isMinimized ? "outdated" : null,
    author: () => actorFields(viewer, comment.author),
    editor: () => (comment.editor === null ? null : actorFields(viewer, comment.editor)),
    authorAssociation: authorAssociation(world, comment.author),
    viewerDidAuthor: didAuthor(viewer.token, comment),
  };
}

function labeledEventFields(viewer: Viewer, event: LabelEvent): Fields {
  return {
    __typename: "LabeledEvent",
    id: nodeId("LabeledEvent", event.id),
    createdAt: event.createdAt,
    actor: () => actorFields(viewer, event.actor),
    label: { id: nodeId("Label", event.label), name: event.label },
  };
}

function reviewFields(viewer: Viewer, review: Review): Fields {
  const { world } = viewer;
  return {
    __typename: "PullRequestReview",
    id: nodeId("PullRequestReview", review.id),
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    url: `${webUrl(world)}/pull/${review.pullRequest}#pullrequestreview-${review.id}`,
    body: review.body,
    state: review.state,
    submittedAt: review.submittedAt,
    createdAt: review.submittedAt,
    author: () => actorFields(viewer, review.author),
    viewerDidAuthor: didAuthor(viewer.token, review),
    commit: () => commitFields(viewer, review.commit),
    comments: (listArguments: ConnectionArguments) => {
      const comments = world.reviewComments.filter(
        (comment) => comment.review === review.id && !comment.isDeleted,
      );
      return connection("comments", comments, listArguments, (comment) =>
        reviewCommentFields(viewer, comment),
      );
    },
  };
}

/** Each comment is a thread of its own: the fake has no replies. */
function reviewThreadFields(viewer: Viewer, comment: ReviewComment): Fields {
  const line = () => currentLine(viewer.world, comment);
  return {
    __typename: "PullRequestReviewThread",
    id: nodeId("PullRequestReviewThread", comment.id),
    path: comment.path,
    isResolved: comment.isResolved,
    isCollapsed: comment.isResolved,
    isOutdated: async () => (await line()) === null,
    line,
    originalLine: comment.line,
    startLine: () => shiftedStart(viewer, comment),
    originalStartLine: comment.startLine,
    diffSide: comment.side,
    startDiffSide: comment.startLine === null ? null : comment.side,
    subjectType: "LINE",
    comments: (listArguments: ConnectionArguments) =>
      connection("comments", [comment], listArguments, (own) => reviewCommentFields(viewer, own)),
  };
}

function reviewCommentFields(viewer: Viewer, comment: ReviewComment): Fields {
  return {
    __typename: "PullRequestReviewComment",
    id: nodeId("PullRequestReviewComment", comment.id),
    databaseId: comment.id,
    fullDatabaseId: String(comment.id),
    url: reviewCommentUrl(viewer.world, comment),
    body: comment.body,
    path: comment.path,
    line: () => currentLine(viewer.world, comment),
    originalLine: comment.line,
    startLine: () => shiftedStart(viewer, comment),
    originalStartLine: comment.startLine,
    diffHunk: comment.diffHunk,
    outdated: async () => (await currentLine(viewer.world, comment)) === null,
    isMinimized: false,
    createdAt: comment.createdAt,
    updatedAt: comment.createdAt,
    author: () => actorFields(viewer, comment.author),
    viewerDidAuthor: didAuthor(viewer.token, comment),
    originalCommit: () => commitFields(viewer, comment.commit),
  };
}

async function shiftedStart(viewer: Viewer, comment: ReviewComment): Promise<number | null> {
  const line = await currentLine(viewer.world, comment);
  return line === null || comment.startLine === null
    ? null
    : comment.startLine + line - comment.line;
}
