import type { LiveDeployment } from "../model/deployment.ts";
import type { SearchedCommit } from "../model/reference.ts";

/** The commits that run, each once, with the environments that run them. */
export function liveCommits(deployments: readonly LiveDeployment[]): readonly SearchedCommit[] {
  const runsIn = new Map<string, string[]>();
  for (const live of deployments) {
    if (live.state !== "live") continue;
    // While a rollout is under way, both commits run.
    for (const sha of new Set([live.sha, live.rollout?.sha ?? live.sha]))
      runsIn.set(sha, [...(runsIn.get(sha) ?? []), live.environment]);
  }
  return [...runsIn].map(([sha, names]) => ({ sha, role: "live", runsIn: names }));
}
