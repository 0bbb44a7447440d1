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

/** What the gate is asked, without who refers to the objects. */
export type GateFacts = Omit<GateInput, "referringProcesses">;

/** Judges contract changes by their links, and then by the code that still refers to their objects. */
export async function judgeGate(facts: GateFacts, ground: GateGround): Promise<GateOutcome> {
  const { reference, mergeBase, base, head, deployments } = ground;
  const gate = await judgeForProcesses(facts, ground);
  const need = searchNeed(gate);
  const live = need.live ? liveCommits(deployments, facts.environments) : [];
  const searches = await readReferences(reference, { mergeBase, base, head, live }, need.contracts);
  return addReferences(gate, searches);
}

/** Judges contract changes by their links. Only what would wait for all processes is asked which of them it waits for. */
export async function judgeForProcesses(
  facts: GateFacts,
  { reference, base, head, deployments, configuration }: Omit<GateGround, "mergeBase">,
): Promise<GateOutcome> {
  const { environments, links, now } = facts;
  const strict = decideGate({ ...facts, referringProcesses: everyProcess });
  const waiting = environments.every(({ always }) => always)
    ? []
    : strict.contracts.filter(waitsForProcesses).map(({ contract }) => contract);
  if (waiting.length === 0) return strict;
  const ground = { base, head, deployments, environments, links, configuration, now };
  const referringProcesses = await readReferringProcesses(reference, ground, waiting);
  return decideGate({ ...facts, referringProcesses });
}
