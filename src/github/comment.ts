import type { PullRequestFacts } from "../model/pull-request.ts";
import type { Client } from "./client.ts";
import { attempt, statusOf, toSourceError } from "./errors.ts";
import type { Operation } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

export type KnownComment = NonNullable<PullRequestFacts["comment"]>;

export interface WrittenComment {
  readonly id: string;
  readonly url: string;
  readonly written: "created" | "updated" | "unchanged";
}

/**
 * Creates our comment, updates it where its text differs, and creates it anew where someone deleted it in the
 * meantime. One request, or two in that case, or none.
 */
export async function writeComment(
  client: Client,
  repository: RepositoryName,
  number: number,
  body: string,
  known: KnownComment | null,
): Promise<WrittenComment> {
  const operation = {
    action: `comment on pull request #${number} of ${quoteRepository(repository)}`,
    permission: "pull-requests: write",
  };
  if (known === null) return createComment(client, repository, operation, number, body);
  if (asStored(known.body) === asStored(body))
    return { id: known.id, url: known.url, written: "unchanged" };
  try {
    const { data } = await client.rest.issues.updateComment({
      owner: repository.owner,
      repo: repository.name,
      comment_id: Number(known.id),
      body,
    });
    return { id: known.id, url: data.html_url, written: "updated" };
  } catch (error) {
    if (statusOf(error) !== 404) throw toSourceError(error, operation);
    return createComment(client, repository, operation, number, body);
  }
}

async function createComment(
  client: Client,
  repository: RepositoryName,
  operation: Operation,
  number: number,
  body: string,
): Promise<WrittenComment> {
  const { data } = await attempt(operation, () =>
    client.rest.issues.createComment({
      owner: repository.owner,
      repo: repository.name,
      issue_number: number,
      body,
      // After a server error the comment may stand there all the same.
      request: { retries: 0 },
    }),
  );
  return { id: String(data.id), url: data.html_url, written: "created" };
}

/** Takes one of our own comments away; one that is gone already is fine. One request. */
export async function deleteComment(
  client: Client,
  repository: RepositoryName,
  id: string,
): Promise<void> {
  const operation = {
    action: `delete our comment ${id} on ${quoteRepository(repository)}`,
    permission: "pull-requests: write",
  };
  try {
    await client.rest.issues.deleteComment({
      owner: repository.owner,
      repo: repository.name,
      comment_id: Number(id),
    });
  } catch (error) {
    if (statusOf(error) !== 404) throw toSourceError(error, operation);
  }
}

/** Forms submit line breaks as CRLF, and blanks at the end may be cut: no difference that a reader sees. */
function asStored(body: string): string {
  return body.replaceAll("\r\n", "\n").trimEnd();
}
