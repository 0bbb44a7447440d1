import { SourceError } from "../model/source-error.ts";
import type { WindowIssue } from "../model/window.ts";
import type { Client } from "./client.ts";
import { query, queryExisting } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** More issues of one label than these pages hold are nobody's overview. */
const mostPages = 5;

/** Every open issue with a label, whoever wrote it, oldest first. One request per 100. */
export async function readOpenIssues(
  client: Client,
  repository: RepositoryName,
  label: string,
): Promise<readonly WindowIssue[]> {
  const asked = { label, state: "open", oldestFirst: true, since: null } as const;
  const { issues, isWhole } = await readLabelledIssues(client, repository, asked);
  if (isWhole) return issues;
  throw new SourceError(
    `More than ${issues.length} open issues of ${quoteRepository(repository)} have the label \`${label}\`, and no more are read. Take it off those that are no windows.`,
  );
}

/** Closed issues with a label: the oldest, or the newest back to an ISO time. One request per 100, at most five. */
export async function readClosedIssues(
  client: Client,
  repository: RepositoryName,
  label: string,
  since: string | null,
): Promise<readonly WindowIssue[]> {
  const asked = { label, state: "closed", oldestFirst: since === null, since } as const;
  return (await readLabelledIssues(client, repository, asked)).issues;
}

interface AskedIssues {
  readonly label: string;
  readonly state: WindowIssue["state"];
  /** Oldest first; else newest first. */
  readonly oldestFirst: boolean;
  /** Newest first: none that was made before this ISO time; null for all. */
  readonly since: string | null;
}

async function readLabelledIssues(
  client: Client,
  repository: RepositoryName,
  { label, state, oldestFirst, since }: AskedIssues,
): Promise<{ readonly issues: readonly WindowIssue[]; readonly isWhole: boolean }> {
  const operation = {
    action: `read the issues of ${quoteRepository(repository)} with the label \`${label}\``,
    permission: "issues: read",
  };
  const issues: WindowIssue[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const data: IssuesData = await query<IssuesData>(client, operation, issuesQuery, {
      ...repository,
      label,
      state: state.toUpperCase(),
      direction: oldestFirst ? "ASC" : "DESC",
      after,
    });
    const { nodes, pageInfo } = data.repository.issues;
    const read = nodes.map(toWindowIssue);
    issues.push(...read.filter((issue) => since === null || issue.createdAt >= since));
    const isEnd = since !== null && read.some((issue) => issue.createdAt < since);
    if (!pageInfo.hasNextPage || isEnd) return { issues, isWhole: true };
    after = pageInfo.endCursor;
  }
  return { issues, isWhole: false };
}

/** One issue; null where there is none of this number. One request. */
export async function readIssue(
  client: Client,
  repository: RepositoryName,
  number: number,
): Promise<WindowIssue | null> {
  const operation = {
    action: `read issue #${number} of ${quoteRepository(repository)}`,
    permission: "issues: read",
  };
  const data = await queryExisting<{
    readonly repository: { readonly issue: IssueNode | null };
  }>(client, operation, issueQuery, { ...repository, number });
  return data.repository.issue === null ? null : toWindowIssue(data.repository.issue);
}

const issueFragment = `fragment windowIssue on Issue {
  id number url title body state createdAt viewerDidAuthor
  author { login __typename }
  timelineItems(last: 1, itemTypes: [PINNED_EVENT, UNPINNED_EVENT]) { nodes { __typename } }
  assignees(first: 10) { nodes { login } }
}`;

export const issueQuery = `query Issue($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { issue(number: $number) { ...windowIssue } }
}
${issueFragment}`;

export const issuesQuery = `query LabelledIssues(
  $owner: String!, $name: String!, $label: String!, $state: IssueState!, $direction: OrderDirection!, $after: String
) {
  repository(owner: $owner, name: $name) {
    issues(
      labels: [$label], states: [$state], first: 100, after: $after
      orderBy: { field: CREATED_AT, direction: $direction }
    ) {
      nodes { ...windowIssue }
      pageInfo { hasNextPage endCursor }
    }
  }
}
${issueFragment}`;

interface IssuesData {
  readonly repository: {
    readonly issues: {
      readonly nodes: readonly IssueNode[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

interface IssueNode {
  readonly id: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: "OPEN" | "CLOSED";
  readonly createdAt: string;
  readonly viewerDidAuthor: boolean;
  readonly author: { readonly login: string; readonly __typename: string } | null;
  readonly timelineItems: { readonly nodes: readonly unknown[] };
  readonly assignees: { readonly nodes: readonly { readonly login: string }[] };
}

function toWindowIssue(node: IssueNode): WindowIssue {
  const { id, number, url, title, body, createdAt, author } = node;
  return {
    id,
    number,
    url,
    title,
    body,
    createdAt,
    state: node.state === "OPEN" ? "open" : "closed",
    isOwn: node.viewerDidAuthor,
    author: author === null ? null : { login: author.login, isBot: author.__typename === "Bot" },
    wasPinned: node.timelineItems.nodes.length > 0,
    assignees: node.assignees.nodes.map(({ login }) => login),
  };
}
