import type { Client } from "./client.ts";
import { query } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** A merged pull request, with what it and our comment on it say. */
export interface RecentlyMerged {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  /** ISO time. */
  readonly mergedAt: string;
  /** Null where the account is gone, or is no person's. */
  readonly author: string | null;
  /** Our own comments among the first of all, oldest first. */
  readonly ownComments: readonly string[];
}

/** At most so many requests: the newest come first. */
const mostPages = 8;

/** What was merged, as far as it was read. */
export interface RecentMerges {
  readonly merged: readonly RecentlyMerged[];
  /** Whether that is all since the time that was asked for. */
  readonly isWhole: boolean;
}

/**
 * The pull requests that were merged into a branch since an ISO time, newest change first. One request per 25, at most
 * eight.
 */
export async function readRecentlyMerged(
  client: Client,
  repository: RepositoryName,
  { branch, since }: { readonly branch: string; readonly since: string },
): Promise<RecentMerges> {
  const operation = {
    action: `list the merged pull requests of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  const merged: RecentlyMerged[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const data: MergedData = await query<MergedData>(client, operation, recentlyMergedQuery, {
      ...repository,
      branch,
      after,
    });
    const { nodes, pageInfo } = data.repository.pullRequests;
    merged.push(...nodes.flatMap((node) => toRecentlyMerged(node, since)));
    // What was merged since has changed since.
    if (!pageInfo.hasNextPage || nodes.some(({ updatedAt }) => updatedAt < since))
      return { merged, isWhole: true };
    after = pageInfo.endCursor;
  }
  return { merged, isWhole: false };
}

export const recentlyMergedQuery = `query RecentlyMerged($owner: String!, $name: String!, $branch: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(
      states: [MERGED], baseRefName: $branch, first: 25, after: $after
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      nodes {
        number title body url updatedAt mergedAt
        author { login __typename }
        comments(first: 50) { nodes { body viewerDidAuthor } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface MergedData {
  readonly repository: {
    readonly pullRequests: {
      readonly nodes: readonly MergedNode[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

interface MergedNode {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly updatedAt: string;
  readonly mergedAt: string | null;
  readonly author: { readonly login: string; readonly __typename: string } | null;
  readonly comments: {
    readonly nodes: readonly { readonly body: string; readonly viewerDidAuthor: boolean }[];
  };
}

function toRecentlyMerged(node: MergedNode, since: string): readonly RecentlyMerged[] {
  const { number, title, body, url, mergedAt, author, comments } = node;
  if (mergedAt === null || mergedAt < since) return [];
  return [
    {
      number,
      title,
      body,
      url,
      mergedAt,
      author: author?.__typename === "User" ? author.login : null,
      ownComments: comments.nodes.filter((one) => one.viewerDidAuthor).map((one) => one.body),
    },
  ];
}
