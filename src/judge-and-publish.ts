import * as core from "@actions/core";
import { configurationPath } from "./config/defaults.ts";
import type { MergeGroupWork } from "./event.ts";
import { readConfigurationText } from "./facts/configuration-text.ts";
import { errorResult } from "./gate/verdict.ts";
import { readStatus, type KnownStatus } from "./github/commit-status.ts";
import { readHeadNow } from "./github/head-now.ts";
import { readMergeGroup } from "./github/merge-group.ts";
import { readPullRequest, type PullRequestMarks } from "./github/pull-request.ts";
import type { PullRequestFacts } from "./model/pull-request.ts";
import { SourceError } from "./model/source-error.ts";
import type { Result } from "./model/verdict.ts";
import {
  publishPullRequest,
  publishStatus,
  statusContext,
  type Published,
  type RunAddress,
} from "./publish.ts";
import { judgeMergeGroup, judgePullRequest, type Target } from "./reconcile.ts";
import { commentMarker, reviewMarker } from "./report/markers.ts";
import { namedPullRequests } from "./report/comment.ts";
import { parseNamed } from "./report/comment-memory.ts";
import { renderStatus, type Status } from "./report/status.ts";
import { withOverlaps } from "./overlaps.ts";
import { statusOfHead } from "./shared-head.ts";

/** One judged pull request or merge group. */
export interface Judged extends Published {
  readonly name: string;
  readonly result: Result;
}

/** By what our own traces on a pull request are found. */
export const marks: PullRequestMarks = {
  configurationPath,
  statusContext,
  commentMarker,
  reviewMarker,
};

/** So often a run begins anew because another one was faster. */
const mostTurns = 3;

/**
 * Judges one pull request and writes what differs. Null where there is nothing to judge: it is closed, or has a newer
 * head, which another run judges. Whatever goes wrong, its head commit gets the status `error`, so that no older status
 * speaks for it. Into `touched` go the pull requests whose comments should name this one, or no longer should.
 */
export async function judgeAndPublish(
  target: Target,
  number: number,
  address: RunAddress,
  touched: Set<number> = new Set(),
): Promise<Judged | null> {
  const name = `#${number}`;
  let facts: PullRequestFacts | null = null;
  try {
    for (let turn = 1; ; turn += 1) {
      facts = await readPullRequest(target.client, target.repository, number, marks);
      if (facts === null)
        throw new SourceError(
          `Pull request ${name} does not exist. Give the number of an open one.`,
        );
      if (facts.state !== "open") {
        for (const named of namedIn(facts)) touched.add(named);
        core.info(`${name} is ${facts.state}: nothing to judge.`);
        return null;
      }
      const judged = await judgeOpen(target, facts, address, touched);
      if (judged !== "overtaken") return judged;
      if (turn === mostTurns)
        throw new SourceError(
          `Other runs changed the status of ${name} ${mostTurns} times while it was judged. Run the job again.`,
        );
      core.info(`Another run judged ${name} in the meantime: it is judged again.`);
    }
  } catch (error) {
    const message = explain(error);
    try {
      const head = await headOf(target, number, facts);
      if (head === null) throw error;
      return await publishError(target, name, head, message, address.runUrl);
    } catch (second) {
      return unpublished(name, errorResult(message, null), explain(second));
    }
  }
}

async function judgeOpen(
  target: Target,
  facts: PullRequestFacts,
  address: RunAddress,
  touched: Set<number>,
): Promise<Judged | "overtaken" | null> {
  const { number, headSha, headBranch, baseBranch } = facts;
  const { result: judged, memory, plans } = await judgePullRequest(target, facts);
  const isListed = judged.claims.length === 0 || target.openChanges.has(baseBranch);
  const openInto = isListed ? null : baseBranch;
  const asked = { ...marks, headBranch, openInto };
  const now = await readHeadNow(target.client, target.repository, number, asked);
  if (now?.headSha !== headSha) {
    core.info(`#${number} moved on while it was judged: a newer run judges the new head.`);
    return null;
  }
  if (openInto !== null) target.openChanges.set(openInto, now.open);
  // What this run has read may be older than what the other one told.
  if (now.status?.state !== facts.status?.state) return "overtaken";
  const open = target.openChanges.get(baseBranch) ?? [];
  const others = open.filter((one) => one.number !== number);
  const result = await withOverlaps(target, judged, others);
  const before = namedIn(facts);
  const after = namedPullRequests(result);
  for (const one of before) if (!after.includes(one)) touched.add(one);
  for (const one of after) if (!before.includes(one)) touched.add(one);
  const status = await statusOfHead(target, headSha, result, now.sharing, marks);
  const report = { result, memory, plans, status, known: now.status };
  const comment = now.comment ?? facts.comment;
  return {
    name: `#${number}`,
    result,
    ...(await publishPullRequest(target, { ...facts, comment }, report, address)),
  };
}

/** The other pull requests that our own comment speaks of. */
function namedIn({ comment }: PullRequestFacts): readonly number[] {
  return comment === null ? [] : parseNamed(comment.body);
}

/** Judges a merge group and writes its status. */
export async function judgeGroupAndPublish(
  target: Target,
  group: MergeGroupWork,
  address: RunAddress,
): Promise<Judged> {
  const { baseSha: base, headSha: head, baseBranch } = group;
  const name = "merge group";
  try {
    const members = await readMergeGroup(target.client, target.repository, group);
    const known = await readStatus(target.client, target.repository, head, statusContext);
    const result = await judgeMergeGroup(target, {
      base,
      head,
      baseBranch,
      configurationText: await readConfigurationText(target.source, base),
      group: members.map((one) => one.number),
      bodies: members.map((one) => one.body),
      readMember: (number) => readPullRequest(target.client, target.repository, number, marks),
    });
    await publishStatus(target, head, statusOfGroup(result), known, address.runUrl);
    return { name, result, problems: [], statusProblem: null };
  } catch (error) {
    const message = explain(error);
    try {
      return await publishError(target, name, { sha: head, known: null }, message, address.runUrl);
    } catch (second) {
      return unpublished(name, errorResult(message, head), explain(second));
    }
  }
}

/** A merge group is judged once: one that waits would hold up the queue until its time is over. */
function statusOfGroup(result: Result): Status {
  const status = renderStatus(result);
  return status.state === "pending" ? { ...status, state: "failure" } : status;
}

interface KnownHead {
  readonly sha: string;
  readonly known: KnownStatus | null;
}

/** The head of a pull request that could not be judged; null where there is no such pull request. */
async function headOf(
  target: Target,
  number: number,
  facts: PullRequestFacts | null,
): Promise<KnownHead | null> {
  if (facts !== null) return { sha: facts.headSha, known: facts.status };
  const asked = { ...marks, headBranch: null, openInto: null };
  const now = await readHeadNow(target.client, target.repository, number, asked);
  return now === null ? null : { sha: now.headSha, known: now.status };
}

async function publishError(
  target: Target,
  name: string,
  { sha, known }: KnownHead,
  message: string,
  runUrl: string | null,
): Promise<Judged> {
  const result = errorResult(message, sha);
  await publishStatus(target, sha, renderStatus(result), known, runUrl);
  return { name, result, problems: [], statusProblem: null };
}

/** What could not be told on GitHub fails the job. */
function unpublished(name: string, result: Result, statusProblem: string): Judged {
  return { name, result, problems: [], statusProblem };
}

/** What went wrong, for people. A fault of this program is told with its place in the log. */
function explain(error: unknown): string {
  if (error instanceof SourceError) return error.message;
  const cause = error instanceof Error ? error : new Error(String(error));
  core.error(cause.stack ?? cause.message);
  return `A fault of expand-contract itself stopped the judgement: ${cause.message}. Please report it with the log of this job.`;
}
