import { evaluate } from "./evaluate.ts";
import { readCodeBeside } from "./facts/code-beside.ts";
import { createFolderReader } from "./facts/folders-at.ts";
import { readHistories } from "./facts/histories.ts";
import { readLinkFacts, type FoundLink, type ReadPatches } from "./facts/link-facts.ts";
import { createParserLoader } from "./facts/load-parsers.ts";
import { proposePhases } from "./facts/phase-proposals.ts";
import { readInventories } from "./facts/read-inventories.ts";
import { searchFor } from "./facts/reference-facts.ts";
import { horizonOf, longestWait, requiredEnvironments } from "./facts/required-environments.ts";
import { tellUnjudgedScripts } from "./facts/unjudged-scripts.ts";
import type { FindCandidates } from "./facts/propose-links.ts";
import { judgeCodeBeside } from "./gate/code-beside.ts";
import type { GateOutcome } from "./gate/decide.ts";
import type { ContractChange } from "./gate/facts.ts";
import { findClaims } from "./gate/find-claims.ts";
import { judgeGate } from "./judge-gate.ts";
import { addWindows, mayEndWindow } from "./gate/judge-windows.ts";
import { assembleResult } from "./gate/verdict.ts";
import type { Configuration } from "./model/configuration.ts";
import type { LiveDeployment } from "./model/deployment.ts";
import type { Link } from "./model/link.ts";
import type { SearchableSource } from "./model/source.ts";
import { SourceError } from "./model/source-error.ts";
import type { WindowsFound } from "./model/window.ts";
import { proposeLinks } from "./propose-links.ts";
import type { Result } from "./model/verdict.ts";

/** The commits that are judged. */
export interface CommitRange {
  /** The newest commit of the base branch. */
  readonly base: string;
  readonly head: string;
  /** The branch that is deployed, as people name it. */
  readonly baseBranch: string;
  /** The pull requests of a merge group; null outside one. */
  readonly group: readonly number[] | null;
  /** The time of the judgement, ISO. */
  readonly now: string;
}

/** Where links and deployments are looked up: GitHub, or what a person named by hand. */
export interface EvidenceFinder {
  /** Asked only where a change needs an earlier pull request. `beside` are the links that stand in migrations. */
  readonly find: (beside: readonly Link[]) => Promise<FoundEvidence>;
  readonly readPatches: ReadPatches;
  /** For a change without a link: what was merged that may be meant. Null where nobody could be told. */
  readonly proposals: {
    readonly findCandidates: FindCandidates;
    readonly readDeployments: () => Promise<readonly LiveDeployment[]>;
  } | null;
  /** The compatibility windows that a removal may end. Null where none are kept. */
  readonly findWindows: (() => Promise<WindowsFound>) | null;
}

export interface FoundEvidence {
  readonly links: readonly FoundLink[];
  /** What runs in the required environments; several where one runs several commits. */
  readonly deployments: readonly LiveDeployment[];
}

/** Judges what a range of commits changes, by everything that can be read. Throws a `SourceError` for what cannot. */
export async function judgeRange(
  source: SearchableSource,
  range: CommitRange,
  configuration: Configuration,
  finder: EvidenceFinder,
): Promise<Result> {
  const { base, head, baseBranch, group, now } = range;
  const mergeBase = await source.readMergeBase(base, head);
  if (mergeBase === null) {
    throw new SourceError(
      `The head commit \`${head.slice(0, 7)}\` shares no history with \`${baseBranch}\`, so what it changes cannot be told. Rebase it onto \`${baseBranch}\`.`,
    );
  }
  const histories = await readHistories(source, mergeBase, head, configuration);
  const load = createParserLoader();
  const parsers = await load(histories.map(({ folder }) => folder));
  const { files, plan, contracts, additions } = evaluate(histories, configuration, parsers);
  const asks = contracts.some(({ judged }) => judged.requirement === "expand");
  const found: FoundEvidence = asks
    ? await finder.find([...new Set(contracts.flatMap(({ links }) => links))])
    : { links: [], deployments: [] };
  const reader = {
    source,
    readPatches: remembering(finder.readPatches),
    foldersAt: createFolderReader(source, configuration, load),
    load,
    tip: base,
    horizon: horizonOf(now, longestWait(configuration)),
  };
  const reference = searchFor(source, configuration, contracts);
  const judge = async (
    contracts: readonly ContractChange[],
    { links, deployments }: FoundEvidence,
  ): Promise<GateOutcome> => {
    const facts = {
      contracts,
      links: await readLinkFacts(links, { ...reader, deployments }, contracts),
      baseBranch,
      group,
      environments: requiredEnvironments(configuration, deployments),
      soak: configuration.soak,
      now,
    };
    return judgeGate(facts, { reference, mergeBase, base, head, deployments, configuration });
  };
  const outcome = await judge(contracts, found);
  const proposed =
    finder.proposals === null
      ? outcome
      : await proposeLinks(outcome, { ...finder.proposals, reader, judge });
  const { findWindows } = finder;
  const gate =
    findWindows !== null && proposed.contracts.some(mayEndWindow)
      ? addWindows(proposed, await findWindows())
      : proposed;
  const beside = await readCodeBeside(source, { mergeBase, head }, configuration, additions);
  const reasons = [...gate.reasons, ...judgeCodeBeside(beside)];
  const result = assembleResult(files, plan, { ...gate, reasons }, head);
  const environments = requiredEnvironments(configuration, found.deployments);
  const ground = { mergeBase, base, head, deployments: found.deployments, environments };
  const notices = await Promise.all([
    proposePhases(source, mergeBase, head, configuration),
    tellUnjudgedScripts(source, mergeBase, head, configuration),
  ]);
  return {
    ...result,
    notices: notices.flat(),
    claims: findClaims(histories, contracts),
    inventory: await readInventories(reference, gate, { ...ground, configuration }),
  };
}

/** A diff that was read to see whether a pull request may be meant is the same when that is judged. */
function remembering(readPatches: ReadPatches): ReadPatches {
  const known = new Map<string | null, ReturnType<ReadPatches>>();
  return (pullRequest) => {
    const patches = known.get(pullRequest.mergeCommit) ?? readPatches(pullRequest);
    known.set(pullRequest.mergeCommit, patches);
    return patches;
  };
}
