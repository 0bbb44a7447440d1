import type { PersonsApproval, PersonsComment, SetLabel } from "../model/pull-request.ts";
import type { CommentNode, FactsNode } from "./pull-request-query.ts";

/** How a comment addresses us. */
const address = "/expand-contract";

/** Comments in which a person may ask us for something. Bots ask for nothing, and what is hidden is not said. */
export function toPersonsComments(nodes: readonly CommentNode[]): readonly PersonsComment[] {
  return nodes.flatMap((node) => {
    const { author, body, viewerDidAuthor, isMinimized, fullDatabaseId } = node;
    if (author?.__typename !== "User" || viewerDidAuthor || isMinimized) return [];
    if (fullDatabaseId === null || !body.toLowerCase().includes(address)) return [];
    const editor = node.editor?.login ?? null;
    return [
      {
        id: fullDatabaseId,
        url: node.url,
        author: author.login,
        body,
        at: node.lastEditedAt ?? node.createdAt,
        editedBy: editor === author.login ? null : editor,
      },
    ];
  });
}

/** The labels that are set, each with who set it last; null where GitHub does not tell. */
export function toSetLabels({ labels, timelineItems }: FactsNode): readonly SetLabel[] {
  return (labels?.nodes ?? []).map(({ name }) => {
    const event = timelineItems.nodes.findLast((item) => item.label.name === name);
    const actor = event?.actor?.__typename === "User" ? event.actor.login : null;
    return { name, by: actor, at: event?.createdAt ?? null };
  });
}

/** Who approves the head commit now, oldest first: by the last word of each. A dismissed review is none. */
export function toApprovals({ reviews, headRefOid }: FactsNode): readonly PersonsApproval[] {
  const lastWords = new Map((reviews?.nodes ?? []).map((review) => [review.author?.login, review]));
  return [...lastWords.values()].flatMap(({ state, author, submittedAt, commit }) => {
    const isOfHead = state === "APPROVED" && commit?.oid === headRefOid;
    if (!isOfHead || author?.__typename !== "User" || submittedAt === null) return [];
    return [{ author: author.login, at: submittedAt }];
  });
}
