import type { PullRequestFacts } from "../model/pull-request.ts";
import type { CommentNode } from "./pull-request-query.ts";

/** What tells our own comment. */
export type OwnCommentNode = Pick<
  CommentNode,
  "fullDatabaseId" | "body" | "url" | "isMinimized" | "viewerDidAuthor"
>;

/** The newest comment that we wrote and nobody hid. The marker alone proves nothing: anyone can paste it. */
export function findComment(
  comments: { readonly nodes: readonly OwnCommentNode[] } | undefined,
  marker: string,
): PullRequestFacts["comment"] {
  const own = comments?.nodes.findLast(
    (comment) => comment.viewerDidAuthor && !comment.isMinimized && comment.body.includes(marker),
  );
  if (own === undefined || own.fullDatabaseId === null) return null;
  return { id: own.fullDatabaseId, body: own.body, url: own.url };
}

/** What quotes us does not begin with our first line, and is left alone. */
export function findDoubles(
  comments: readonly OwnCommentNode[],
  marker: string,
  kept: PullRequestFacts["comment"],
): readonly string[] {
  return comments.flatMap(({ viewerDidAuthor, body, fullDatabaseId: id }) =>
    viewerDidAuthor && body.startsWith(marker) && id !== null && kept !== null && id !== kept.id
      ? [id]
      : [],
  );
}
