import { configurationPath, defaultConfiguration } from "./config/defaults.ts";
import { evaluate, replay, type Evaluation, type FolderHistory, type Parsers } from "./evaluate.ts";
import { readFoldersAt, readHistories } from "./facts/histories.ts";
import { readLinkFacts, type FoundLink } from "./facts/link-facts.ts";
import { loadParsers } from "./facts/load-parsers.ts";
import { decideGate } from "./gate/decide.ts";
import { linkName } from "./gate/link-names.ts";
import { parseBodyLinks } from "./gate/parse-body-links.ts";
import { assembleResult, errorResult } from "./gate/verdict.ts";
import type { Client } from "./github/client.ts";
import type { RepositoryName } from "./github/repository.ts";
import { readEvidence } from "./github/evidence.ts";
import { readPatches } from "./github/patches.ts";
import { createGitHubSource } from "./github/source.ts";
import { mayBeMigration } from "./migrations/may-be-migration.ts";
import type { Configuration } from "./model/configuration.ts";
import type { LiveDeployment } from "./model/deployment.ts";
import type { Link } from "./model/link.ts";
import type { PullRequestFacts } from "./model/pull-request.ts";
import { SourceError } from "./model/source-error.ts";
import type { Result } from "./model/verdict.ts";
import { ruleCatalogue } from "./rules/index.ts";

/** Where a pull request lives. */
export interface Target {
  readonly client: Client;
  readonly repository: RepositoryName;
}

/** What a range of commits is judged by: one pull request, or the pull requests of a merge group. */
export interface Range {
  readonly base: string;
  readonly head: string;
  readonly baseBranch: string;
  readonly configurationText: string | null;
  /** The pull requests whose commits these are. */
  readonly own: readonly number[];
  readonly isGroup: boolean;
  readonly bodies: readonly string[];
}

/**
 * Judges one pull request by what GitHub says now. Nothing is written. What cannot be read gives the verdict `error`
 * with a message that names the thing, the cause and the next step.
 */
export async function judgePullRequest(target: Target, facts: PullRequestFacts): Promise<Result> {
  return judgeOrExplain(facts.headSha, async () => {
    const configuration = await configurationOf(facts.configurationText);
    const { changedFiles } = facts;
    if (changedFiles.complete && !changedFiles.files.some((file) => touches(file, configuration))) {
      return assembleResult([], [], { reasons: [], entries: [] }, facts.headSha);
    }
    return judgeRange(target, configuration, {
      base: facts.baseSha,
      head: facts.headSha,
      baseBranch: facts.baseBranch,
      configurationText: facts.configurationText,
      own: [facts.number],
      isGroup: false,
      bodies: [facts.body],
    });
  });
}

/** Judges the commits of a merge group as if they were one pull request: expand and contract may meet there. */
export async function judgeMergeGroup(target: Target, range: Range): Promise<Result> {
  return judgeOrExplain(range.head, async () =>
    judgeRange(target, await configurationOf(range.configurationText), range),
  );
}

async function judgeOrExplain(head: string, judge: () => Promise<Result>): Promise<Result> {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof SourceError) return errorResult(error.message, head);
    throw error;
  }
}

async function judgeRange(
  target: Target,
  configuration: Configuration,
  range: Range,
): Promise<Result> {
  const source = createGitHubSource(target.client, target.repository);
  const mergeBase = await source.readMergeBase(range.base, range.head);
  if (mergeBase === null) {
    throw new SourceError(
      `The head commit \`${range.head.slice(0, 7)}\` shares no history with \`${range.baseBranch}\`, so what it changes cannot be told. Rebase the branch onto \`${range.baseBranch}\`.`,
    );
  }
  const histories = await readHistories(source, mergeBase, range.head, configuration);
  const parsers = await loadParsers(histories);
  const evaluation = evaluate(histories, configuration, parsers);
  const asking = evaluation.contracts.some(({ judged }) => judged.requirement === "expand");
  const links = asking ? collectLinks(range.bodies, evaluation) : [];
  const found = await findLinks(target, links, range.own, configuration);
  const facts = await readLinkFacts(
    found.links,
    {
      source,
      deployments: found.deployments,
      readPatches: (pullRequest) =>
        readPatches(target.client, target.repository, pullRequest.number),
    },
    histories,
    evaluation,
    configuration,
    parsers,
  );
  const gate = decideGate({
    contracts: evaluation.contracts,
    links: facts,
    baseBranch: range.baseBranch,
    tipCatalogs:
      found.links.length === 0
        ? []
        : await readTip(range.base, mergeBase, evaluation, source, configuration, parsers),
    group: range.isGroup ? range.own : null,
  });
  return assembleResult(evaluation.files, evaluation.plan, gate, range.head);
}

/** The base branch may have gone on since the pull request left it: what an expand added is looked for at its tip. */
async function readTip(
  tip: string,
  mergeBase: string,
  evaluation: Evaluation,
  source: ReturnType<typeof createGitHubSource>,
  configuration: Configuration,
  parsers: Parsers,
) {
  if (tip === mergeBase) return [...evaluation.replays.values()].map(({ catalog }) => catalog);
  const folders: readonly FolderHistory[] = await readFoldersAt(source, tip, configuration);
  const missing = await loadParsers(folders);
  const all: Parsers = new Map([...parsers, ...missing]);
  return folders.map(({ folder, base }) => replay(folder, base, all).catalog);
}

function collectLinks(bodies: readonly string[], evaluation: Evaluation): readonly Link[] {
  return [
    ...bodies.flatMap(parseBodyLinks),
    ...evaluation.contracts.flatMap((contract) => contract.links),
  ];
}

async function findLinks(
  target: Target,
  links: readonly Link[],
  own: readonly number[],
  configuration: Configuration,
): Promise<{
  readonly links: readonly FoundLink[];
  readonly deployments: readonly LiveDeployment[];
}> {
  const here = `${target.repository.owner}/${target.repository.name}`.toLowerCase();
  const isLocal = (link: Link): boolean =>
    link.repository === null || link.repository.toLowerCase() === here;
  const numbers = new Set(
    links.filter((link) => isLocal(link) && !isSelf(link, own)).map((link) => link.number),
  );
  const evidence =
    numbers.size === 0
      ? null
      : await readEvidence(target.client, target.repository, {
          pullRequests: [...numbers],
          environments: configuration.environments,
        });
  const pullRequestOf = (link: Link): FoundLink["pullRequest"] => {
    if (!isLocal(link)) return { state: "elsewhere" };
    if (isSelf(link, own)) return { state: "self" };
    return evidence?.pullRequests.get(link.number) ?? { state: "not-found" };
  };
  return {
    deployments: evidence?.deployments ?? [],
    links: links.map((link) => ({
      link,
      name: isLocal(link) ? `#${link.number}` : linkName(link),
      pullRequest: pullRequestOf(link),
    })),
  };
}

/** In a merge group a link to another member is no link to itself: it is judged as what it is, not merged yet. */
function isSelf(link: Link, own: readonly number[]): boolean {
  return own.length === 1 && own[0] === link.number;
}

async function configurationOf(text: string | null): Promise<Configuration> {
  if (text === null) return defaultConfiguration;
  const { readConfiguration } = await import("./config/read-configuration.ts");
  const read = readConfiguration(
    text,
    configurationPath,
    ruleCatalogue.map(({ id }) => id),
  );
  if (read.state === "read") return read.configuration;
  throw new SourceError(
    `The configuration on the base branch is not valid. ${read.problems.join(" ")}`,
  );
}

/** A renamed file's old path is not in the list: it may have left a migration folder. */
function touches(
  file: PullRequestFacts["changedFiles"]["files"][number],
  configuration: Configuration,
): boolean {
  return file.change === "renamed" || mayBeMigration(file.path, configuration);
}
