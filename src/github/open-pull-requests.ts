import type { Client } from "./client.ts";
import { headStatus } from "./commit-status.ts";
import type { HeadCommits, KnownStatus } from "./commit-status.ts";
import { defaultBranchFields, toDefaultBranch } from "./default-branch.ts";
import type { DefaultBranch, DefaultBranchNode } from "./default-branch.ts";
import { query } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** What a sweep needs to choose the pull requests that it looks at again. */
export interface OpenPullRequest {
  readonly number: number;
  readonly headSha: string;
  readonly baseBranch: string;
  /** Our own status of the head commit. */
  readonly status: KnownStatus | null;
}

/** The open pull requests, and the branch that they mostly go to: null for a repository without a commit. */
export interface OpenPullRequests {
  readonly open: readonly OpenPullRequest[];
  readonly branch: DefaultBranch | null;
}

/** All open pull requests, and the default branch with the file at `path`. One request per 100. */
export async function readOpenPullRequests(
  client: Client,
  repository: RepositoryName,
  { statusContext, path }: { readonly statusContext: string; readonly path: string },
): Promise<OpenPullRequests> {
  const operation = {
    action: `list the open pull requests of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  const open: OpenPullRequest[] = [];
  let branch: DefaultBranch | null = null;
  let after: string | null = null;
  do {
    const data: OpenData = await query<OpenData>(client, operation, openQuery, {
      ...repository,
      statusContext,
      path,
      after,
    });
    branch = toDefaultBranch(data.repository);
    const { nodes, pageInfo } = data.repository.pullRequests;
    open.push(...nodes.map(toOpenPullRequest));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return { open, branch };
}

export const openQuery = `query OpenPullRequests(
  $owner: String!, $name: String!, $statusContext: String!, $path: String!, $after: String
) {
  repository(owner: $owner, name: $name) {
    ${defaultBranchFields}
    pullRequests(states: [OPEN], first: 100, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes {
        number headRefOid baseRefName
        commits(last: 1) {
          nodes { commit { oid status { context(name: $statusContext) { state description targetUrl } } } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface OpenData {
  readonly repository: DefaultBranchNode & {
    readonly pullRequests: {
      readonly nodes: readonly OpenNode[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

interface OpenNode {
  readonly number: number;
  readonly headRefOid: string;
  readonly baseRefName: string;
  readonly commits: HeadCommits;
}

function toOpenPullRequest(node: OpenNode): OpenPullRequest {
  return {
    number: node.number,
    headSha: node.headRefOid,
    baseBranch: node.baseRefName,
    status: headStatus(node.commits, node.headRefOid),
  };
}
