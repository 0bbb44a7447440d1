import { configurationPath } from "./config/defaults.ts";
import { writeComment } from "./github/comment.ts";
import { writeStatus, type KnownStatus } from "./github/commit-status.ts";
import { readHead } from "./github/pull-request.ts";
import { writeReview } from "./github/review.ts";
import type { PullRequestFacts } from "./model/pull-request.ts";
import { SourceError } from "./model/source-error.ts";
import type { Result } from "./model/verdict.ts";
import type { Target } from "./reconcile.ts";
import { renderComment, sameComment } from "./report/comment.ts";
import { keyOf, renderReviewComments } from "./report/review.ts";
import { renderStatus } from "./report/status.ts";
import type { ReportOptions } from "./report/report-view.ts";

/** The commit status that branch protection requires. */
export const statusContext = "expand-contract";

/** Where the run lives, for links and words. */
export interface RunAddress {
  readonly serverUrl: string;
  /** The page of the job; null outside a workflow. */
  readonly runUrl: string | null;
}

/** What became of a report. */
export interface Published {
  /** False where the head moved while it was judged: a newer run tells the newer truth, this one wrote nothing. */
  readonly current: boolean;
  /** What could not be said, each with its cause and the next step. */
  readonly problems: readonly string[];
  /** Why the status could not be written; null where it was. Then nothing holds the pull request but the job itself. */
  readonly statusProblem: string | null;
}

/** Writes the comment, the review and the status of a pull request, each only where it differs from what is there. */
export async function publishPullRequest(
  target: Target,
  facts: PullRequestFacts,
  result: Result,
  address: RunAddress,
): Promise<Published> {
  const { client, repository } = target;
  const touched = result.files.length > 0 || result.verdict !== "pass";
  // Without a migration the facts were read a moment ago and nothing else was: there is nothing to compare again.
  if (touched || facts.comment !== null) {
    const head = await readHead(client, repository, facts.number);
    if (head !== facts.headSha) return { current: false, problems: [], statusProblem: null };
  }
  const problems: string[] = [];
  const attempt = async <Value>(write: () => Promise<Value>): Promise<Value | null> => {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      problems.push(error.message);
      return null;
    }
  };
  let commentUrl = facts.comment?.url ?? null;
  if (touched || facts.comment !== null) {
    const body = renderComment(result, reportOptions(target, facts, address));
    const said = facts.comment !== null && sameComment(facts.comment.body, body);
    const written = said
      ? null
      : await attempt(() => writeComment(client, repository, facts.number, body, facts.comment));
    commentUrl = written?.url ?? commentUrl;
  }
  const known = new Set(facts.reviewComments.map((comment) => keyOf(comment.body)));
  const comments = renderReviewComments(result).filter(
    (comment) => !known.has(keyOf(comment.body)),
  );
  if (comments.length > 0) {
    await attempt(() =>
      writeReview(client, repository, facts.number, {
        commit: facts.headSha,
        body: "What holds this pull request up, on its lines. The whole report is in the comment.",
        comments,
      }),
    );
  }
  const told = problems.length;
  const status = {
    ...renderStatus(result),
    context: statusContext,
    targetUrl: commentUrl ?? facts.url,
  };
  await attempt(() => writeStatus(client, repository, facts.headSha, status, facts.status));
  return {
    current: true,
    problems: problems.slice(0, told),
    statusProblem: problems.slice(told).at(0) ?? null,
  };
}

/** Writes the status alone: of a merge group's commit, or of a pull request of which nothing else could be read. */
export async function publishStatus(
  target: Target,
  head: string,
  result: Result,
  known: KnownStatus | null,
  address: RunAddress,
): Promise<void> {
  const status = { ...renderStatus(result), context: statusContext, targetUrl: address.runUrl };
  await writeStatus(target.client, target.repository, head, status, known);
}

export function reportOptions(
  target: Target,
  facts: PullRequestFacts | null,
  address: RunAddress,
): ReportOptions {
  return {
    configurationPath: facts?.configurationText == null ? null : configurationPath,
    serverUrl: address.serverUrl,
    repository: `${target.repository.owner}/${target.repository.name}`,
    recheckHint:
      "It is judged again on every push, edit of the description, deployment and on schedule.",
    summaryUrl: address.runUrl,
  };
}
