import { notFound } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import type { RestRequest } from "../http/route.ts";
import { restUrl, webUrl } from "../world.ts";
import type { RunAttempt, WorkflowRun, World } from "../world.ts";
import { nodeId, repositoryJson, userJson } from "./accounts.ts";

export const actionsRoutes = [
  route(
    "GET /actions/workflows/{workflow_id}/runs",
    ["actions:read"],
    async ({ world, parameter, query, page }) => {
      const workflow = parameter("workflow_id");
      const all = [...world.workflowRuns.values()].filter((run) => run.workflow === workflow);
      if (all.length === 0) throw notFound();
      const wanted = (name: string, value: string) => (query.get(name) ?? value) === value;
      const runs = all
        .filter((run) => wanted("branch", run.branch) && wanted("event", run.event))
        .reverse();
      const shown = page(runs).map((run) => runJson(world, run));
      return ok({ total_count: runs.length, workflow_runs: await Promise.all(shown) });
    },
  ),

  route(
    "GET /actions/runs/{run_id}/attempts/{attempt_number}",
    ["actions:read"],
    async (request) => {
      const run = requestedRun(request);
      const attempt = run.attempts[Number(request.parameter("attempt_number")) - 1];
      if (attempt === undefined) throw notFound();
      return ok(await runJson(request.world, run, attempt));
    },
  ),

  route("GET /actions/runs/{run_id}/jobs", ["actions:read"], async (request) => {
    const run = requestedRun(request);
    const all = request.query.get("filter") === "all";
    const jobs = run.attempts
      .slice(all ? 0 : -1)
      .flatMap((attempt) => attempt.jobs.map((job) => jobJson(request.world, run, attempt, job)));
    return ok({ total_count: jobs.length, jobs: request.page(jobs) });
  }),
];

function requestedRun({ world, parameter }: RestRequest<unknown>): WorkflowRun {
  const run = world.workflowRuns.get(Number(parameter("run_id")));
  if (run === undefined) throw notFound();
  return run;
}

export function workflowJson(world: World, name: string) {
  const path = `.github/workflows/${name.toLowerCase().replace(/\.ya?ml$/, "")}.yml`;
  return {
    id: 161_335,
    node_id: nodeId("Workflow", name),
    name,
    path,
    state: "active",
    created_at: world.createdAt,
    updated_at: world.createdAt,
    url: `${restUrl(world)}/actions/workflows/161335`,
    html_url: `${webUrl(world)}/blob/${world.defaultBranch}/${path}`,
    badge_url: `${webUrl(world)}/workflows/${name}/badge.svg`,
  };
}

/** A run as its last attempt left it, or as it was in an earlier one. */
export async function runJson(
  world: World,
  run: WorkflowRun,
  attempt: RunAttempt | undefined = run.attempts.at(-1),
) {
  const workflow = workflowJson(world, run.workflow);
  const url = `${restUrl(world)}/actions/runs/${run.id}`;
  const repository = repositoryJson(world);
  const number = attempt === undefined ? 1 : run.attempts.indexOf(attempt) + 1;
  const conclusion = attempt?.conclusion ?? null;
  return {
    id: run.id,
    name: run.workflow,
    node_id: nodeId("WorkflowRun", run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: workflow.path,
    display_title: "Deploy",
    run_number: 1,
    run_attempt: number,
    event: run.event,
    status: conclusion === null ? "in_progress" : "completed",
    conclusion,
    workflow_id: workflow.id,
    workflow_url: workflow.url,
    check_suite_id: run.id + 1,
    check_suite_node_id: nodeId("CheckSuite", run.id + 1),
    url,
    html_url: `${webUrl(world)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: attempt?.updatedAt ?? run.createdAt,
    run_started_at: attempt?.startedAt ?? run.createdAt,
    actor: userJson(world, "hubot"),
    triggering_actor: userJson(world, "hubot"),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${restUrl(world)}/check-suites/${run.id + 1}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: number > 1 ? `${url}/attempts/${number - 1}` : null,
    referenced_workflows: [],
    head_commit: await simpleCommit(world, run.sha),
    repository,
    head_repository: repository,
  };
}

export async function simpleCommit(world: World, sha: string) {
  const { tree, message, author, committer } = await world.git.readCommit(sha);
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: committer.date,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}

function jobJson(
  world: World,
  run: WorkflowRun,
  attempt: RunAttempt,
  { name, conclusion }: RunAttempt["jobs"][number],
) {
  const number = run.attempts.indexOf(attempt) + 1;
  const id = run.id * 100 + number * 10 + attempt.jobs.findIndex((job) => job.name === name);
  return {
    id,
    run_id: run.id,
    run_url: `${restUrl(world)}/actions/runs/${run.id}`,
    run_attempt: number,
    node_id: nodeId("CheckRun", id),
    head_sha: run.sha,
    head_branch: run.branch,
    url: `${restUrl(world)}/actions/jobs/${id}`,
    html_url: `${webUrl(world)}/actions/runs/${run.id}/job/${id}`,
    check_run_url: `${restUrl(world)}/check-runs/${id}`,
    workflow_name: run.workflow,
    status: conclusion === null ? "in_progress" : "completed",
    conclusion,
    created_at: attempt.startedAt,
    started_at: attempt.startedAt,
    completed_at: conclusion === null ? null : attempt.updatedAt,
    name,
    labels: ["ubuntu-latest"],
    runner_id: 1,
    runner_name: "fake",
    runner_group_id: 1,
    runner_group_name: "Default",
  };
}
