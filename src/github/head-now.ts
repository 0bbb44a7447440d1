import type { Client } from "./client.ts";
import { headStatus, type HeadCommits, type KnownStatus } from "./commit-status.ts";
import { queryExisting } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** What is looked at again just before something is written. */
export interface HeadNow {
  readonly headSha: string;
  /** Our own status of the head commit. */
  readonly status: KnownStatus | null;
  /** Other open pull requests with the same head commit: they share its status. Ascending. */
  readonly sharing: readonly number[];
}

/**
 * The head commit of a pull request now, with its status and the other open pull requests that have it; null where the
 * pull request is gone. `headBranch` also finds those that GitHub no longer associates with a commit that is on the
 * default branch. One request.
 */
export async function readHeadNow(
  client: Client,
  repository: RepositoryName,
  number: number,
  asked: { readonly statusContext: string; readonly headBranch: string | null },
): Promise<HeadNow | null> {
  const operation = {
    action: `read the head of pull request #${number} of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  const data = await queryExisting<HeadData>(client, operation, headNowQuery, {
    ...repository,
    number,
    ...asked,
    named: asked.headBranch !== null,
  });
  const { pullRequest, pullRequests } = data.repository;
  if (pullRequest === null) return null;
  const { headRefOid: headSha, commits } = pullRequest;
  const associated = commits.nodes.flatMap(({ commit }) => commit.associatedPullRequests.nodes);
  const others = [...associated, ...(pullRequests?.nodes ?? [])].filter(
    (other) => other.state === "OPEN" && other.headRefOid === headSha && other.number !== number,
  );
  return {
    headSha,
    status: headStatus(commits, headSha),
    sharing: [...new Set(others.map((other) => other.number))].sort((a, b) => a - b),
  };
}

export const headNowQuery = `query HeadNow(
  $owner: String!, $name: String!, $number: Int!, $statusContext: String!, $headBranch: String, $named: Boolean!
) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      commits(last: 1) {
        nodes {
          commit {
            oid
            status { context(name: $statusContext) { state description targetUrl } }
            associatedPullRequests(first: 50) { nodes { ...sharing } }
          }
        }
      }
    }
    pullRequests(states: [OPEN], headRefName: $headBranch, first: 50) @include(if: $named) {
      nodes { ...sharing }
    }
  }
}
fragment sharing on PullRequest { number state headRefOid }`;

interface HeadData {
  readonly repository: {
    readonly pullRequest: {
      readonly headRefOid: string;
      readonly commits: {
        readonly nodes: readonly {
          readonly commit: HeadCommits["nodes"][number]["commit"] & {
            readonly associatedPullRequests: { readonly nodes: readonly SharingNode[] };
          };
        }[];
      };
    } | null;
    readonly pullRequests?: { readonly nodes: readonly SharingNode[] };
  };
}

interface SharingNode {
  readonly number: number;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly headRefOid: string;
}
