import { configurationPath } from "./config/defaults.ts";
import { parseCommands } from "./gate/parse-commands.ts";
import { deleteComment, writeComment } from "./github/comment.ts";
import { writeStatus, type KnownStatus } from "./github/commit-status.ts";
import { writeReview } from "./github/review.ts";
import type { PullRequestFacts } from "./model/pull-request.ts";
import { SourceError } from "./model/source-error.ts";
import type { Result } from "./model/verdict.ts";
import type { ShapePair } from "./model/window.ts";
import type { CommentMemory } from "./model/waiver.ts";
import type { Target } from "./reconcile.ts";
import { renderComment, sameComment } from "./report/comment.ts";
import type { ReportOptions } from "./report/report-view.ts";
import { keyOf, renderReviewComments } from "./report/review.ts";
import type { Status } from "./report/status.ts";
import { renderShownPlans } from "./windows/shown-plans.ts";

/** The commit status that branch protection requires. */
export const statusContext = "expand-contract";

/** Where the run lives, for links and words. */
export interface RunAddress {
  readonly serverUrl: string;
  /** The page of the job; null outside a workflow. */
  readonly runUrl: string | null;
}

/** What is written to a pull request. */
export interface Report {
  readonly result: Result;
  /** What the comment has to remember; null for nothing. */
  readonly memory: CommentMemory | null;
  /** The splits that the pull request was shown. */
  readonly plans: readonly ShapePair[];
  /** Of the head commit, which other pull requests may share. */
  readonly status: Status;
  /** The status that is there; null where none is. */
  readonly known: KnownStatus | null;
}

/** What became of a report. */
export interface Published {
  /** What could not be said, each with its cause and the next step. */
  readonly problems: readonly string[];
  /** Why the status could not be written; null where it was. Then nothing holds the pull request but the job itself. */
  readonly statusProblem: string | null;
}

/** Writes the comment, the review and the status of a pull request, each only where it differs from what is there. */
export async function publishPullRequest(
  target: Target,
  facts: PullRequestFacts,
  report: Report,
  address: RunAddress,
): Promise<Published> {
  const { result, memory, plans, status, known } = report;
  const problems: string[] = [];
  const statusProblems: string[] = [];
  const writeStatus = (before: KnownStatus | null, targetUrl: string): Promise<unknown> =>
    attempt(statusProblems, () => publishStatus(target, facts.headSha, status, before, targetUrl));
  const knownUrl = facts.comment?.url ?? facts.url;
  // A gate that closes is closed first, whatever becomes of the words.
  const closes = known?.state === "success" && status.state !== "success";
  if (closes) await writeStatus(known, knownUrl);
  const url = await attempt(problems, () =>
    publishComment(target, facts, result, { memory, plans, address }),
  );
  await attempt(problems, () => publishReview(target, facts, result));
  const targetUrl = url ?? knownUrl;
  if (!closes || targetUrl !== knownUrl) await writeStatus(closes ? null : known, targetUrl);
  return { problems, statusProblem: statusProblems[0] ?? null };
}

/** Writes the status alone: of a merge group's commit, or of a pull request of which nothing else could be read. */
export async function publishStatus(
  { client, repository }: Target,
  head: string,
  status: Status,
  known: KnownStatus | null,
  targetUrl: string | null,
): Promise<void> {
  await writeStatus(
    client,
    repository,
    head,
    { ...status, context: statusContext, targetUrl },
    known,
  );
}

/** Answers the address of our comment; null where there is none to write. */
async function publishComment(
  target: Target,
  facts: PullRequestFacts,
  result: Result,
  { memory, plans, address }: Pick<Report, "memory" | "plans"> & { readonly address: RunAddress },
): Promise<string | null> {
  const { comment } = facts;
  const isSilent = result.files.length === 0 && result.notices.length === 0;
  if (isSilent && result.verdict === "pass" && comment === null) return null;
  const body = renderComment(result, {
    ...reportOptions(target, facts, address),
    memory,
    hidden: renderShownPlans(plans),
  });
  const { client, repository } = target;
  for (const double of facts.doubles) await deleteComment(client, repository, double);
  if (comment !== null && sameComment(comment.body, body)) return comment.url;
  return (await writeComment(client, repository, facts.number, body, comment)).url;
}

async function publishReview(
  { client, repository }: Target,
  facts: PullRequestFacts,
  result: Result,
): Promise<void> {
  const known = new Set(facts.reviewComments.map((comment) => keyOf(comment.body)));
  const comments = renderReviewComments(result).filter(
    (comment) => !known.has(keyOf(comment.body)),
  );
  if (comments.length === 0) return;
  await writeReview(client, repository, facts.number, {
    commit: facts.headSha,
    body: "What holds this pull request up, on its lines. The whole report is in the comment.",
    comments,
  });
}

/** What cannot be written is told, and the rest is written all the same. */
async function attempt<Value>(
  problems: string[],
  write: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    problems.push(error.message);
    return null;
  }
}

function asksForPlan({ comments }: PullRequestFacts): boolean {
  return comments.some(({ body }) => parseCommands(body).some(({ kind }) => kind === "plan"));
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
      "It is judged again on every push, edit of the description, deployment and on schedule, and on the comment `/expand-contract recheck`.",
    summaryUrl: address.runUrl,
    memory: null,
    hidden: [],
    isPlanOpen: facts !== null && asksForPlan(facts),
  };
}
