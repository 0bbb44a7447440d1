import { findProposed, type ContentReader, type FindCandidates } from "./facts/propose-links.ts";
import type { GateOutcome } from "./gate/decide.ts";
import type { ContractChange } from "./gate/facts.ts";
import {
  addProposals,
  isWorthTelling,
  unlinkedContracts,
  type JudgedProposal,
} from "./gate/propose.ts";
import type { FoundEvidence } from "./judge-range.ts";
import type { LiveDeployment } from "./model/deployment.ts";
import { SourceError } from "./model/source-error.ts";

export interface ProposalPorts {
  readonly findCandidates: FindCandidates;
  readonly readDeployments: () => Promise<readonly LiveDeployment[]>;
  readonly reader: ContentReader;
  /** Judges contract changes with links, as the gate does. */
  readonly judge: (
    contracts: readonly ContractChange[],
    found: FoundEvidence,
  ) => Promise<GateOutcome>;
}

/** So many changes without a link are looked into. */
const mostContracts = 10;

/**
 * Says of the changes that lack a link which one might be meant, judged as if it stood there. What cannot be looked up
 * leaves the outcome as it is: without a link nothing passes.
 */
export async function proposeLinks(
  outcome: GateOutcome,
  { findCandidates, readDeployments, reader, judge }: ProposalPorts,
): Promise<GateOutcome> {
  const contracts = unlinkedContracts(outcome).slice(0, mostContracts);
  if (contracts.length === 0) return outcome;
  try {
    const found = await findProposed(contracts, reader, findCandidates);
    if (found.size === 0) return outcome;
    const deployments = await readDeployments();
    const proposals = new Map<ContractChange, JudgedProposal>();
    for (const name of new Set([...found.values()].map((candidate) => candidate.name))) {
      const own = [...found].filter(([, candidate]) => candidate.name === name);
      const links = own.slice(0, 1).map(([, { pullRequest }]) => ({
        link: {
          repository: null,
          number: pullRequest.number,
          object: null,
          source: { kind: "body" as const },
        },
        name,
        pullRequest,
      }));
      const judged = await judge(
        own.map(([contract]) => contract),
        { links, deployments },
      );
      for (const one of judged.contracts) {
        const candidate = found.get(one.contract);
        if (candidate === undefined || !isWorthTelling(one)) continue;
        proposals.set(one.contract, { ...candidate, judged: one });
      }
    }
    return addProposals(outcome, proposals);
  } catch (error) {
    if (error instanceof SourceError) return outcome;
    throw error;
  }
}
