import type { OpenChange } from "../model/open-change.ts";
import type { PullRequestFacts } from "../model/pull-request.ts";
import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { headStatus, type HeadCommits, type KnownStatus } from "./commit-status.ts";
import { findComment, type OwnCommentNode } from "./own-comment.ts";
import { queryExisting } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** What is looked at again just before something is written. */
export interface HeadNow {
  readonly headSha: string;
  /** Our own status of the head commit. */
  readonly status: KnownStatus | null;
  /** Our own comment, where it is one of the last. */
  readonly comment: PullRequestFacts["comment"];
  /** Other open pull requests with the same head commit: they share its status. Ascending. */
  readonly sharing: readonly number[];
  /** The open pull requests into the branch that was asked for, those that changed last. */
  readonly open: readonly OpenChange[];
}

/** What is asked of a pull request beside its head. */
export interface AskedHead {
  readonly statusContext: string;
  readonly commentMarker: string;
  /** Also finds those that GitHub no longer associates with a commit that is on the default branch. */
  readonly headBranch: string | null;
  /** The branch whose open pull requests are listed; null for none. */
  readonly openInto: string | null;
}

/**
 * The head commit of a pull request now, with its status and the other open pull requests that have it; null where the
 * pull request is gone. One request, and one more where GitHub cannot list the files of the open ones: these are
 * good to know, and nothing rests on them.
 */
export async function readHeadNow(
  client: Client,
  repository: RepositoryName,
  number: number,
  asked: AskedHead,
): Promise<HeadNow | null> {
  const operation = {
    action: `read the head of pull request #${number} of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  const ask = (openInto: string | null): Promise<HeadData> =>
    queryExisting<HeadData>(client, operation, headNowQuery, {
      ...repository,
      number,
      statusContext: asked.statusContext,
      headBranch: asked.headBranch,
      named: asked.headBranch !== null,
      openInto,
      listed: openInto !== null,
    });
  const data = await ask(asked.openInto).catch((error: unknown) => {
    if (asked.openInto === null || !(error instanceof SourceError)) throw error;
    return ask(null);
  });
  const { pullRequest, pullRequests, open } = data.repository;
  if (pullRequest === null) return null;
  const { headRefOid: headSha, commits, comments } = pullRequest;
  const associated = commits.nodes.flatMap(({ commit }) => commit.associatedPullRequests.nodes);
  const others = [...associated, ...(pullRequests?.nodes ?? [])].filter(
    (other) => other.state === "OPEN" && other.headRefOid === headSha && other.number !== number,
  );
  return {
    headSha,
    status: headStatus(commits, headSha),
    comment: findComment(comments, asked.commentMarker),
    sharing: [...new Set(others.map((other) => other.number))].sort((a, b) => a - b),
    open: (open?.nodes ?? []).map(toOpenChange),
  };
}

function toOpenChange({ number, headRefOid, files }: OpenNode): OpenChange {
  const present = (files?.nodes ?? []).filter(({ changeType }) => changeType !== "DELETED");
  return {
    number,
    headSha: headRefOid,
    files: present.map(({ path, changeType }) => ({
      path,
      isNew: ["ADDED", "RENAMED", "COPIED"].includes(changeType),
    })),
  };
}

export const headNowQuery = `query HeadNow(
  $owner: String!, $name: String!, $number: Int!, $statusContext: String!, $headBranch: String, $named: Boolean!
  $openInto: String, $listed: Boolean!
) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      comments(last: 20) { nodes { fullDatabaseId body url isMinimized viewerDidAuthor } }
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
    open: pullRequests(
      states: [OPEN], baseRefName: $openInto, first: 50, orderBy: { field: UPDATED_AT, direction: DESC }
    ) @include(if: $listed) {
      nodes { number headRefOid files(first: 100) { nodes { path changeType } } }
    }
  }
}
fragment sharing on PullRequest { number state headRefOid }`;

interface HeadData {
  readonly repository: {
    readonly pullRequest: {
      readonly headRefOid: string;
      readonly comments: { readonly nodes: readonly OwnCommentNode[] };
      readonly commits: {
        readonly nodes: readonly {
          readonly commit: HeadCommits["nodes"][number]["commit"] & {
            readonly associatedPullRequests: { readonly nodes: readonly SharingNode[] };
          };
        }[];
      };
    } | null;
    readonly pullRequests?: { readonly nodes: readonly SharingNode[] };
    readonly open?: { readonly nodes: readonly OpenNode[] };
  };
}

interface SharingNode {
  readonly number: number;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly headRefOid: string;
}

interface OpenNode {
  readonly number: number;
  readonly headRefOid: string;
  readonly files: {
    readonly nodes: readonly { readonly path: string; readonly changeType: string }[];
  } | null;
}
