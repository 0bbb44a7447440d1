import pMap from "p-map";
import { describeChange } from "./catalog/describe.ts";
import { findTable } from "./catalog/lookup.ts";
import type { FoldersAt, ReadFolder } from "./facts/folders-at.ts";
import { readLinkFacts, type ReadPatches } from "./facts/link-facts.ts";
import { liveCommits } from "./facts/live-commits.ts";
import type { loadParsers } from "./facts/load-parsers.ts";
import { readReferences, searchFor, type ReferenceSearch } from "./facts/reference-facts.ts";
import { horizonOf, longestWait, requiredEnvironments } from "./facts/required-environments.ts";
import { readShapes } from "./facts/window-shapes.ts";
import type { ContractChange } from "./gate/facts.ts";
import { searchNeed } from "./gate/judge-references.ts";
import { judgeForProcesses, type GateFacts } from "./judge-gate.ts";
import type { Configuration } from "./model/configuration.ts";
import type { LiveDeployment } from "./model/deployment.ts";
import type { LinkedPullRequest } from "./model/pull-request.ts";
import type { SchemaChange } from "./model/schema-change.ts";
import { SourceError } from "./model/source-error.ts";
import type { SearchableSource } from "./model/source.ts";
import type { Shape, WindowIdentity, WindowStage } from "./model/window.ts";
import { evidenceConditions, referenceCondition } from "./windows/evidence-conditions.ts";
import { shapeName, shownShape } from "./windows/shape.ts";

/** What windows are judged by. */
export interface WindowGround {
  readonly source: SearchableSource;
  readonly configuration: Configuration;
  readonly load: typeof loadParsers;
  readonly foldersAt: (commit: string) => Promise<FoldersAt>;
  /** The newest commit of the branch that is deployed, and its name. */
  readonly tip: string;
  readonly baseBranch: string;
  readonly deployments: readonly LiveDeployment[];
  /** The expands, by number. */
  readonly pullRequests: ReadonlyMap<number, LinkedPullRequest>;
  readonly readPatches: ReadPatches;
  /** ISO time. */
  readonly now: string;
}

/** A window with where it stands; `unknown` where that could not be told: then its issue stays as it is. */
export interface JudgedWindow {
  readonly identity: WindowIdentity;
  readonly stage: WindowStage | { readonly stage: "unknown"; readonly reason: string };
}

/** Judges windows as the gate would judge their contracts, all in one go: a commit is searched once for all. */
export async function judgeWindows(
  identities: readonly WindowIdentity[],
  ground: WindowGround,
): Promise<readonly JudgedWindow[]> {
  const begun = await pMap(identities, (identity) => orUnknown(() => begin(identity, ground)), {
    concurrency: 2,
  });
  const contracts = begun.flatMap((one) => ("stage" in one ? [] : [one.contract]));
  const search = searchFor(ground.source, ground.configuration, contracts);
  const judged: JudgedWindow[] = [];
  for (const [position, identity] of identities.entries()) {
    const one = begun[position];
    if (one === undefined) continue;
    const stage =
      "stage" in one ? one : await orUnknown(() => finish(identity, one, search, ground));
    judged.push({ identity, stage });
  }
  return judged;
}

/** A window whose old shape is there: its contract, with what the gate knows of it. */
interface Contracted {
  readonly contract: ContractChange;
  readonly facts: GateFacts;
}

type Begun = Contracted | JudgedWindow["stage"];

/** A window that cannot be judged does not keep the others from it. */
async function orUnknown<Judged>(
  judge: () => Promise<Judged>,
): Promise<Judged | Extract<JudgedWindow["stage"], { stage: "unknown" }>> {
  try {
    return await judge();
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { stage: "unknown", reason: error.message };
  }
}

async function begin(identity: WindowIdentity, ground: WindowGround): Promise<Begun> {
  const shapes = await readShapes(await ground.foldersAt(ground.tip), identity);
  const old = shownShape(identity.old);
  if (shapes.old === "unknown")
    return {
      stage: "unknown",
      reason: `Whether \`${old}\` is still in the schema of \`${ground.baseBranch}\` could not be told, because a part of the history could not be read.`,
    };
  if (shapes.old === "gone") return afterContract(identity, ground);
  if (shapes.new === "gone") {
    const how = `\`${shownShape(identity.new)}\` is no longer in the schema of \`${ground.baseBranch}\`: #${identity.expand} was taken back, and \`${old}\` stays`;
    return { stage: "over", by: "reverted", how };
  }
  if (shapes.folder === null) throw new Error(`No folder has ${old}.`);
  const contract = contractOf(identity.old, shapes.folder);
  return { contract, facts: await readFacts(identity, contract, ground) };
}

/** The old shape is gone from the branch: the window is over when nothing runs that still has it. */
async function afterContract(
  identity: WindowIdentity,
  { deployments, foldersAt, baseBranch }: WindowGround,
): Promise<WindowStage> {
  const old = shownShape(identity.old);
  const contracted = (waits: string): WindowStage => ({ stage: "contracted", waits });
  for (const live of deployments) {
    const place = `\`${live.environment}\``;
    if (live.state === "none") return contracted(`nothing is deployed to ${place} yet`);
    if (live.state === "unknown")
      return contracted(`what runs in ${place} could not be told: ${live.reason}`);
    for (const sha of new Set([live.sha, live.rollout?.sha ?? live.sha])) {
      const there = await readShapes(await foldersAt(sha), identity);
      const commit = `\`${sha.slice(0, 7)}\``;
      if (there.old === "there")
        return contracted(
          `\`${old}\` is gone from \`${baseBranch}\`; ${place} runs ${commit}, from before that`,
        );
      if (there.old === "unknown")
        return contracted(
          `whether the schema at ${commit}, which ${place} runs, still has \`${old}\` could not be told`,
        );
    }
  }
  return { stage: "over", by: "contracted", how: `\`${old}\` is gone, in everything that runs` };
}

/** The change that will close the window. */
function contractOf(old: Shape, { folder, replay }: ReadFolder): ContractChange {
  const change = removalOf(old, replay.catalog);
  return {
    judged: {
      change,
      object: shapeName(old),
      description: describeChange(change, replay.catalog),
      compatibility: "destructive",
      phase: "contract",
      hazards: [],
      lock: null,
      requirement: "expand",
      findings: [],
    },
    object: shapeName(old),
    path: folder.path,
    line: 1,
    folder: folder.path,
    links: [],
    baseCatalog: replay.catalog,
    release: [],
  };
}

function removalOf(
  { schema, relation, column }: Shape,
  catalog: ContractChange["baseCatalog"],
): SchemaChange {
  const table = { schema, name: relation };
  const plain = { ifExists: false, cascade: false } as const;
  if (column !== null) return { kind: "drop-column", table, column, ...plain };
  return findTable(catalog, table) === null
    ? { kind: "drop-view", view: table, materialized: false, ...plain }
    : { kind: "drop-table", table, ...plain };
}

async function readFacts(
  { expand }: WindowIdentity,
  contract: ContractChange,
  ground: WindowGround,
): Promise<Contracted["facts"]> {
  const { configuration, deployments, now, baseBranch } = ground;
  const source = { kind: "body" } as const;
  const link = { repository: null, number: expand, object: null, source };
  const pullRequest = ground.pullRequests.get(expand) ?? { state: "not-found" };
  const reader = { ...ground, horizon: horizonOf(now, longestWait(configuration)) };
  const found = [{ link, name: `#${expand}`, pullRequest }];
  return {
    contracts: [contract],
    links: await readLinkFacts(found, reader, [contract]),
    baseBranch,
    group: null,
    environments: requiredEnvironments(configuration, deployments),
    soak: configuration.soak,
    now,
  };
}

/** Code is searched for uses once nothing else is missing. */
async function finish(
  { old, expand }: WindowIdentity,
  { contract, facts }: Contracted,
  reference: ReferenceSearch,
  { configuration, deployments, tip }: WindowGround,
): Promise<WindowStage> {
  const code = { base: tip, head: tip, deployments };
  const gate = await judgeForProcesses(facts, { reference, configuration, ...code });
  const evidence = evidenceConditions(gate.entries.flatMap((entry) => entry.evidence));
  // Code names nothing of it.
  if (!reference.subjects.has(contract)) return { stage: "open", evidence };
  const live = liveCommits(deployments, facts.environments);
  const searches = searchNeed(gate).live
    ? await readReferences(reference, { ...code, mergeBase: tip, live }, [contract])
    : null;
  const references = referenceCondition(shownShape(old), expand, searches?.get(contract) ?? null);
  return { stage: "open", evidence: [...evidence, references] };
}
