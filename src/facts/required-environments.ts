import type { RequiredEnvironment, RequiredProcess } from "../gate/facts.ts";
import type { Configuration } from "../model/configuration.ts";
import type { DeploymentSource } from "../model/deployment-source.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import { createNameMatcher } from "../name-pattern.ts";

type Required = Pick<Configuration, "environments" | "processes">;

/** The environments that a contract can wait for, by name or pattern as the configuration writes them. */
export function requiredNames({ environments, processes }: Required): readonly string[] {
  return [...new Set([...environments, ...processes.map(({ environment }) => environment)])];
}

/** The same, each with the source that tells what runs there. */
export function wantedEnvironments(
  configuration: Configuration,
): readonly { readonly environment: string; readonly source: DeploymentSource }[] {
  const { standard, byEnvironment } = configuration.deployments;
  const sources = new Map(Object.entries(byEnvironment));
  return requiredNames(configuration).map((environment) => ({
    environment,
    source: sources.get(environment) ?? standard,
  }));
}

/**
 * What a contract waits for, one entry per environment, with the processes that run there. A pattern stands for what was
 * found of it; a name of which nothing was found stays, so that its absence is told.
 */
export function requiredEnvironments(
  configuration: Required,
  deployments: readonly LiveDeployment[],
): readonly RequiredEnvironment[] {
  const found = [...new Set(deployments.map(({ environment }) => environment))];
  const required = new Map<string, { always: boolean; processes: RequiredProcess[] }>();
  const demand = (name: string) => {
    const matches = createNameMatcher(name);
    const meant = found.filter(matches);
    return (meant.length === 0 ? [name] : meant).map((environment) => {
      const entry = required.get(environment) ?? { always: false, processes: [] };
      required.set(environment, entry);
      return entry;
    });
  };
  for (const name of configuration.environments)
    for (const entry of demand(name)) entry.always = true;
  for (const { environment, name, drain, minimumAge } of configuration.processes)
    for (const entry of demand(environment)) entry.processes.push({ name, drain, minimumAge });
  return [...required].map(([environment, entry]) => ({ environment, ...entry }));
}

/** How far back deployments must be known: the longest time that anything waits for, in milliseconds. */
export function longestWait({ soak, processes }: Configuration): number {
  return Math.max(soak, ...processes.flatMap(({ drain, minimumAge }) => [drain, minimumAge]));
}

/** Before this time, in milliseconds, it does not matter what ran. Where nothing is waited for, that is always. */
export function horizonOf(now: string, wait: number): number {
  return wait === 0 ? Infinity : Date.parse(now) - wait;
}
