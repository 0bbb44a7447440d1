import * as core from "@actions/core";
import { context } from "@actions/github";
import pMap from "p-map";
import { reportRun } from "./action-report.ts";
import { answerComment } from "./answer-comment.ts";
import { toWork, type Work } from "./event.ts";
import { configurationPath } from "./config/defaults.ts";
import { createClient } from "./github/client.ts";
import { createGitHubClock } from "./github/clock.ts";
import { readDefaultBranch, type DefaultBranch } from "./github/default-branch.ts";
import { readOpenPullRequests } from "./github/open-pull-requests.ts";
import { createGitHubSource } from "./github/source.ts";
import { judgeAndPublish, judgeGroupAndPublish, type Judged } from "./judge-and-publish.ts";
import { SourceError } from "./model/source-error.ts";
import { statusContext, type RunAddress } from "./publish.ts";
import type { Target } from "./reconcile.ts";
import { reconcileWindows } from "./reconcile-windows.ts";
import { sweepOrder } from "./sweep.ts";

/** Runs the action: the event in, the reports out. Fails the job on `error`, and as `fail-job` says. */
export async function runAction(environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    const token = core.getInput("token", { required: true });
    const clientFor = (used: string) =>
      createClient({
        token: used,
        apiUrl: context.apiUrl,
        log: { debug: core.debug, warn: core.warning },
      });
    const client = clientFor(token);
    const readToken = core.getInput("read-token");
    const repository = { owner: context.repo.owner, name: context.repo.repo };
    const target: Target = {
      client,
      repository,
      source: createGitHubSource(client, repository),
      openChanges: new Map(),
      elsewhere: readToken === "" ? client : clientFor(readToken),
      secret: (name) => environment[name] ?? null,
      now: createGitHubClock(client),
    };
    const address: RunAddress = {
      serverUrl: context.serverUrl,
      runUrl: `${context.serverUrl}/${context.repo.owner}/${context.repo.repo}/actions/runs/${context.runId}`,
    };
    const work = toWork(context.eventName, context.payload, core.getInput("pull-request"));
    const touched = new Set<number>();
    const judged = await carryOut(work, target, address, touched);
    await bringUpToDate(touched, judged, target, address);
    await reportRun(judged, target, address, environment);
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
  touched: Set<number>,
): Promise<readonly Judged[]> {
  switch (work.kind) {
    case "pull-request": {
      const judged = await judgeAndPublish(target, work.number, address, touched);
      return judged === null ? [] : [judged];
    }
    case "merge-group":
      return [await judgeGroupAndPublish(target, work, address)];
    case "comment": {
      const judged = await answerComment(target, work, address, touched);
      return judged === null ? [] : [judged];
    }
    case "sweep":
      return sweep(target, address, touched);
    case "closed": {
      const { client, repository } = target;
      // What its comment names is told of it for the last time.
      await judgeAndPublish(target, work.number, address, touched);
      const branch = await readDefaultBranch(client, repository, configurationPath);
      await lookAfterWindows(target, branch, address);
      return [];
    }
    case "nothing":
      core.info("The event asks for nothing.");
      return [];
  }
}

/** Of no weight for any status: what cannot be done is a warning. */
async function lookAfterWindows(
  target: Target,
  branch: DefaultBranch,
  { serverUrl }: RunAddress,
): Promise<void> {
  for (const problem of await reconcileWindows(target, branch, serverUrl)) core.warning(problem);
}

/** So many pull requests are judged at once: GitHub takes more, and asks for patience. */
const atOnce = 4;

/** One that cannot be judged does not keep the others from it. */
async function sweep(
  target: Target,
  address: RunAddress,
  touched: Set<number>,
): Promise<readonly Judged[]> {
  const asked = { statusContext, path: configurationPath };
  const { open, branch } = await readOpenPullRequests(target.client, target.repository, asked);
  const judged = await pMap(
    sweepOrder(open),
    ({ number }) => judgeAndPublish(target, number, address, touched),
    { concurrency: atOnce },
  );
  if (branch !== null) await lookAfterWindows(target, branch, address);
  core.info(`Judged ${judged.length} of ${open.length} open pull requests again.`);
  return judged.filter((one) => one !== null);
}

/** More pull requests than this are brought up to date by their own events. */
const mostTouched = 20;

/**
 * What two pull requests run into together is said on both: those that a comment newly names, or no longer names, are
 * judged as well. They touch no further ones.
 */
async function bringUpToDate(
  touched: ReadonlySet<number>,
  judged: readonly Judged[],
  target: Target,
  address: RunAddress,
): Promise<void> {
  const done = new Set(judged.map(({ name }) => name));
  const others = [...touched].filter((number) => !done.has(`#${number}`)).slice(0, mostTouched);
  for (const number of others) {
    const other = await judgeAndPublish(target, number, address);
    if (other === null) continue;
    core.info(
      `#${number}: ${other.result.verdict}, judged as well for what the two have in common.`,
    );
    for (const problem of [...other.problems, other.statusProblem ?? []].flat())
      core.warning(problem);
  }
}
