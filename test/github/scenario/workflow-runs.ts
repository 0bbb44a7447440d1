import { findCommit } from "../revision.ts";
import type { RunAttempt, RunConclusion, WorkflowRun, World } from "../world.ts";

export interface RunOptions {
  /** How it ended, `success` where it is not told; null where it still runs. */
  readonly conclusion?: RunConclusion | null;
  readonly branch?: string;
  readonly event?: string;
  /** By name; one that is named as the run is concluded where none is told. */
  readonly jobs?: Readonly<Record<string, RunConclusion | null>>;
}

/** Runs a workflow on a commit, branch or tag; returns the run's id. */
export async function runWorkflow(
  world: World,
  workflow: string,
  reference: string,
  { branch = world.defaultBranch, event = "push", ...ended }: RunOptions = {},
): Promise<number> {
  const sha = await findCommit(world, reference);
  if (sha === null) throw new Error(`There is no commit ${reference} to run ${workflow} on.`);
  const id = world.nextId();
  const createdAt = world.clock.tick();
  const attempts = [attemptOf(world, createdAt, ended)];
  world.workflowRuns.set(id, { id, workflow, branch, event, sha, createdAt, attempts });
  return id;
}

/** Runs a run once more: its commit stays the old one. */
export function rerunWorkflow(
  world: World,
  id: number,
  ended: Pick<RunOptions, "conclusion" | "jobs"> = {},
): void {
  const run: WorkflowRun | undefined = world.workflowRuns.get(id);
  if (run === undefined) throw new Error(`There is no run ${id}.`);
  run.attempts.push(attemptOf(world, world.clock.tick(), ended));
}

function attemptOf(
  world: World,
  startedAt: string,
  {
    conclusion = "success",
    jobs = { deploy: conclusion },
  }: Pick<RunOptions, "conclusion" | "jobs">,
): RunAttempt {
  return {
    conclusion,
    startedAt,
    updatedAt: world.clock.tick(),
    jobs: Object.entries(jobs).map(([name, end]) => ({ name, conclusion: end })),
  };
}
