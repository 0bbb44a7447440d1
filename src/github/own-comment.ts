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
    (comment) => comment.viewerDidAuthor && !comment.isMinimized && holds(comment.body, marker),
  );
  if (own === undefined || own.fullDatabaseId === null) return null;
  return { id: own.fullDatabaseId, body: own.body, url: own.url };
}

/** As a line of its own: a quote of our comment by another workflow has a mark before it. */
function holds(body: string, marker: string): boolean {
  return body.startsWith(marker) || body.includes(`\n${marker}`);
}

/** What quotes us does not begin with our first line, and what somebody hid is to stay: both are left alone. */
export function findDoubles(
  comments: readonly OwnCommentNode[],
  marker: string,
  kept: PullRequestFacts["comment"],
): readonly string[] {
  if (kept === null) return [];
  const others = comments.filter(
    ({ viewerDidAuthor, isMinimized, body }) =>
      viewerDidAuthor && !isMinimized && body.startsWith(marker),
  );
  return others.flatMap(({ fullDatabaseId: id }) => (id === null || id === kept.id ? [] : [id]));
}
