import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { readCommits } from "./compare.ts";
import type { Operation } from "./errors.ts";
import { queryExisting } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** As the `merge_group` event names it. */
export interface MergeGroup {
  readonly baseSha: string;
  readonly headSha: string;
  /** `refs/heads/gh-readonly-queue/main/pr-104-<sha>`. */
  readonly headRef: string;
}

/** A pull request that a merge group would merge. */
export interface GroupedPullRequest {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

const commitsPerRequest = 100;

/**
 * The pull requests of a merge group, by number: those that its branch and its commits name, and those that
 * GitHub associates with the commits; ones that were closed or merged outside the group are no part of it. Two
 * requests, and two more per further 100 commits.
 */
export async function readMergeGroup(
  client: Client,
  repository: RepositoryName,
  group: MergeGroup,
): Promise<readonly GroupedPullRequest[]> {
  const operation = {
    action: `read the merge group \`${group.headRef}\` of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  const range = await readCommits(client, repository, group.baseSha, group.headSha);
  if (range.state === "unknown")
    throw new SourceError(`Could not ${operation.action}: ${range.reason}`);
  const shas = range.commits.map(({ sha }) => sha);
  const named = namedNumbers(
    group.headRef,
    range.commits.map(({ message }) => message),
  );
  const found = await readCandidates(client, repository, operation, shas, named);
  const members = found.filter(
    ({ state, mergeCommit }) =>
      state === "OPEN" ||
      (state === "MERGED" && mergeCommit !== null && shas.includes(mergeCommit.oid)),
  );
  if (members.length === 0)
    throw new SourceError(
      `Could not ${operation.action}: none of its commits leads to an open pull request. Remove the pull request from the queue and add it again.`,
    );
  const byNumber = new Map(members.map((member) => [member.number, member]));
  return [...byNumber.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, title, body, url }) => ({ number, title, body, url }));
}

/** Numbers in the branch's name and where GitHub puts them into the subject of a merge or squash commit. */
export function namedNumbers(headRef: string, messages: readonly string[]): readonly number[] {
  const branch = /\/pr-(\d+)-[0-9a-f]+$/.exec(headRef);
  const subjects = messages.map((message) => {
    const subject = message.split("\n", 1)[0]?.trimEnd() ?? "";
    return /^Merge pull request #(\d+) /.exec(subject) ?? /\(#(\d+)\)$/.exec(subject);
  });
  const numbers = [branch, ...subjects].flatMap((match) =>
    match === null ? [] : [Number(match[1])],
  );
  return [...new Set(numbers)].filter((number) => number > 0 && number <= 2_147_483_647);
}

async function readCandidates(
  client: Client,
  repository: RepositoryName,
  operation: Operation,
  shas: readonly string[],
  named: readonly number[],
): Promise<CandidateNode[]> {
  const found: CandidateNode[] = [];
  for (let start = 0; start < Math.max(shas.length, named.length); start += commitsPerRequest) {
    const end = start + commitsPerRequest;
    const text = candidatesQuery(named.slice(start, end), shas.slice(start, end));
    const data = await queryExisting<CandidatesData>(client, operation, text, { ...repository });
    for (const node of Object.values(data.repository)) {
      if (node === null) continue;
      if ("number" in node) found.push(node);
      else found.push(...(node.associatedPullRequests?.nodes ?? []));
    }
  }
  return found;
}

export function candidatesQuery(numbers: readonly number[], shas: readonly string[]): string {
  const fields = [
    ...numbers.map((number) => `p${number}: pullRequest(number: ${number}) { ...candidate }`),
    ...shas.map(
      (sha, position) =>
        `c${position}: object(oid: ${JSON.stringify(sha)}) { ... on Commit { associatedPullRequests(first: 20) { nodes { ...candidate } } } }`,
    ),
  ];
  return `query MergeGroup($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${fields.join("\n    ")}
  }
}
fragment candidate on PullRequest { number title body url state mergeCommit { oid } }`;
}

interface CandidatesData {
  readonly repository: Readonly<Record<string, CandidateNode | CommitNode | null>>;
}

interface CommitNode {
  readonly associatedPullRequests?: { readonly nodes: readonly CandidateNode[] } | null;
}

interface CandidateNode {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly mergeCommit: { readonly oid: string } | null;
}
