import { ApiError, validationFailed } from "../http/api-error.ts";
import { created, ok, route } from "../http/route.ts";
import { currentLine, pullRequestCommits } from "../pull-request-facts.ts";
import { makeReviewComments } from "../review-comments.ts";
import type { NewReviewComment } from "../review-comments.ts";
import { restUrl, webUrl } from "../world.ts";
import type { PullRequest, Review, ReviewComment, World } from "../world.ts";
import { nodeId, userJson } from "./accounts.ts";
import { authorAssociation } from "./pull-request-json.ts";
import { requestedPullRequest } from "./pull-requests.ts";

interface NewReview {
  readonly commit_id?: string;
  readonly body?: string;
  readonly event?: "APPROVE" | "REQUEST_CHANGES" | "COMMENT";
  readonly comments?: readonly NewReviewComment[];
}

type NewSingleComment = NewReviewComment & { readonly commit_id: string };

const reviewStates = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
} as const;

export const reviewRoutes = [
  route("GET /pulls/{pull_number}/reviews", ["pull-requests:read"], async (request) => {
    const { world, page } = request;
    const { number } = requestedPullRequest(request);
    const reviews = world.reviews.filter((review) => review.pullRequest === number);
    return ok(page(reviews).map((review) => reviewJson(world, review)));
  }),

  route<NewReview>(
    "POST /pulls/{pull_number}/reviews",
    ["pull-requests:write"],
    async (request) => {
      const { world, token, body } = request;
      const pull = requestedPullRequest(request);
      const drafts = body.comments ?? [];
      if (body.event === "COMMENT" && (body.body ?? "") === "" && drafts.length === 0) {
        throw new ApiError(422, "Unprocessable Entity", { errors: ["Body can't be blank"] });
      }
      if ([...(body.body ?? "")].length > world.limits.bodyCharacters) {
        throw new ApiError(422, "Unprocessable Entity", { errors: ["Body is too long"] });
      }
      const commit = await reviewedCommit(world, pull, body.commit_id);
      const id = world.nextId();
      const comments = await makeReviewComments(
        world,
        pull,
        commit,
        token.login,
        id,
        drafts,
        (problem) =>
          new ApiError(422, "Unprocessable Entity", {
            errors: [`${problem === "path" ? "Path" : "Line"} could not be resolved`],
          }),
      );
      const review: Review = {
        id,
        pullRequest: pull.number,
        author: token.login,
        body: body.body ?? "",
        commit,
        state: body.event === undefined ? "PENDING" : reviewStates[body.event],
        submittedAt: world.clock.tick(),
      };
      world.reviews.push(review);
      world.reviewComments.push(...comments);
      return ok(reviewJson(world, review));
    },
  ),

  route("GET /pulls/{pull_number}/comments", ["pull-requests:read"], async (request) => {
    const { world, page } = request;
    const { number } = requestedPullRequest(request);
    const comments = world.reviewComments.filter(
      (comment) => comment.pullRequest === number && !comment.isDeleted,
    );
    return ok(
      await Promise.all(page(comments).map((comment) => reviewCommentJson(world, comment))),
    );
  }),

  route<NewSingleComment>(
    "POST /pulls/{pull_number}/comments",
    ["pull-requests:write"],
    async (request) => {
      const { world, token, body } = request;
      const pull = requestedPullRequest(request);
      const commit = await reviewedCommit(world, pull, body.commit_id);
      const [comment] = await makeReviewComments(
        world,
        pull,
        commit,
        token.login,
        null,
        [body],
        (problem) =>
          validationFailed(
            "PullRequestReviewComment",
            `pull_request_review_thread.${problem}`,
            `pull_request_review_thread.${problem} must be part of the diff`,
          ),
      );
      if (comment === undefined) throw new Error("A review comment was neither made nor refused.");
      world.reviewComments.push(comment);
      return created(await reviewCommentJson(world, comment));
    },
  ),
];

async function reviewedCommit(
  world: World,
  pull: PullRequest,
  named: string | undefined,
): Promise<string> {
  if (named === undefined || named === pull.headSha) return pull.headSha;
  if ((await pullRequestCommits(world, pull)).includes(named)) return named;
  throw new ApiError(422, "Unprocessable Entity", {
    errors: ["The commit_id is not part of the pull request"],
  });
}

function reviewJson(world: World, review: Review) {
  const htmlUrl = `${webUrl(world)}/pull/${review.pullRequest}#pullrequestreview-${review.id}`;
  const pullUrl = `${restUrl(world)}/pulls/${review.pullRequest}`;
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: userJson(world, review.author),
    body: review.body,
    state: review.state,
    html_url: htmlUrl,
    pull_request_url: pullUrl,
    author_association: authorAssociation(world, review.author),
    _links: { html: { href: htmlUrl }, pull_request: { href: pullUrl } },
    submitted_at: review.submittedAt,
    commit_id: review.commit,
  };
}

export function reviewCommentUrl(world: World, comment: ReviewComment): string {
  return `${webUrl(world)}/pull/${comment.pullRequest}#discussion_r${comment.id}`;
}

async function reviewCommentJson(world: World, comment: ReviewComment) {
  const line = await currentLine(world, comment);
  const url = `${restUrl(world)}/pulls/comments/${comment.id}`;
  const htmlUrl = reviewCommentUrl(world, comment);
  const pullUrl = `${restUrl(world)}/pulls/${comment.pullRequest}`;
  const shift = line === null ? 0 : line - comment.line;
  return {
    id: comment.id,
    node_id: nodeId("PullRequestReviewComment", comment.id),
    url,
    html_url: htmlUrl,
    pull_request_url: pullUrl,
    pull_request_review_id: comment.review,
    diff_hunk: comment.diffHunk,
    path: comment.path,
    commit_id:
      line === null ? comment.commit : world.pullRequests.get(comment.pullRequest)?.headSha,
    original_commit_id: comment.commit,
    user: userJson(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.createdAt,
    author_association: authorAssociation(world, comment.author),
    _links: { self: { href: url }, html: { href: htmlUrl }, pull_request: { href: pullUrl } },
    side: comment.side,
    start_side: comment.startLine === null ? null : comment.side,
    start_line: comment.startLine === null || line === null ? null : comment.startLine + shift,
    original_start_line: comment.startLine,
    line,
    original_line: comment.line,
    subject_type: "line",
  };
}
