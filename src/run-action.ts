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
      elsewhere: readToken === "" ? client : clientFor(readToken),
      secret: (name) => environment[name] ?? null,
      now: createGitHubClock(client),
    };
    const address: RunAddress = {
      serverUrl: context.serverUrl,
      runUrl: `${context.serverUrl}/${context.repo.owner}/${context.repo.repo}/actions/runs/${context.runId}`,
    };
    const work = toWork(context.eventName, context.payload, core.getInput("pull-request"));
    await reportRun(await carryOut(work, target, address), target, address, environment);
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
    case "merge-group":
      return [await judgeGroupAndPublish(target, work, address)];
    case "comment": {
      const judged = await answerComment(target, work, address);
      return judged === null ? [] : [judged];
    }
    case "sweep":
      return sweep(target, address);
    case "closed": {
      const { client, repository } = target;
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
async function sweep(target: Target, address: RunAddress): Promise<readonly Judged[]> {
  const asked = { statusContext, path: configurationPath };
  const { open, branch } = await readOpenPullRequests(target.client, target.repository, asked);
  const judged = await pMap(
    sweepOrder(open),
    ({ number }) => judgeAndPublish(target, number, address),
    { concurrency: atOnce },
  );
  if (branch !== null) await lookAfterWindows(target, branch, address);
  core.info(`Judged ${judged.length} of ${open.length} open pull requests again.`);
  return judged.filter((one) => one !== null);
}
