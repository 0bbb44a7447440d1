import { liveDeployment, type DeploymentRecord } from "../github/live-deployment.ts";
import {
  readAttempt,
  readJobs,
  readRuns,
  type RunJob,
  type WorkflowRun,
} from "../github/workflow-runs.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { WorkflowRuns } from "../model/deployment-source.ts";
import type { DeploymentPorts, ReadLive } from "./ports.ts";

/** GitHub lets a run be run again for thirty days: until then an old one may be a rollback. One day is to spare. */
const rerunnable = 31 * 24 * 3_600_000;
/** Runs whose jobs or earlier attempts are read, one request each. */
const mostRuns = 30;

/**
 * What the runs of a workflow have deployed: each that succeeded is a deployment at the time at which it ended. So a
 * re-run of an old run is a rollback, and one that is under way is a rollout.
 */
export const readWorkflow: ReadLive<WorkflowRuns> = async (
  { environment, source },
  ports,
  horizon,
) => {
  const { client, repository } = ports;
  const told = `\`${source.workflow}\``;
  const unknown = (reason: string): readonly LiveDeployment[] => [
    { state: "unknown", environment, reason },
  ];
  const oldest = Math.min(ports.now().getTime(), horizon) - rerunnable;
  const { runs, complete } = await readRuns(client, repository, source, (read) =>
    reachesBack(read, oldest),
  );
  if (!complete)
    return unknown(
      `${told} has more than ${runs.length} runs in a month. Narrow them with \`branch\` and \`event\`.`,
    );
  const records =
    source.job === null
      ? await recordsOfRuns(ports, environment, runs)
      : await recordsOfJobs(ports, environment, runs, source.job, horizon);
  if (records === null)
    return unknown(`none of the newest ${mostRuns} runs of ${told} tells what was deployed.`);
  const live = liveDeployment(environment, records, true);
  if (live.state === "none")
    return unknown(
      `no run of ${told}${source.job === null ? "" : ` with a job \`${source.job}\``} has succeeded.`,
    );
  return [live.state === "live" ? { ...live, by: `by ${told}` } : live];
};

/** Whether every run that can still be run again was read, and one that succeeded. */
function reachesBack(runs: readonly WorkflowRun[], oldest: number): boolean {
  const last = runs.at(-1);
  const isPast = last !== undefined && Date.parse(last.createdAt) < oldest;
  return isPast && runs.some(({ outcome }) => outcome === "success");
}

/** The runs as deployments; null where too many attempts would have to be read. */
async function recordsOfRuns(
  { client, repository }: DeploymentPorts,
  environment: string,
  runs: readonly WorkflowRun[],
): Promise<readonly DeploymentRecord[] | null> {
  const records: DeploymentRecord[] = [];
  let read = 0;
  for (const run of runs) {
    const attempts = [run];
    // What failed or still runs may have succeeded in an earlier attempt.
    while (attempts[0]?.outcome !== "success" && (attempts[0]?.attempt ?? 1) > 1) {
      if (read === mostRuns) return null;
      read += 1;
      attempts.unshift(await readAttempt(client, repository, run, (attempts[0]?.attempt ?? 1) - 1));
    }
    records.push(recordOf(environment, run, attempts));
  }
  return records;
}

/** What counts of an attempt: the whole of it, or its job. */
type Attempt = Pick<WorkflowRun, "outcome" | "startedAt" | "updatedAt">;

function recordOf(
  environment: string,
  run: WorkflowRun,
  attempts: readonly Attempt[],
): DeploymentRecord {
  return {
    id: run.id,
    sha: run.sha,
    createdAt: run.createdAt,
    abandoned: false,
    statuses: attempts.map(({ outcome, startedAt, updatedAt }) => ({
      state: states[outcome],
      environment,
      createdAt: outcome === "under-way" ? startedAt : updatedAt,
    })),
  };
}

const states = { success: "success", "under-way": "in_progress", other: "failure" } as const;

/**
 * The runs as deployments of their job, the last changed first, until one that succeeded is newer than whatever the
 * others can be. Null where none is found.
 */
async function recordsOfJobs(
  { client, repository }: DeploymentPorts,
  environment: string,
  runs: readonly WorkflowRun[],
  job: string,
  horizon: number,
): Promise<readonly DeploymentRecord[] | null> {
  const records: DeploymentRecord[] = [];
  const byChange = runs.toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  for (const [position, run] of byChange.entries()) {
    const newest = newestSuccess(records);
    const next = Date.parse(run.updatedAt);
    if (newest >= next && next <= horizon) return recordsSince(records, next);
    if (position === mostRuns) return newest >= next ? recordsSince(records, next) : null;
    const attempts = attemptsOf(run, await readJobs(client, repository, run), job);
    if (attempts.length > 0) records.push(recordOf(environment, run, attempts));
  }
  return records;
}

/** Before the last change of a run that was not read, nothing is known without a gap. */
function recordsSince(
  records: readonly DeploymentRecord[],
  time: number,
): readonly DeploymentRecord[] {
  return records.map((record) => ({
    ...record,
    statuses: record.statuses.filter(({ createdAt }) => Date.parse(createdAt) >= time),
  }));
}

function newestSuccess(records: readonly DeploymentRecord[]): number {
  const times = records.flatMap(({ statuses }) =>
    statuses.filter(({ state }) => state === "success").map(({ createdAt }) => createdAt),
  );
  return Math.max(-Infinity, ...times.map((time) => Date.parse(time)));
}

/** The attempts of a run in which the job ran, oldest first. One that was skipped deployed nothing. */
function attemptsOf(run: WorkflowRun, jobs: readonly RunJob[], name: string): readonly Attempt[] {
  const own = jobs.filter((job) => isNamed(job.name, name));
  const numbers = [...new Set(own.map(({ attempt }) => attempt))].sort((a, b) => a - b);
  const attempts: Attempt[] = numbers.map((number) => {
    const parts = own.filter(({ attempt }) => attempt === number);
    const isUnderWay = parts.some(({ outcome }) => outcome === "under-way");
    const succeeded = parts.every(({ outcome }) => outcome === "success");
    return {
      outcome: isUnderWay ? "under-way" : succeeded ? "success" : "other",
      startedAt: earliest(parts.map(({ startedAt }) => startedAt)),
      updatedAt: latest(parts.map(({ completedAt }) => completedAt ?? run.updatedAt)),
    };
  });
  // The job may be yet to come.
  const isComing = run.outcome === "under-way" && numbers.at(-1) !== run.attempt;
  return isComing ? [...attempts, run] : attempts;
}

/** A matrix adds its values in brackets, a reusable workflow the name of the job that calls it. */
function isNamed(job: string, name: string): boolean {
  return job === name || job.startsWith(`${name} (`) || job.endsWith(` / ${name}`);
}

function earliest(times: readonly string[]): string {
  return times.reduce((first, time) => (Date.parse(time) < Date.parse(first) ? time : first));
}

function latest(times: readonly string[]): string {
  return times.reduce((last, time) => (Date.parse(time) > Date.parse(last) ? time : last));
}
