import { configurationPath } from "../config/defaults.ts";
import { evaluate, replay } from "../evaluate.ts";
import { readFoldersAt, readHistories } from "../facts/histories.ts";
import { readLinkFacts, type FoundLink } from "../facts/link-facts.ts";
import { loadParsers } from "../facts/load-parsers.ts";
import { decideGate } from "../gate/decide.ts";
import { assembleResult } from "../gate/verdict.ts";
import { readPatches } from "../git/patches.ts";
import { resolveRef } from "../git/resolve-ref.ts";
import { createGitSource } from "../git/source.ts";
import type { Configuration } from "../model/configuration.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { HistorySource } from "../model/source.ts";
import { SourceError } from "../model/source-error.ts";
import type { Result } from "../model/verdict.ts";
import { parseConfiguration } from "./configuration.ts";

/** What `check` compares, all as a person names commits. */
export interface CheckOptions {
  /** The branch that is deployed; null tries the usual names. */
  readonly base: string | null;
  readonly head: string;
  /** Commits that merged an expand pull request. */
  readonly expand: readonly string[];
  /** What runs: `production=v1.2.3`. */
  readonly deployed: readonly string[];
}

/** Judges what a local branch changes against its base, with expand and deployments named by hand. */
export async function checkClone(folder: string, options: CheckOptions): Promise<Result> {
  const source = createGitSource(folder);
  const base = await resolveBase(folder, options.base);
  const head = await resolveRef(folder, options.head);
  const mergeBase = await source.readMergeBase(base.sha, head);
  if (mergeBase === null) {
    throw new SourceError(
      `\`${options.head}\` shares no history with \`${base.name}\`. Name another base with --base.`,
    );
  }
  const configuration = await configurationAt(source, base.sha);
  const histories = await readHistories(source, mergeBase, head, configuration);
  const parsers = await loadParsers(histories);
  const evaluation = evaluate(histories, configuration, parsers);
  const links = await Promise.all(options.expand.map((ref) => findExpand(folder, ref, base.name)));
  const deployments = await readDeployed(folder, options.deployed, configuration);
  const facts = await readLinkFacts(
    links,
    {
      source,
      deployments,
      readPatches: async ({ mergeCommit }) => ({
        files: mergeCommit === null ? [] : await readPatches(folder, mergeCommit),
        complete: true,
      }),
    },
    histories,
    evaluation,
    configuration,
    parsers,
  );
  const tip = links.length === 0 ? [] : await readFoldersAt(source, base.sha, configuration);
  const tipParsers = await loadParsers(tip);
  const gate = decideGate({
    contracts: evaluation.contracts,
    links: facts,
    baseBranch: base.name,
    tipCatalogs: tip.map((one) => replay(one.folder, one.base, tipParsers).catalog),
    group: null,
  });
  return assembleResult(evaluation.files, evaluation.plan, gate, head);
}

const usualBases = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

async function resolveBase(
  folder: string,
  name: string | null,
): Promise<{ readonly name: string; readonly sha: string }> {
  if (name !== null) return { name, sha: await resolveRef(folder, name) };
  for (const usual of usualBases) {
    const sha = await resolveRef(folder, usual).catch((error: unknown) => {
      if (error instanceof SourceError && /^Could not find the commit/.test(error.message))
        return null;
      throw error;
    });
    if (sha !== null) return { name: usual, sha };
  }
  throw new SourceError(
    `None of ${usualBases.join(", ")} exists in \`${folder}\`. Name the base branch with --base.`,
  );
}

async function configurationAt(source: HistorySource, commit: string): Promise<Configuration> {
  const sha =
    (await source.readPathsAt(commit, [configurationPath])).get(configurationPath) ?? null;
  if (sha === null) return parseConfiguration(null);
  const entry = { path: configurationPath, sha, type: "file" as const, size: null };
  const text = (await source.readBlobs([entry])).get(sha);
  if (text?.state !== "text")
    throw new SourceError(`\`${configurationPath}\` on the base branch is no text. Restore it.`);
  return parseConfiguration(text.text);
}

async function findExpand(folder: string, ref: string, baseBranch: string): Promise<FoundLink> {
  const sha = await resolveRef(folder, ref);
  const name = `\`${ref}\``;
  return {
    link: { repository: null, number: 0, object: null, source: { kind: "body" } },
    name,
    pullRequest: {
      state: "merged",
      number: 0,
      title: ref,
      url: "",
      baseBranch,
      mergedAt: null,
      mergeCommit: sha,
    },
  };
}

async function readDeployed(
  folder: string,
  given: readonly string[],
  configuration: Configuration,
): Promise<readonly LiveDeployment[]> {
  const shas = new Map<string, string>();
  for (const pair of given) {
    const [environment = "", ref = ""] = split(pair);
    if (environment === "" || ref === "") {
      throw new SourceError(
        `\`--deployed ${pair}\` is not ENVIRONMENT=REF, such as \`production=v1.2.3\`.`,
      );
    }
    if (!configuration.environments.includes(environment)) {
      throw new SourceError(
        `\`${environment}\` is not among the required environments (${configuration.environments.join(", ")}). Correct --deployed, or \`environments\` in the configuration.`,
      );
    }
    shas.set(environment, await resolveRef(folder, ref));
  }
  return configuration.environments.map((environment): LiveDeployment => {
    const sha = shas.get(environment);
    if (sha !== undefined)
      return { state: "live", environment, sha, since: null, rollout: null, earlier: [] };
    return { state: "unknown", environment, reason: `name it with --deployed ${environment}=REF.` };
  });
}

function split(pair: string): readonly [string, string] {
  const at = pair.indexOf("=");
  return at === -1 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}
