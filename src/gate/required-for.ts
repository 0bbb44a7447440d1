import type { ContractChange, FindReferringProcesses, RequiredEnvironment } from "./facts.ts";

/**
 * What one contract change waits for: environments that always count, and those of the processes that refer to its
 * object. Where that leaves nothing, all of them: no contract passes without a look at what runs.
 */
export function requiredFor(
  contract: ContractChange,
  {
    environments,
    referringProcesses,
  }: {
    readonly environments: readonly RequiredEnvironment[];
    readonly referringProcesses: FindReferringProcesses;
  },
): readonly RequiredEnvironment[] {
  const referring = referringProcesses(contract);
  if (referring === null) return environments;
  const narrowed = environments
    .map((one) => ({ ...one, processes: one.processes.filter(({ name }) => referring.has(name)) }))
    .filter(({ always, processes }) => always || processes.length > 0);
  return narrowed.length === 0 ? environments : narrowed;
}
