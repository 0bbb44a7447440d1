import { nodeId } from "../rest/accounts.ts";
import { findCommit } from "../revision.ts";
import type { Deployment, DeploymentStatus } from "../world.ts";
import { connection } from "./connection.ts";
import type { ConnectionArguments } from "./connection.ts";
import { commitFields, refFields } from "./git-object.ts";
import { actorFields } from "./viewer.ts";
import type { Fields, Viewer } from "./viewer.ts";

export interface DeploymentsArguments extends ConnectionArguments {
  readonly environments?: readonly string[] | null;
  readonly orderBy?: { readonly direction: "ASC" | "DESC" } | null;
}

/** The deployments of the repository, or of one commit. */
export function deploymentsConnection(
  viewer: Viewer,
  listArguments: DeploymentsArguments,
  commit: string | null = null,
): Fields {
  const { environments, orderBy } = listArguments;
  const deployments = [...viewer.world.deployments.values()]
    .filter(({ sha }) => commit === null || sha === commit)
    .filter(({ environment }) => (environments ?? [environment]).includes(environment));
  deployments.sort((a, b) =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id - b.id,
  );
  if (orderBy?.direction === "DESC") deployments.reverse();
  return connection("deployments", deployments, listArguments, (deployment) =>
    deploymentFields(viewer, deployment),
  );
}

export function deploymentFields(viewer: Viewer, deployment: Deployment): Fields {
  const { world } = viewer;
  const latest = deployment.statuses.at(-1);
  return {
    __typename: "Deployment",
    id: nodeId("Deployment", deployment.id),
    databaseId: deployment.id,
    commitOid: deployment.sha,
    // The commit may be gone; its id stays.
    commit: async () =>
      (await findCommit(world, deployment.sha)) === null
        ? null
        : commitFields(viewer, deployment.sha),
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    creator: () => actorFields(viewer, deployment.creator),
    description: deployment.description,
    environment: deployment.environment,
    latestEnvironment: latest?.environment ?? deployment.environment,
    originalEnvironment: deployment.originalEnvironment,
    payload:
      typeof deployment.payload === "string"
        ? deployment.payload
        : JSON.stringify(deployment.payload),
    task: deployment.task,
    ref: async () =>
      (await world.git.refExists(`refs/heads/${deployment.ref}`))
        ? refFields(viewer, `refs/heads/${deployment.ref}`)
        : null,
    state: deploymentState(deployment, world.clock.now()),
    latestStatus: () =>
      latest === undefined ? null : deploymentStatusFields(viewer, deployment, latest),
    statuses: (listArguments: ConnectionArguments) =>
      connection("statuses", [...deployment.statuses].reverse(), listArguments, (status) =>
        deploymentStatusFields(viewer, deployment, status),
      ),
  };
}

function deploymentStatusFields(
  viewer: Viewer,
  deployment: Deployment,
  status: DeploymentStatus,
): Fields {
  return {
    __typename: "DeploymentStatus",
    id: nodeId("DeploymentStatus", status.id),
    state: status.state.toUpperCase(),
    description: status.description,
    environment: status.environment,
    environmentUrl: null,
    logUrl: null,
    createdAt: status.createdAt,
    updatedAt: status.createdAt,
    creator: () => actorFields(viewer, status.creator),
    deployment: () => deploymentFields(viewer, deployment),
  };
}

const abandonedAfter = 30 * 60 * 1000;

function deploymentState(deployment: Deployment, now: Date): string {
  const state = deployment.statuses.at(-1)?.state ?? "pending";
  if (state === "success") return "ACTIVE";
  if (state === "inactive" && deployment.isTransient) return "DESTROYED";
  const age = now.getTime() - Date.parse(deployment.updatedAt);
  if (state === "pending" && age > abandonedAfter) return "ABANDONED";
  return state.toUpperCase();
}
