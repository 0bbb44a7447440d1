import * as core from "@actions/core";
import { context } from "@actions/github";
import { createClient } from "./github/client.ts";
import { readStatus } from "./github/commit-status.ts";
import { readMergeGroup } from "./github/merge-group.ts";
import { readOpenPullRequests } from "./github/open-pull-requests.ts";
import { readHead, readPullRequest } from "./github/pull-request.ts";
import { createGitHubSource } from "./github/source.ts";
import type { PullRequestFacts } from "./model/pull-request.ts";
import { SourceError } from "./model/source-error.ts";
import type { Result, Verdict } from "./model/verdict.ts";
import { errorResult } from "./gate/verdict.ts";
import { configurationPath } from "./config/defaults.ts";
import {
  publishStatus,
  publishPullRequest,
  reportOptions,
  statusContext,
  type RunAddress,
} from "./publish.ts";
import { judgeMergeGroup, judgePullRequest, type Target } from "./reconcile.ts";
import { renderAnnotations } from "./report/annotations.ts";
import { renderCheckJson } from "./report/json-check.ts";
import { commentMarker, reviewMarker } from "./report/markers.ts";
import { renderSummary } from "./report/summary.ts";
import { needsReconciling } from "./sweep.ts";
import { toWork, type Work } from "./event.ts";

/** One judged pull request or merge group. */
interface Judged {
  readonly name: string;
  readonly result: Result;
  readonly problems: readonly string[];
  /** Why the status could not be written; null where it was. */
  readonly statusProblem: string | null;
}

/** Runs the action: the event in, the reports out. Fails the job on `error`, and as `fail-job` says. */
export async function runAction(environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    const target: Target = {
      client: createClient({
        token: core.getInput("token", { required: true }),
        apiUrl: context.apiUrl,
        log: { debug: core.debug, warn: core.warning },
      }),
      repository: { owner: context.repo.owner, name: context.repo.repo },
    };
    const address: RunAddress = {
      serverUrl: context.serverUrl,
      runUrl: `${context.serverUrl}/${context.repo.owner}/${context.repo.repo}/actions/runs/${context.runId}`,
    };
    const work = toWork(context.eventName, context.payload, core.getInput("pull-request"));
    const judged = await carryOut(work, target, address);
    await report(judged, target, address, environment);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    core.setOutput("verdict", "error");
    core.setFailed(error.message);
  }
}

async function carryOut(
  work: Work,
  target: Target,
  address: RunAddress,
): Promise<readonly Judged[]> {
  switch (work.kind) {
    case "pull-request": {
      const judged = await judgeAndPublish(target, work.number, address);
      return judged === null ? [] : [judged];
    }
    case "merge-group": {
      const members = await readMergeGroup(target.client, target.repository, work);
      const known = await readStatus(target.client, target.repository, work.headSha, statusContext);
      const result = await judgeMergeGroup(target, {
        base: work.baseSha,
        head: work.headSha,
        baseBranch: work.baseBranch,
        configurationText: await readFileAt(target, work.baseSha, configurationPath),
        own: members.map((one) => one.number),
        isGroup: true,
        bodies: members.map((one) => one.body),
      });
      await publishStatus(target, work.headSha, result, known, address);
      return [{ name: "merge group", result, problems: [], statusProblem: null }];
    }
    case "sweep": {
      const judged: Judged[] = [];
      const open = await readOpenPullRequests(target.client, target.repository, statusContext);
      for (const pullRequest of open.filter(needsReconciling)) {
        const one = await judgeAndPublish(target, pullRequest.number, address);
        if (one !== null) judged.push(one);
      }
      core.info(`Judged ${judged.length} of ${open.length} open pull requests again.`);
      return judged;
    }
  }
}

/** A text file of a commit; null where there is none. */
async function readFileAt(target: Target, commit: string, path: string): Promise<string | null> {
  const source = createGitHubSource(target.client, target.repository);
  const sha = (await source.readPathsAt(commit, [path])).get(path) ?? null;
  if (sha === null) return null;
  const text = (await source.readBlobs([{ path, sha, type: "file", size: null }])).get(sha);
  if (text?.state === "text") return text.text;
  throw new SourceError(`\`${path}\` on the base branch is no text. Restore it.`);
}

async function judgeAndPublish(
  target: Target,
  number: number,
  address: RunAddress,
): Promise<Judged | null> {
  const facts = await readFacts(target, number, address);
  if (facts !== null && "verdict" in facts)
    return { name: `#${number}`, result: facts, problems: [], statusProblem: null };
  if (facts === null)
    throw new SourceError(
      `Pull request #${number} does not exist. Give the number of an open one.`,
    );
  if (facts.state !== "open") {
    core.info(`#${number} is ${facts.state}: nothing to judge.`);
    return null;
  }
  const result = await judgePullRequest(target, facts);
  const published = await publishPullRequest(target, facts, result, address);
  if (!published.current) {
    core.info(`#${number} moved on while it was judged: a newer run judges the new head.`);
    return null;
  }
  return {
    name: `#${number}`,
    result,
    problems: published.problems,
    statusProblem: published.statusProblem,
  };
}

async function report(
  judged: readonly Judged[],
  target: Target,
  address: RunAddress,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  for (const { name, result, problems } of judged) {
    core.info(`${name}: ${result.verdict}`);
    for (const annotation of renderAnnotations(result)) {
      const { level, message, ...place } = annotation;
      core[level](message, place);
    }
    for (const problem of problems) core.warning(problem);
    core.summary.addRaw(renderSummary(result, reportOptions(target, null, address)), true);
  }
  if (environment["GITHUB_STEP_SUMMARY"] !== undefined && judged.length > 0)
    await core.summary.write();
  const verdict = gravest(judged.map(({ result }) => result.verdict));
  const only = judged.length === 1 ? judged[0] : undefined;
  core.setOutput("verdict", verdict);
  core.setOutput("phase", only?.result.phase ?? "");
  core.setOutput("result", only === undefined ? "" : JSON.stringify(renderCheckJson(only.result)));
  const errors = judged.filter(({ result }) => result.verdict === "error");
  for (const { name, result } of errors)
    core.setFailed(`${name}: ${result.error ?? "could not be judged"}`);
  for (const { name, statusProblem } of judged)
    if (statusProblem !== null) core.setFailed(`${name}: ${statusProblem}`);
  const holds = judged.filter(
    ({ result }) => result.verdict === "blocked" || result.verdict === "waiting",
  );
  if (core.getBooleanInput("fail-job") && holds.length > 0) {
    core.setFailed(holds.map(({ name, result }) => `${name} is ${result.verdict}`).join(", "));
  }
}

const verdictOrder: readonly Verdict[] = ["pass", "waived", "waiting", "blocked", "error"];

/** The gravest of several verdicts; nothing to judge is `pass`. */
function gravest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>(
    (worst, verdict) =>
      verdictOrder.indexOf(verdict) > verdictOrder.indexOf(worst) ? verdict : worst,
    "pass",
  );
}

/**
 * What a pull request says now; null where there is none. Where it cannot be read, its head commit gets the status `error`,
 * so that no older status speaks for it, and the error is the result.
 */
async function readFacts(
  target: Target,
  number: number,
  address: RunAddress,
): Promise<PullRequestFacts | Result | null> {
  try {
    return await readPullRequest(target.client, target.repository, number, {
      configurationPath,
      statusContext,
      commentMarker,
      reviewMarker,
    });
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const head = await readHead(target.client, target.repository, number);
    if (head === null) throw error;
    const result = errorResult(error.message, head);
    await publishStatus(target, head, result, null, address);
    return result;
  }
}
