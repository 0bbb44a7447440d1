import type { EarlierDeployment, LiveDeployment } from "../model/deployment.ts";
import { utcTime } from "./utc-time.ts";

/** A deployment to one environment, as GitHub tells it. */
export interface DeploymentRecord {
  readonly id: number;
  readonly sha: string;
  /** ISO time. */
  readonly createdAt: string;
  /** GitHub gave up waiting for it to start. */
  readonly abandoned: boolean;
  /** In the order in which they were set. */
  readonly statuses: readonly DeploymentStatusRecord[];
}

export interface DeploymentStatusRecord {
  readonly state:
    "error" | "failure" | "inactive" | "in_progress" | "pending" | "queued" | "success" | "waiting";
  /** A status can move a deployment to another environment; null where it names none. */
  readonly environment: string | null;
  /** ISO time. */
  readonly createdAt: string;
}

/**
 * What an environment runs: the deployment whose `success` is the most recent in time. Neither the newest one
 * created (an older one may finish later, or be run again as a rollback) nor every one that GitHub still calls
 * active (production deployments are never set inactive by themselves). Where the newest success was taken back
 * and none followed, nobody can tell: `unknown`.
 *
 * @param complete whether these are all deployments of the environment
 */
export function liveDeployment(
  environment: string,
  deployments: readonly DeploymentRecord[],
  complete: boolean,
): LiveDeployment {
  const here = deployments.map((deployment) => within(environment, deployment));
  const successes = here
    .flatMap(successesOf)
    .sort((a, b) => b.time - a.time || byCreation(b.of, a.of));
  const [newest] = successes;
  if (newest === undefined) {
    return complete
      ? { state: "none", environment }
      : {
          state: "unknown",
          environment,
          reason: `None of the newest ${deployments.length} deployments to \`${environment}\` succeeded.`,
        };
  }
  const undone = newest.of.statuses
    .slice(newest.position + 1)
    .find(({ state }) => undoing.includes(state));
  if (undone !== undefined)
    return {
      state: "unknown",
      environment,
      reason: `The deployment of \`${newest.of.sha.slice(0, 7)}\` to \`${environment}\` succeeded last, but was set to \`${undone.state}\` on ${utcTime(new Date(undone.createdAt))}. Deploy again to tell what runs there.`,
    };
  return {
    state: "live",
    environment,
    sha: newest.of.sha,
    since: newest.at,
    rollout: rollout(here, newest, successes),
    earlier: earlier(newest, successes),
  };
}

const underWay: readonly string[] = ["in_progress", "pending", "queued", "waiting"];
const undoing: readonly string[] = ["inactive", "failure", "error"];

interface Success {
  readonly of: DeploymentRecord;
  /** Of the status in its deployment's list. */
  readonly position: number;
  readonly at: string;
  readonly time: number;
}

/** The deployment with those of its statuses that speak of the environment. GitHub ignores the case of its name. */
function within(environment: string, deployment: DeploymentRecord): DeploymentRecord {
  const name = environment.toLowerCase();
  const statuses = deployment.statuses.filter(
    (status) => status.environment === null || status.environment.toLowerCase() === name,
  );
  return { ...deployment, statuses };
}

function successesOf(deployment: DeploymentRecord): Success[] {
  return deployment.statuses.flatMap((status, position) =>
    status.state === "success"
      ? [{ of: deployment, position, at: status.createdAt, time: Date.parse(status.createdAt) }]
      : [],
  );
}

/** The newest deployment that is under way and that no later deployment has overtaken. */
function rollout(
  deployments: readonly DeploymentRecord[],
  live: Success,
  successes: readonly Success[],
): { readonly sha: string; readonly startedAt: string } | null {
  const [newest] = deployments
    .flatMap((deployment) => {
      const last = deployment.statuses.at(-1);
      if (deployment.abandoned || (last !== undefined && !underWay.includes(last.state))) return [];
      const lastTime = Date.parse(last?.createdAt ?? deployment.createdAt);
      const newer = byCreation(deployment, live.of) > 0 || lastTime > live.time;
      // One that hung for good: a deployment created after it has succeeded since.
      const overtaken = successes.some(
        ({ of, time }) => byCreation(of, deployment) > 0 && time > lastTime,
      );
      return newer && !overtaken ? [{ sha: deployment.sha, startedAt: startOf(deployment) }] : [];
    })
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return newest ?? null;
}

/** When the stretch of statuses that are under way began. */
function startOf(deployment: DeploymentRecord): string {
  const ended = deployment.statuses.findLastIndex(({ state }) => !underWay.includes(state));
  return deployment.statuses[ended + 1]?.createdAt ?? deployment.createdAt;
}

/** What was live before, newest first. */
function earlier(live: Success, successes: readonly Success[]): readonly EarlierDeployment[] {
  return successes.filter((one) => one !== live).map(({ of, at }) => ({ sha: of.sha, since: at }));
}

/** Positive where `a` was created after `b`. */
function byCreation(a: DeploymentRecord, b: DeploymentRecord): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt) || a.id - b.id;
}
