import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { attempt, statusOf, toSourceError } from "./errors.ts";
import type { Operation } from "./errors.ts";
import { commentableLines } from "./diff-lines.ts";
import { readPatches } from "./patches.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

export interface ReviewComment {
  readonly path: string;
  /** The last line, in the file as the pull request leaves it. */
  readonly line: number;
  /** The first line, where it is another one. */
  readonly startLine: number | null;
  readonly body: string;
}

export interface Review {
  /** The commit that the lines belong to. */
  readonly commit: string;
  readonly body: string;
  readonly comments: readonly ReviewComment[];
}

export interface WrittenReview {
  /** Null where nothing was written. */
  readonly url: string | null;
  /** Comments whose lines are not part of the diff: they must be told elsewhere. */
  readonly leftOut: readonly ReviewComment[];
}

/**
 * Writes one review with all comments, which neither approves nor requests changes; none without comments. One
 * request; where GitHub refuses a line, the diff is read, and the comments that stand in it are written.
 */
export async function writeReview(
  client: Client,
  repository: RepositoryName,
  number: number,
  review: Review,
): Promise<WrittenReview> {
  if (review.comments.length === 0) return { url: null, leftOut: [] };
  const operation = {
    action: `review pull request #${number} of ${quoteRepository(repository)}`,
    permission: "pull-requests: write",
  };
  try {
    return { url: await createReview(client, repository, number, review), leftOut: [] };
  } catch (error) {
    if (statusOf(error) !== 422) throw toSourceError(error, operation);
    return writeWithinDiff(client, repository, number, review, operation);
  }
}

/** GitHub does not say which comment it refused, so the diff has to. */
async function writeWithinDiff(
  client: Client,
  repository: RepositoryName,
  number: number,
  review: Review,
  operation: Operation,
): Promise<WrittenReview> {
  const { files } = await readPatches(client, repository, number);
  const lines = new Map(files.map(({ path, patch }) => [path, commentableLines(patch ?? "")]));
  const fits = ({ path, line, startLine }: ReviewComment) =>
    lines.get(path)?.some(({ first, last }) => first <= (startLine ?? line) && line <= last) ===
    true;
  const comments = review.comments.filter(fits);
  if (comments.length === 0) return { url: null, leftOut: review.comments };
  if (comments.length === review.comments.length)
    throw new SourceError(
      `Could not ${operation.action}: GitHub refused its lines, though the diff has them. A newer push may have moved them; run the job again.`,
    );
  const url = await attempt(operation, () =>
    createReview(client, repository, number, { ...review, comments }),
  );
  return { url, leftOut: review.comments.filter((comment) => !fits(comment)) };
}

async function createReview(
  client: Client,
  repository: RepositoryName,
  number: number,
  review: Review,
): Promise<string> {
  const { data } = await client.rest.pulls.createReview({
    owner: repository.owner,
    repo: repository.name,
    pull_number: number,
    commit_id: review.commit,
    event: "COMMENT",
    body: review.body,
    comments: review.comments.map(({ path, line, startLine, body }) => ({
      path,
      body,
      line,
      side: "RIGHT",
      ...(startLine === null || startLine === line
        ? {}
        : { start_line: startLine, start_side: "RIGHT" }),
    })),
    // After a server error the review may stand there all the same.
    request: { retries: 0 },
  });
  return data.html_url;
}
