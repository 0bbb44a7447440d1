import type { CommitState, PullRequestFacts } from "../model/pull-request.ts";
import type { Client } from "./client.ts";
import { attempt } from "./errors.ts";
import { query } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** A commit status as GitHub keeps it. */
export type KnownStatus = NonNullable<PullRequestFacts["status"]>;

export interface CommitStatus extends KnownStatus {
  readonly context: string;
}

/** As a GraphQL query gives it. */
interface CommitStatusNode {
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
}

/** GitHub refuses a longer description. */
const longestDescription = 140;

/**
 * Writes a status unless the known one says the same; tells whether it wrote. A description over 140 characters
 * is cut, with an ellipsis. One request.
 */
export async function writeStatus(
  client: Client,
  repository: RepositoryName,
  sha: string,
  status: CommitStatus,
  known: KnownStatus | null,
): Promise<boolean> {
  const description = shorten(status.description);
  const same =
    known !== null &&
    known.state === status.state &&
    known.description === description &&
    (known.targetUrl ?? "") === (status.targetUrl ?? "");
  if (same) return false;
  const operation = {
    action: `write the status \`${status.context}\` on commit \`${sha.slice(0, 7)}\` of ${quoteRepository(repository)}`,
    permission: "statuses: write",
  };
  // A repeated status replaces the first one, so a server error may be tried again.
  await attempt(operation, () =>
    client.rest.repos.createCommitStatus({
      owner: repository.owner,
      repo: repository.name,
      sha,
      context: status.context,
      state: status.state,
      description,
      ...(status.targetUrl === null ? {} : { target_url: status.targetUrl }),
    }),
  );
  return true;
}

/** The status of a commit that no pull request leads to, such as a merge group's; null where it has none. One request. */
export async function readStatus(
  client: Client,
  repository: RepositoryName,
  sha: string,
  context: string,
): Promise<KnownStatus | null> {
  const operation = {
    action: `read the status \`${context}\` of commit \`${sha.slice(0, 7)}\` of ${quoteRepository(repository)}`,
    permission: "statuses: read",
  };
  const data = await query<StatusData>(client, operation, statusQuery, {
    ...repository,
    sha,
    context,
  });
  return toKnownStatus(data.repository.object?.status?.context ?? null);
}

export const statusQuery = `query CommitStatus($owner: String!, $name: String!, $sha: GitObjectID!, $context: String!) {
  repository(owner: $owner, name: $name) {
    object(oid: $sha) {
      ... on Commit { status { context(name: $context) { state description targetUrl } } }
    }
  }
}`;

interface StatusData {
  readonly repository: {
    readonly object: {
      readonly status?: { readonly context: CommitStatusNode | null } | null;
    } | null;
  };
}

const states: readonly CommitState[] = ["success", "pending", "failure", "error"];

/** Our status on the last commit of a pull request; null where that is not yet its head. */
export function headStatus(commits: HeadCommits, headSha: string): KnownStatus | null {
  const commit = commits.nodes.at(-1)?.commit;
  return commit?.oid === headSha ? toKnownStatus(commit.status?.context ?? null) : null;
}

/** A query's `commits(last: 1) { nodes { commit { oid status { context … } } } }`. */
export interface HeadCommits {
  readonly nodes: readonly {
    readonly commit: {
      readonly oid: string;
      readonly status: { readonly context: CommitStatusNode | null } | null;
    };
  }[];
}

/** `EXPECTED` stands for a status that nobody wrote. */
function toKnownStatus(node: CommitStatusNode | null): KnownStatus | null {
  const state = states.find((known) => known === node?.state.toLowerCase());
  if (node === null || state === undefined) return null;
  return { state, description: node.description ?? "", targetUrl: node.targetUrl };
}

function shorten(description: string): string {
  const characters = [...description];
  return characters.length <= longestDescription
    ? description
    : `${characters.slice(0, longestDescription - 1).join("")}…`;
}
