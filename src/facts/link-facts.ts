import type { ContractChange, ElsewhereGround, LinkFacts } from "../gate/facts.ts";
import { coverageIn } from "../gate/link-coverage.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { Link } from "../model/link.ts";
import type { MergedPullRequest, PatchedFile } from "../model/pull-request.ts";
import type { HistorySource } from "../model/source.ts";
import { codeContent, readExpand, type ReadExpand } from "./expand-content.ts";
import { readLanding, readOnBase, untoldLanding, type LandingReader } from "./landings.ts";
import type { loadParsers } from "./load-parsers.ts";
import { readPastLandings } from "./past-landings.ts";

/** A link with what was found behind it. */
export interface FoundLink {
  readonly link: Link;
  readonly name: string;
  readonly pullRequest: LinkFacts["pullRequest"];
  /** Where it lies, if that is another repository which could be read. */
  readonly elsewhere?: FoundElsewhere;
}

/** Another repository, with what runs of it. */
export interface FoundElsewhere {
  readonly source: HistorySource;
  /** The newest commit of the branch that is deployed. */
  readonly tip: string;
  readonly ground: ElsewhereGround;
  readonly deployments: readonly LiveDeployment[];
  readonly readPatches: ReadPatches;
}

/** Where the evidence comes from: GitHub, or a local clone. */
export interface EvidenceReader extends LandingReader {
  readonly deployments: readonly LiveDeployment[];
  readonly readPatches: ReadPatches;
  readonly load: typeof loadParsers;
  /** The newest commit of the base branch. */
  readonly tip: string;
  /** How far back it matters what ran, in milliseconds. */
  readonly horizon: number;
}

/** Reads the diff of a merged pull request; `complete` where all its files are in it. */
export type ReadPatches = (
  pullRequest: MergedPullRequest,
) => Promise<{ readonly files: readonly PatchedFile[]; readonly complete: boolean }>;

/** Gathers what the gate needs to know of every link: what it brought, and whether each environment runs it. */
export async function readLinkFacts(
  found: readonly FoundLink[],
  reader: EvidenceReader,
  contracts: readonly ContractChange[],
): Promise<readonly LinkFacts[]> {
  const named = new Map(found.map((one) => [one.name, one]));
  const chain = await Promise.all([...named.values()].map((one) => readContent(one, reader)));
  const read = new Map(
    await Promise.all(
      chain.map(async (one) => [one.name, await readWay(one, chain, reader, contracts)] as const),
    ),
  );
  return found.flatMap(({ link, name }) => {
    const facts = read.get(name);
    return facts === undefined ? [] : [{ link, ...facts }];
  });
}

/** A link with what it brought; null unless it is merged. */
interface ReadLink extends Pick<LinkFacts, "name" | "pullRequest" | "contentComplete"> {
  readonly content: ReadExpand | null;
  readonly found: FoundElsewhere | null;
}

async function readContent(
  { name, pullRequest, elsewhere }: FoundLink,
  reader: EvidenceReader,
): Promise<ReadLink> {
  const found = elsewhere ?? null;
  const link = { name, pullRequest, found };
  if (pullRequest.state !== "merged" || pullRequest.mergeCommit === null)
    return { ...link, content: null, contentComplete: true };
  if (found !== null) {
    const patches = await found.readPatches(pullRequest);
    return { ...link, content: codeContent(patches), contentComplete: patches.complete };
  }
  const patches = await reader.readPatches(pullRequest);
  const tip = await reader.foldersAt(reader.tip);
  const content = await readExpand(reader.source, patches, tip, reader.load);
  return { ...link, content, contentComplete: patches.complete };
}

/** The way of a link's merge commit through the branch that is deployed and into the environments. */
async function readWay(
  { found, ...link }: ReadLink,
  chain: readonly ReadLink[],
  reader: EvidenceReader,
  contracts: readonly ContractChange[],
): Promise<Omit<LinkFacts, "link">> {
  const { pullRequest, content } = link;
  const place = found === null ? {} : { elsewhere: groundOf(found, reader.deployments) };
  if (pullRequest.state !== "merged" || pullRequest.mergeCommit === null || content === null)
    return { ...link, ...place, onBase: { state: "not-reverted" }, landings: [] };
  const { number, title, mergeCommit } = pullRequest;
  const asksForReverts = contracts.some(
    (contract) =>
      contract.judged.requirement === "expand" && coverageIn(chain, link, contract).by !== "schema",
  );
  const expand = { number, title, mergeCommit, content, asksForReverts };
  const own = found === null ? reader : { ...reader, ...found };
  const [onBase, landings] = await Promise.all([
    readOnBase(own.source, expand, own.tip),
    Promise.all(
      own.deployments.map(async (live) => {
        const landing = await readLanding(own, expand, live);
        return { ...landing, past: await readPastLandings(own, expand, landing, reader.horizon) };
      }),
    ),
  ]);
  const untold = found === null ? [] : untoldDeployments(reader.deployments).map(untoldLanding);
  return { ...link, ...place, onBase, landings: [...landings, ...untold] };
}

/**
 * What this repository runs must be known as well: its code is searched there, and a link to another repository says
 * nothing of it.
 */
function groundOf(
  { ground }: FoundElsewhere,
  deployments: readonly LiveDeployment[],
): ElsewhereGround {
  const untold = untoldDeployments(deployments).map(({ environment }) => ({
    environment,
    always: true,
    processes: [],
  }));
  return { ...ground, environments: [...ground.environments, ...untold] };
}

function untoldDeployments(deployments: readonly LiveDeployment[]): readonly LiveDeployment[] {
  return deployments.filter(({ state }) => state !== "live");
}
