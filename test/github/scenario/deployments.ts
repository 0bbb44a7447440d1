import { findCommit } from "../revision.ts";
import type { Deployment, DeploymentState, World } from "../world.ts";

export interface DeployOptions {
  /** The first status; null for a deployment that has none yet. `success` where it is not told. */
  readonly state?: DeploymentState | null;
  /** ISO time of the deployment and its status; the clock's where it is not told. */
  readonly at?: string;
  readonly task?: string;
  readonly payload?: Readonly<Record<string, unknown>> | string;
  readonly creator?: string;
  readonly transient?: boolean;
  /** Without it, true for the environment `production`. */
  readonly production?: boolean;
  readonly description?: string;
  readonly autoInactive?: boolean;
}

export const defaultDeployer = "github-actions[bot]";

/** Deploys a commit, branch or tag, or a commit that is gone by now; returns the deployment's id. */
export async function deploy(
  world: World,
  environment: string,
  reference: string,
  options: DeployOptions = {},
): Promise<number> {
  const gone = /^[0-9a-f]{40}$/.test(reference) ? reference : null;
  const sha = (await findCommit(world, reference)) ?? gone;
  if (sha === null) throw new Error(`${reference} cannot be deployed: there is no such commit.`);
  const createdAt = options.at ?? world.clock.tick();
  const deployment: Deployment = {
    id: world.nextId(),
    sha,
    ref: reference,
    task: options.task ?? "deploy",
    payload: options.payload ?? {},
    description: options.description ?? null,
    originalEnvironment: environment,
    environment,
    isTransient: options.transient ?? false,
    isProduction: options.production ?? environment === "production",
    creator: options.creator ?? defaultDeployer,
    createdAt,
    updatedAt: createdAt,
    statuses: [],
  };
  world.deployments.set(deployment.id, deployment);
  const { state = "success", at, autoInactive } = options;
  if (state !== null) {
    addDeploymentStatus(world, deployment.id, state, {
      ...(at === undefined ? {} : { at }),
      ...(autoInactive === undefined ? {} : { autoInactive }),
    });
  }
  return deployment.id;
}

export interface DeploymentStatusOptions {
  readonly at?: string;
  /** A status can move its deployment to another environment. */
  readonly environment?: string;
  readonly autoInactive?: boolean;
  readonly creator?: string;
  readonly description?: string;
}

/**
 * Adds a status; returns its id. A success makes the earlier successes of the environment inactive, unless they
 * are transient or of production: as GitHub's documentation of `auto_inactive` says.
 */
export function addDeploymentStatus(
  world: World,
  id: number,
  state: DeploymentState,
  options: DeploymentStatusOptions = {},
): number {
  const deployment = world.deployments.get(id);
  if (deployment === undefined) throw new Error(`There is no deployment ${id}.`);
  const createdAt = options.at ?? world.clock.tick();
  deployment.environment = options.environment ?? deployment.environment;
  const status = {
    id: world.nextId(),
    state,
    description: options.description ?? "",
    environment: deployment.environment,
    creator: options.creator ?? deployment.creator,
    createdAt,
  };
  deployment.statuses.push(status);
  deployment.updatedAt = createdAt;
  if (state === "success" && options.autoInactive !== false) {
    for (const other of world.deployments.values()) {
      if (other.id >= id || other.environment !== deployment.environment) continue;
      if (other.isTransient || other.isProduction || other.statuses.at(-1)?.state !== "success")
        continue;
      addDeploymentStatus(world, other.id, "inactive", { at: createdAt });
    }
  }
  return status.id;
}

/** Deletes a deployment with its statuses. */
export function deleteDeployment(world: World, id: number): void {
  if (!world.deployments.delete(id)) throw new Error(`There is no deployment ${id}.`);
}
