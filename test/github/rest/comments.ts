import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { created, ok, route } from "../http/route.ts";
import type { RestRequest } from "../http/route.ts";
import type { Permission, Token } from "../http/tokens.ts";
import { restUrl, webUrl } from "../world.ts";
import type { IssueComment, World } from "../world.ts";
import { nodeId, userJson } from "./accounts.ts";
import { authorAssociation } from "./pull-request-json.ts";
import { requestedPullRequest } from "./pull-requests.ts";
import { reactionsJson } from "./reactions-json.ts";

interface CommentBody {
  readonly body: string;
}

const reading: readonly Permission[] = ["issues:read", "pull-requests:read"];
const writing: readonly Permission[] = ["issues:write", "pull-requests:write"];

export const commentRoutes = [
  route("GET /issues/{issue_number}/comments", reading, async (request) => {
    const { number } = requestedConversation(request);
    const since = request.query.get("since");
    const comments = [...request.world.issueComments.values()]
      .filter((comment) => comment.pullRequest === number)
      .filter((comment) => since === null || comment.updatedAt >= since);
    return ok(request.page(comments).map((comment) => commentJson(request.world, comment)));
  }),

  route<CommentBody>("POST /issues/{issue_number}/comments", writing, async (request) => {
    const { world, token, body } = request;
    const { number, isLocked } = requestedConversation(request);
    // Also to a bot that may write.
    if (isLocked) {
      throw new ApiError(403, "Unable to create comment because issue is locked.");
    }
    const comment = addComment(world, number, token.login, checkedBody(world, body));
    return created(commentJson(world, comment));
  }),

  route("GET /issues/comments/{comment_id}", reading, async (request) =>
    ok(commentJson(request.world, requestedComment(request))),
  ),

  route<CommentBody>("PATCH /issues/comments/{comment_id}", writing, async (request) => {
    const { world, body } = request;
    const comment = requestedComment(request);
    comment.body = checkedBody(world, body);
    comment.updatedAt = world.clock.tick();
    comment.editor = request.token.login;
    return ok(commentJson(world, comment));
  }),

  route("DELETE /issues/comments/{comment_id}", writing, async (request) => {
    request.world.issueComments.delete(requestedComment(request).id);
    return { status: 204, body: null };
  }),

  route<{ readonly content: string }>(
    "POST /issues/comments/{comment_id}/reactions",
    writing,
    async (request) => {
      const { world, token, body } = request;
      const comment = requestedComment(request);
      const { content } = body;
      const known = comment.reactions.some(
        (one) => one.user === token.login && one.content === content,
      );
      if (!known) comment.reactions.push({ user: token.login, content });
      const id = world.nextId();
      const reaction = {
        id,
        node_id: nodeId("Reaction", id),
        user: userJson(world, token.login),
        content,
        created_at: world.clock.tick(),
      };
      return known ? ok(reaction) : created(reaction);
    },
  ),
];

export function addComment(
  world: World,
  pullRequest: number,
  author: string,
  body: string,
): IssueComment {
  const createdAt = world.clock.tick();
  const comment: IssueComment = {
    id: world.nextId(),
    pullRequest,
    author,
    body,
    createdAt,
    updatedAt: createdAt,
    isMinimized: false,
    editor: null,
    reactions: [],
  };
  world.issueComments.set(comment.id, comment);
  return comment;
}

/** The pull request or issue that the path names. */
function requestedConversation(request: RestRequest<unknown>): {
  readonly number: number;
  readonly isLocked: boolean;
} {
  const issue = request.world.issues.get(Number(request.parameter("issue_number")));
  if (issue !== undefined) return { number: issue.number, isLocked: false };
  return requestedPullRequest(request, "issue_number");
}

function requestedComment({ world, parameter }: RestRequest<unknown>): IssueComment {
  const comment = world.issueComments.get(Number(parameter("comment_id")));
  if (comment === undefined) throw notFound();
  return comment;
}

/** GitHub counts characters, and refuses what is blank. */
function checkedBody(world: World, { body }: CommentBody): string {
  const { bodyCharacters } = world.limits;
  if (body.trim() === "") throw validationFailed("IssueComment", "body", "body cannot be blank");
  if ([...body].length > bodyCharacters) {
    throw validationFailed(
      "IssueComment",
      "data",
      `Body is too long (maximum is ${bodyCharacters} characters)`,
    );
  }
  return body;
}

export function commentUrl(world: World, comment: IssueComment): string {
  const kind = world.issues.has(comment.pullRequest) ? "issues" : "pull";
  return `${webUrl(world)}/${kind}/${comment.pullRequest}#issuecomment-${comment.id}`;
}

export function commentJson(world: World, comment: IssueComment) {
  const url = `${restUrl(world)}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: commentUrl(world, comment),
    issue_url: `${restUrl(world)}/issues/${comment.pullRequest}`,
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: userJson(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: authorAssociation(world, comment.author),
    body: comment.body,
    performed_via_github_app: null,
    reactions: reactionsJson(url, comment.reactions),
  };
}

/** Whether a token wrote it: what GraphQL calls `viewerDidAuthor`. */
export function didAuthor(token: Token, record: { readonly author: string }): boolean {
  return record.author === token.login;
}
