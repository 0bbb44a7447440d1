import type { WorkflowRuns } from "../model/deployment-source.ts";
import type { Client } from "./client.ts";
import { attempt } from "./errors.ts";
import type { Operation } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** A run of a workflow, as its last attempt left it. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
  readonly sha: string;
  readonly outcome: "success" | "under-way" | "other";
  /** ISO times: of its first attempt, of the start of its last one, and of the last change. */
  readonly createdAt: string;
  readonly startedAt: string;
  readonly updatedAt: string;
}

/** A job of a run, in one of its attempts. */
export interface RunJob {
  readonly name: string;
  readonly attempt: number;
  readonly outcome: WorkflowRun["outcome"];
  readonly startedAt: string;
  /** Null while it is under way. */
  readonly completedAt: string | null;
}

const runsPerPage = 100;
const mostPages = 10;

/**
 * Runs of a workflow, the newest created first, page by page until `enough` of them are there; `complete` where it
 * stopped for another reason than its bound of 1,000.
 */
export async function readRuns(
  client: Client,
  repository: RepositoryName,
  { workflow, branch, event }: WorkflowRuns,
  enough: (runs: readonly WorkflowRun[]) => boolean,
): Promise<{ readonly runs: readonly WorkflowRun[]; readonly complete: boolean }> {
  const runs: WorkflowRun[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { data } = await attempt(operationOf(repository, workflow), () =>
      client.rest.actions.listWorkflowRuns({
        owner: repository.owner,
        repo: repository.name,
        workflow_id: workflow,
        per_page: runsPerPage,
        page,
        exclude_pull_requests: true,
        ...(branch === null ? {} : { branch }),
        ...(event === null ? {} : { event }),
      }),
    );
    runs.push(...data.workflow_runs.map(toRun));
    if (data.workflow_runs.length < runsPerPage || enough(runs)) return { runs, complete: true };
  }
  return { runs, complete: false };
}

/** An earlier attempt of a run. One request. */
export async function readAttempt(
  client: Client,
  repository: RepositoryName,
  run: WorkflowRun,
  number: number,
): Promise<WorkflowRun> {
  const { data } = await attempt(operationOf(repository, `run ${run.id}`), () =>
    client.rest.actions.getWorkflowRunAttempt({
      owner: repository.owner,
      repo: repository.name,
      run_id: run.id,
      attempt_number: number,
      exclude_pull_requests: true,
    }),
  );
  return toRun(data);
}

/** The jobs of a run in all of its attempts. One request per 100. */
export async function readJobs(
  client: Client,
  repository: RepositoryName,
  run: WorkflowRun,
): Promise<readonly RunJob[]> {
  const jobs = await attempt(operationOf(repository, `run ${run.id}`), () =>
    client.paginate(client.rest.actions.listJobsForWorkflowRun, {
      owner: repository.owner,
      repo: repository.name,
      run_id: run.id,
      filter: "all",
      per_page: 100,
    }),
  );
  return jobs.map((job) => ({
    name: job.name,
    attempt: job.run_attempt ?? 1,
    outcome: outcomeOf(job.status, job.conclusion),
    startedAt: job.started_at,
    completedAt: job.completed_at,
  }));
}

/** As GitHub gives a run. */
interface RunAnswer {
  readonly id: number;
  readonly run_attempt?: number;
  readonly head_sha: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly created_at: string;
  readonly run_started_at?: string;
  readonly updated_at: string;
}

function toRun(run: RunAnswer): WorkflowRun {
  return {
    id: run.id,
    attempt: run.run_attempt ?? 1,
    sha: run.head_sha,
    outcome: outcomeOf(run.status, run.conclusion),
    createdAt: run.created_at,
    startedAt: run.run_started_at ?? run.created_at,
    updatedAt: run.updated_at,
  };
}

function outcomeOf(status: string | null, conclusion: string | null): WorkflowRun["outcome"] {
  if (status !== "completed") return "under-way";
  return conclusion === "success" ? "success" : "other";
}

function operationOf(repository: RepositoryName, workflow: string): Operation {
  return {
    action: `read the runs of \`${workflow}\` of ${quoteRepository(repository)}`,
    permission: "actions: read",
  };
}
