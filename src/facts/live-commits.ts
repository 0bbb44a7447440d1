import type { RequiredEnvironment } from "../gate/facts.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { SearchedCommit } from "../model/reference.ts";

/** The commits that run, each once for those who run it, with the environments that run them. */
export function liveCommits(
  deployments: readonly LiveDeployment[],
  required: readonly RequiredEnvironment[],
): readonly SearchedCommit[] {
  const commits = new Map<string, SearchedCommit>();
  for (const live of deployments) {
    const runners = runnersOf(live.environment, required);
    for (const sha of commitsOf(live)) {
      const key = JSON.stringify([sha, runners]);
      const runsIn = [...(commits.get(key)?.runsIn ?? []), live.environment];
      commits.set(key, {
        sha,
        role: "live",
        runsIn,
        ...(runners === null ? {} : { processes: runners }),
      });
    }
  }
  return [...commits.values()];
}

/** While a rollout is under way, both commits run. */
export function commitsOf(live: LiveDeployment): readonly string[] {
  if (live.state !== "live") return [];
  return [...new Set([live.sha, live.rollout?.sha ?? live.sha])];
}

/** The processes that run in an environment; null where it counts whoever runs there. */
function runnersOf(
  environment: string,
  required: readonly RequiredEnvironment[],
): readonly string[] | null {
  const own = required.find((one) => one.environment === environment);
  return own === undefined || own.always ? null : own.processes.map(({ name }) => name);
}
