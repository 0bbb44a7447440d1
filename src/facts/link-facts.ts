import type { ContractChange, LinkFacts } from "../gate/facts.ts";
import { coverageIn } from "../gate/link-coverage.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { Link } from "../model/link.ts";
import type { MergedPullRequest, PatchedFile } from "../model/pull-request.ts";
import { readExpand, type ReadExpand } from "./expand-content.ts";
import { readLanding, readOnBase, type LandingReader } from "./landings.ts";
import type { loadParsers } from "./load-parsers.ts";
import { readPastLandings } from "./past-landings.ts";

/** A link with what was found behind it. */
export interface FoundLink {
  readonly link: Link;
  readonly name: string;
  readonly pullRequest: LinkFacts["pullRequest"];
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
  const chain = await Promise.all(
    [...named.values()].map(({ name, pullRequest }) => readContent(name, pullRequest, reader)),
  );
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
}

async function readContent(
  name: string,
  pullRequest: LinkFacts["pullRequest"],
  reader: EvidenceReader,
): Promise<ReadLink> {
  if (pullRequest.state !== "merged" || pullRequest.mergeCommit === null)
    return { name, pullRequest, content: null, contentComplete: true };
  const patches = await reader.readPatches(pullRequest);
  const tip = await reader.foldersAt(reader.tip);
  const content = await readExpand(reader.source, patches.files, tip, reader.load);
  return { name, pullRequest, content, contentComplete: patches.complete };
}

/** The way of a link's merge commit through the base branch and into the environments. */
async function readWay(
  link: ReadLink,
  chain: readonly ReadLink[],
  reader: EvidenceReader,
  contracts: readonly ContractChange[],
): Promise<Omit<LinkFacts, "link">> {
  const { pullRequest, content } = link;
  if (pullRequest.state !== "merged" || pullRequest.mergeCommit === null || content === null)
    return { ...link, onBase: { state: "not-reverted" }, landings: [] };
  const { number, title, mergeCommit } = pullRequest;
  const asksForReverts = contracts.some(
    (contract) =>
      contract.judged.requirement === "expand" && coverageIn(chain, link, contract).by !== "schema",
  );
  const expand = { number, title, mergeCommit, content, asksForReverts };
  const [onBase, landings] = await Promise.all([
    readOnBase(reader.source, expand, reader.tip),
    Promise.all(
      reader.deployments.map(async (live) => {
        const landing = await readLanding(reader, expand, live);
        return {
          ...landing,
          past: await readPastLandings(reader, expand, landing, reader.horizon),
        };
      }),
    ),
  ]);
  return { ...link, onBase, landings };
}
