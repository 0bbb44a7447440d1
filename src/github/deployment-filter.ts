import type { GitHubDeployments } from "../model/deployment-source.ts";
import type { DeploymentNode } from "./deployments.ts";

/** Whether a deployment is one of those that the configuration means. */
export function deploymentFilter({
  task,
  creator,
  payload,
}: GitHubDeployments): (deployment: DeploymentNode) => boolean {
  const wanted = Object.entries(payload);
  return (deployment) => {
    if (task !== null && deployment.task !== task) return false;
    if (creator !== null && !sameLogin(deployment.creator?.login, creator)) return false;
    if (wanted.length === 0) return true;
    const given = parsePayload(deployment.payload);
    return wanted.every(([key, value]) => given.get(key) === value);
  };
}

function sameLogin(login: string | undefined, wanted: string): boolean {
  const plain = (text: string) => text.replace(/\[bot\]$/, "").toLowerCase();
  return login !== undefined && plain(login) === plain(wanted);
}

/** A payload may be JSON in a JSON text. One that is no object has no keys. */
function parsePayload(payload: string | null): ReadonlyMap<string, unknown> {
  let value: unknown = payload;
  for (let depth = 0; depth < 2 && typeof value === "string"; depth += 1) value = parseJson(value);
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
