import { liveCommits } from "./facts/live-commits.ts";
import { readReferences, type ReferenceSearch } from "./facts/reference-facts.ts";
import { everyProcess, readReferringProcesses } from "./facts/referring-processes.ts";
import { decideGate, type GateInput, type GateOutcome } from "./gate/decide.ts";
import { addReferences, searchNeed, waitsForProcesses } from "./gate/judge-references.ts";
import type { Configuration } from "./model/configuration.ts";
import type { LiveDeployment } from "./model/deployment.ts";

/** Where code is searched: where the pull request was cut, the newest commit of the base branch, and its own. */
export interface GateGround {
  readonly reference: ReferenceSearch;
  readonly mergeBase: string;
  readonly base: string;
  readonly head: string;
  readonly deployments: readonly LiveDeployment[];
  readonly configuration: Configuration;
}

/**
 * Judges contract changes by their links, and then by the code that still refers to their objects. Only what would wait
 * for all processes is asked which of them it has to wait for.
 */
export async function judgeGate(
  facts: Omit<GateInput, "referringProcesses">,
  { reference, mergeBase, base, head, deployments, configuration }: GateGround,
): Promise<GateOutcome> {
  const { environments, links, now } = facts;
  const strict = decideGate({ ...facts, referringProcesses: everyProcess });
  const waiting = environments.every(({ always }) => always)
    ? []
    : strict.contracts.filter(waitsForProcesses).map(({ contract }) => contract);
  const running = { base, head, deployments, environments, links, configuration, now };
  const gate =
    waiting.length === 0
      ? strict
      : decideGate({
          ...facts,
          referringProcesses: await readReferringProcesses(reference, running, waiting),
        });
  const need = searchNeed(gate);
  const live = need.live ? liveCommits(deployments, environments) : [];
  const searches = await readReferences(reference, { mergeBase, base, head, live }, need.contracts);
  return addReferences(gate, searches);
}
