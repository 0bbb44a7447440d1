import { notFound } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import type { RestRequest } from "../http/route.ts";
import { restUrl } from "../world.ts";
import type { Deployment, DeploymentStatus, World } from "../world.ts";
import { nodeId, userJson } from "./accounts.ts";

export const deploymentRoutes = [
  route("GET /deployments", ["deployments:read"], async ({ world, query, page }) => {
    const wanted = (name: string, value: string): boolean => {
      const filter = query.get(name) ?? "none";
      return filter === "none" || filter === value;
    };
    const deployments = [...world.deployments.values()]
      .filter((deployment) => wanted("sha", deployment.sha) && wanted("ref", deployment.ref))
      .filter((deployment) => wanted("task", deployment.task))
      .filter((deployment) => wanted("environment", deployment.environment))
      .reverse();
    return ok(page(deployments).map((deployment) => deploymentJson(world, deployment)));
  }),

  route("GET /deployments/{deployment_id}", ["deployments:read"], async (request) =>
    ok(deploymentJson(request.world, requestedDeployment(request))),
  ),

  route("GET /deployments/{deployment_id}/statuses", ["deployments:read"], async (request) => {
    const deployment = requestedDeployment(request);
    const newestFirst = [...deployment.statuses].reverse();
    return ok(
      request
        .page(newestFirst)
        .map((status) => deploymentStatusJson(request.world, deployment, status)),
    );
  }),
];

function requestedDeployment({ world, parameter }: RestRequest<unknown>): Deployment {
  const deployment = world.deployments.get(Number(parameter("deployment_id")));
  if (deployment === undefined) throw notFound();
  return deployment;
}

export function deploymentJson(world: World, deployment: Deployment) {
  const url = `${restUrl(world)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("Deployment", deployment.id),
    task: deployment.task,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: deployment.createdAt,
    updated_at: deployment.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: restUrl(world),
    creator: userJson(world, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    performed_via_github_app: null,
  };
}

export function deploymentStatusJson(
  world: World,
  deployment: Deployment,
  status: DeploymentStatus,
) {
  const url = `${restUrl(world)}/deployments/${deployment.id}`;
  const targetUrl = `${world.serverUrl}/${world.owner}/${world.name}/deployments`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DeploymentStatus", status.id),
    state: status.state,
    creator: userJson(world, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: targetUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: restUrl(world),
    environment_url: targetUrl,
    log_url: targetUrl,
    performed_via_github_app: null,
  };
}
