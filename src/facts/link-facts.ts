import type { Evaluation, FolderHistory, Parsers } from "../evaluate.ts";
import { coverageOf } from "../gate/covers.ts";
import { columnNames } from "../gate/columns.ts";
import type { LinkFacts } from "../gate/facts.ts";
import type { Configuration } from "../model/configuration.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { Link } from "../model/link.ts";
import type { HistorySource } from "../model/source.ts";
import type { MergedPullRequest, PatchedFile } from "../model/pull-request.ts";
import { readExpand } from "./expand-content.ts";
import { readLanding } from "./landings.ts";

/** A link with what was found behind it. */
export interface FoundLink {
  readonly link: Link;
  readonly name: string;
  readonly pullRequest: LinkFacts["pullRequest"];
}

/** Where the evidence comes from: GitHub, or a local clone. */
export interface EvidenceReader {
  readonly source: HistorySource;
  readonly deployments: readonly LiveDeployment[];
  readonly readPatches: (
    pullRequest: MergedPullRequest,
  ) => Promise<{ readonly files: readonly PatchedFile[]; readonly complete: boolean }>;
}

/** Gathers what the gate needs to know of every link: what it brought, and whether each environment runs it. */
export async function readLinkFacts(
  found: readonly FoundLink[],
  reader: EvidenceReader,
  histories: readonly FolderHistory[],
  evaluation: Evaluation,
  configuration: Configuration,
  parsers: Parsers,
): Promise<readonly LinkFacts[]> {
  const read = new Map<string, Promise<Omit<LinkFacts, "link" | "name">>>();
  return Promise.all(
    found.map(async ({ link, name, pullRequest }) => {
      const known = read.get(name) ?? readOne(pullRequest);
      read.set(name, known);
      return { link, name, ...(await known) };
    }),
  );

  async function readOne(
    pullRequest: LinkFacts["pullRequest"],
  ): Promise<Omit<LinkFacts, "link" | "name">> {
    if (pullRequest.state !== "merged" || pullRequest.mergeCommit === null) {
      return { pullRequest, content: null, contentComplete: true, landings: [] };
    }
    const patches = await reader.readPatches(pullRequest);
    const content = await readExpand(
      reader.source,
      patches.files,
      histories,
      evaluation.replays,
      parsers,
    );
    const coversByCode = evaluation.contracts.some(
      ({ judged, baseCatalog }) =>
        coverageOf(judged.change, content, (table) => columnNames(baseCatalog, table)).by ===
        "code",
    );
    const expand = {
      number: pullRequest.number,
      title: pullRequest.title,
      mergeCommit: pullRequest.mergeCommit,
      content,
      coversByCode,
    };
    const landings = await Promise.all(
      reader.deployments.map((live) =>
        readLanding(reader.source, expand, live, configuration, parsers),
      ),
    );
    return { pullRequest, content, contentComplete: patches.complete, landings };
  }
}
