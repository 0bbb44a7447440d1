import type { Client } from "./client.ts";
import { query } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** The end of an issue's conversation, as far as it was read. */
export interface IssueConversation {
  readonly number: number;
  /** Our own comments among those that were read. */
  readonly own: readonly { readonly createdAt: string; readonly body: string }[];
  /** The time of the oldest comment that was read; null where all were. */
  readonly since: string | null;
}

/** The newest comments of some issues, by GraphQL's ids: at most 100. One request. */
export async function readConversations(
  client: Client,
  repository: RepositoryName,
  ids: readonly string[],
): Promise<readonly IssueConversation[]> {
  const operation = {
    action: `read comments on issues of ${quoteRepository(repository)}`,
    permission: "issues: read",
  };
  const data = await query<ConversationsData>(client, operation, conversationsQuery, {
    ids: ids.slice(0, 100),
  });
  return data.nodes.flatMap((node) => {
    if (node?.comments === undefined) return [];
    const { nodes, pageInfo } = node.comments;
    const since = pageInfo.hasPreviousPage ? (nodes[0]?.createdAt ?? null) : null;
    return [{ number: node.number, own: nodes.filter((one) => one.viewerDidAuthor), since }];
  });
}

export const conversationsQuery = `query IssueConversations($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Issue {
      number
      comments(last: 50) { nodes { body createdAt viewerDidAuthor } pageInfo { hasPreviousPage } }
    }
  }
}`;

interface ConversationsData {
  readonly nodes: readonly ({
    readonly number: number;
    readonly comments?: {
      readonly nodes: readonly {
        readonly body: string;
        readonly createdAt: string;
        readonly viewerDidAuthor: boolean;
      }[];
      readonly pageInfo: { readonly hasPreviousPage: boolean };
    };
  } | null)[];
}
