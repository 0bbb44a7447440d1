import type { LinkedPullRequest } from "../model/pull-request.ts";
import type { Client } from "./client.ts";
import type { Operation } from "./errors.ts";
import { queryExisting } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** Beyond it, further requests. */
export const linksPerRequest = 50;
/** GraphQL's `Int`; a link can name any number. */
const largestNumber = 2_147_483_647;

/**
 * The pull requests that links name; an issue's number or one that nothing has is `not-found`. One request per
 * 50 numbers.
 */
export async function readLinkedPullRequests(
  client: Client,
  repository: RepositoryName,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, LinkedPullRequest>> {
  const linked = new Map<number, LinkedPullRequest>();
  for (let start = 0; start < numbers.length; start += linksPerRequest) {
    const batch = numbers.slice(start, start + linksPerRequest);
    const fields = linkedFields(batch);
    const data =
      fields === ""
        ? { repository: {} }
        : await queryExisting<LinkedData>(
            client,
            linkedOperation(repository, batch),
            linkedQuery(fields),
            {
              ...repository,
            },
          );
    for (const number of batch) linked.set(number, toLinkedPullRequest(number, data.repository));
  }
  return linked;
}

export function linkedOperation(repository: RepositoryName, numbers: readonly number[]): Operation {
  const names = numbers.map((number) => `#${number}`).join(", ");
  return {
    action: `read the linked pull request ${names} of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
}

export function linkedQuery(fields: string): string {
  return `query LinkedPullRequests($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${fields}
  }
}
${linkedFragment}`;
}

/** The selection for some numbers; empty where none of them can exist. */
export function linkedFields(numbers: readonly number[]): string {
  return [...new Set(numbers)]
    .filter((number) => Number.isInteger(number) && number > 0 && number <= largestNumber)
    .map((number) => `p${number}: pullRequest(number: ${number}) { ...linked }`)
    .join("\n    ");
}

export const linkedFragment = `fragment linked on PullRequest {
  number title url state baseRefName mergedAt mergeCommit { oid }
}`;

/** Under `p<number>`. */
export type LinkedNodes = Readonly<Record<`p${number}`, LinkedNode | null | undefined>>;

interface LinkedData {
  readonly repository: LinkedNodes;
}

export interface LinkedNode {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly baseRefName: string;
  readonly mergedAt: string | null;
  readonly mergeCommit: { readonly oid: string } | null;
}

export function toLinkedPullRequest(number: number, nodes: LinkedNodes): LinkedPullRequest {
  const node = nodes[`p${number}`] ?? null;
  if (node === null) return { state: "not-found" };
  const merged = node.state === "MERGED";
  if (merged && node.mergeCommit === null)
    return { state: "unknown", reason: `GitHub does not tell the commit that merged #${number}.` };
  return {
    state: merged ? "merged" : node.state === "OPEN" ? "open" : "closed",
    number: node.number,
    title: node.title,
    url: node.url,
    baseBranch: node.baseRefName,
    mergedAt: node.mergedAt,
    // Before the merge, GitHub names the commit of a test merge here.
    mergeCommit: merged ? (node.mergeCommit?.oid ?? null) : null,
  };
}
