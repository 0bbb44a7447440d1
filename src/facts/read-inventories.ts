import type { GateOutcome } from "../gate/decide.ts";
import type { RequiredEnvironment } from "../gate/facts.ts";
import { inventoriesOf } from "../gate/inventory.ts";
import type { Searches } from "../gate/judge-references.ts";
import type { Configuration } from "../model/configuration.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { Inventory } from "../model/inventory.ts";
import { SourceError } from "../model/source-error.ts";
import { liveCommits } from "./live-commits.ts";
import { readReferences, type ReferenceSearch, type SearchGround } from "./reference-facts.ts";

/** So many objects are looked for where nothing but the inventory asks for it. */
const mostObjects = 50;

/**
 * Lists who names the objects of contract changes: with the pull request merged, also where it is blocked, because that
 * is when people plan the way out; and in what runs, where that was searched for the gate.
 */
export async function readInventories(
  reference: ReferenceSearch,
  outcome: GateOutcome,
  ground: Omit<SearchGround, "live"> & {
    readonly deployments: readonly LiveDeployment[];
    readonly environments: readonly RequiredEnvironment[];
    readonly configuration: Configuration;
  },
): Promise<readonly Inventory[]> {
  const { deployments, environments, configuration, ...range } = ground;
  if (reference.subjects.size > mostObjects && !reference.hasSearched(range.head)) return [];
  const contracts = outcome.contracts.map(({ contract }) => contract);
  const live = liveCommits(deployments, environments).filter(({ sha }) =>
    reference.hasSearched(sha),
  );
  const searches = await readReferences(reference, { ...range, live }, contracts).catch(
    (error: unknown): Searches => {
      if (!(error instanceof SourceError)) throw error;
      // The verdict stands without it.
      const commit = { sha: range.head, role: "head", runsIn: [] } as const;
      const untold = { state: "unknown", commit, reason: error.message } as const;
      return new Map([...reference.subjects.keys()].map((contract) => [contract, [untold]]));
    },
  );
  return inventoriesOf(
    outcome,
    searches,
    configuration.processes.map(({ name }) => name),
  );
}
