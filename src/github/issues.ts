import type { Client } from "./client.ts";
import { attempt } from "./errors.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** An issue that is to be opened. Labels that do not exist are made, and who cannot be assigned is left out. */
export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

const permission = "issues: write";

/** Opens an issue, and answers its number and GraphQL's id. One request. */
export async function createIssue(
  client: Client,
  repository: RepositoryName,
  { title, body, labels, assignees }: NewIssue,
): Promise<{ readonly number: number; readonly id: string }> {
  const operation = { action: `open an issue in ${quoteRepository(repository)}`, permission };
  const { data } = await attempt(operation, () =>
    client.rest.issues.create({
      owner: repository.owner,
      repo: repository.name,
      title,
      body,
      labels: [...labels],
      assignees: [...assignees],
      // After a server error the issue may stand there all the same.
      request: { retries: 0 },
    }),
  );
  return { number: data.number, id: data.node_id };
}

/** The text of an issue as it is this moment. One request. */
export async function readIssueBody(
  client: Client,
  repository: RepositoryName,
  number: number,
): Promise<string> {
  const operation = {
    action: `read issue #${number} of ${quoteRepository(repository)}`,
    permission: "issues: read",
  };
  const { data } = await attempt(operation, () =>
    client.rest.issues.get({
      owner: repository.owner,
      repo: repository.name,
      issue_number: number,
    }),
  );
  return data.body ?? "";
}

/** Replaces the text of an issue. One request. */
export async function updateIssueBody(
  client: Client,
  repository: RepositoryName,
  number: number,
  body: string,
): Promise<void> {
  await changeIssue(client, repository, number, "update", { body });
}

/** Closes an issue. One request. */
export async function closeIssue(
  client: Client,
  repository: RepositoryName,
  number: number,
  reason: "completed" | "not_planned" | "duplicate",
): Promise<void> {
  const change = { state: "closed", state_reason: reason } as const;
  await changeIssue(client, repository, number, "close", change);
}

async function changeIssue(
  client: Client,
  repository: RepositoryName,
  number: number,
  verb: string,
  change: Pick<IssueChange, "body" | "state" | "state_reason">,
): Promise<void> {
  const operation = {
    action: `${verb} issue #${number} of ${quoteRepository(repository)}`,
    permission,
  };
  const issue = { owner: repository.owner, repo: repository.name, issue_number: number };
  await attempt(operation, () => client.rest.issues.update({ ...issue, ...change }));
}

type IssueChange = NonNullable<Parameters<Client["rest"]["issues"]["update"]>[0]>;

/** Comments on an issue. One request. */
export async function commentOnIssue(
  client: Client,
  repository: RepositoryName,
  number: number,
  body: string,
): Promise<void> {
  const operation = {
    action: `comment on issue #${number} of ${quoteRepository(repository)}`,
    permission,
  };
  await attempt(operation, () =>
    client.rest.issues.createComment({
      owner: repository.owner,
      repo: repository.name,
      issue_number: number,
      body,
      request: { retries: 0 },
    }),
  );
}
