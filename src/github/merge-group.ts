import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { readCommits } from "./compare.ts";
import type { Operation } from "./errors.ts";
import { query, queryExisting } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** As the `merge_group` event names it. */
export interface MergeGroup {
  readonly baseSha: string;
  readonly headSha: string;
  /** `refs/heads/gh-readonly-queue/main/pr-104-<sha>`. */
  readonly headRef: string;
  /** The branch whose queue it is. */
  readonly baseBranch: string;
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
 * GitHub associates with the commits; ones that were closed or merged outside the group are no part of it. Where a
 * commit leads to none, as a rebased one does, the queue is asked for those it holds. Two requests, or three, and two
 * more per further 100 commits.
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
  const messages = range.commits.map(({ message }) => message);
  const named = namedNumbers(group.headRef, messages);
  const { found, untold } = await readCandidates(client, repository, operation, shas, named);
  const isUntold = shas.some(
    (sha, position) => untold.has(sha) && subjectNumber(messages[position] ?? "") === null,
  );
  if (isUntold) found.push(...(await readQueue(client, repository, group.baseBranch, shas)));
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
  const numbers = [
    ...(branch === null ? [] : [Number(branch[1])]),
    ...messages.flatMap((message) => subjectNumber(message) ?? []),
  ];
  return [...new Set(numbers)].filter((number) => number > 0 && number <= 2_147_483_647);
}

/** The number that GitHub puts into the subject of a merge or squash commit; null where there is none. */
function subjectNumber(message: string): number | null {
  const subject = message.split("\n", 1)[0]?.trimEnd() ?? "";
  const match = /^Merge pull request #(\d+) /.exec(subject) ?? /\(#(\d+)\)$/.exec(subject);
  return match === null ? null : Number(match[1]);
}

async function readCandidates(
  client: Client,
  repository: RepositoryName,
  operation: Operation,
  shas: readonly string[],
  named: readonly number[],
): Promise<{ readonly found: CandidateNode[]; readonly untold: ReadonlySet<string> }> {
  const found: CandidateNode[] = [];
  const untold = new Set<string>();
  for (let start = 0; start < Math.max(shas.length, named.length); start += commitsPerRequest) {
    const end = start + commitsPerRequest;
    const text = candidatesQuery(named.slice(start, end), shas.slice(start, end));
    const data = await queryExisting<CandidatesData>(client, operation, text, { ...repository });
    for (const [alias, node] of Object.entries(data.repository)) {
      if (node !== null && "number" in node) {
        found.push(node);
        continue;
      }
      const own = node?.associatedPullRequests?.nodes ?? [];
      found.push(...own);
      if (alias.startsWith("c") && own.length === 0)
        untold.add(shas[start + Number(alias.slice(1))] ?? "");
    }
  }
  return { found, untold };
}

/** The pull requests of a queue whose commits are among these; none where the token may not read the queue. */
async function readQueue(
  client: Client,
  repository: RepositoryName,
  branch: string,
  shas: readonly string[],
): Promise<readonly CandidateNode[]> {
  const operation = {
    action: `read the merge queue of \`${branch}\` of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  try {
    const data = await query<QueueData>(client, operation, mergeQueueQuery, {
      ...repository,
      branch,
    });
    const entries = data.repository.mergeQueue?.entries?.nodes ?? [];
    return entries.flatMap(({ headCommit, pullRequest }) =>
      pullRequest !== null && headCommit !== null && shas.includes(headCommit.oid)
        ? [pullRequest]
        : [],
    );
  } catch (error) {
    // Then a member is missing, and with it its links: what needs one stays held.
    if (error instanceof SourceError) return [];
    throw error;
  }
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

export const mergeQueueQuery = `query MergeQueue($owner: String!, $name: String!, $branch: String!) {
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: 100) { nodes { headCommit { oid } pullRequest { ...candidate } } }
    }
  }
}
fragment candidate on PullRequest { number title body url state mergeCommit { oid } }`;

interface QueueData {
  readonly repository: {
    readonly mergeQueue: {
      readonly entries: {
        readonly nodes: readonly {
          readonly headCommit: { readonly oid: string } | null;
          readonly pullRequest: CandidateNode | null;
        }[];
      } | null;
    } | null;
  };
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
