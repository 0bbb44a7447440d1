import { requiredNames } from "../facts/required-environments.ts";
import type { FoundLink } from "../facts/link-facts.ts";
import type { Candidate, Candidates } from "../facts/propose-links.ts";
import { readMergedCommits, type MergedCommit } from "../git/merged-commits.ts";
import { readPatches } from "../git/patches.ts";
import { findCommit, resolveRef } from "../git/resolve-ref.ts";
import { createGitSource } from "../git/source.ts";
import { judgeRange } from "../judge-range.ts";
import type { Configuration } from "../model/configuration.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { HistorySource } from "../model/source.ts";
import { readConfigurationText } from "../facts/configuration-text.ts";
import { SourceError } from "../model/source-error.ts";
import type { Result } from "../model/verdict.ts";
import { createNameMatcher } from "../name-pattern.ts";
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
  const configuration = await parseConfiguration(await readConfigurationText(source, base.sha));
  // Read first: a slip in an argument is told whether or not a change asks for it.
  const deployments = await readDeployed(folder, options.deployed, configuration);
  const links = await Promise.all(
    options.expand.map((ref) => findExpand(folder, source, ref, base)),
  );
  return judgeRange(
    source,
    { base: base.sha, head, baseBranch: base.name, group: null, now: new Date().toISOString() },
    configuration,
    {
      find: () => Promise.resolve({ links, deployments }),
      readPatches: async ({ mergeCommit }) => ({
        files: mergeCommit === null ? [] : await readPatches(folder, mergeCommit),
        complete: true,
      }),
      findWindows: null,
      proposals: {
        findCandidates: (paths) => findMerged(folder, base, paths),
        readDeployments: () => Promise.resolve(deployments),
      },
    },
  );
}

/** A branch with the commit it stands at. */
interface Branch {
  readonly name: string;
  readonly sha: string;
}

const usualBases = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

async function resolveBase(folder: string, name: string | null): Promise<Branch> {
  if (name !== null) return { name, sha: await resolveRef(folder, name) };
  for (const usual of usualBases) {
    const sha = await findCommit(folder, usual);
    if (sha !== null) return { name: usual, sha };
  }
  throw new SourceError(
    `None of ${usualBases.join(", ")} exists in \`${folder}\`. Name the base branch with --base.`,
  );
}

/** A commit stands for the pull request that it merged; one that the base branch lacks is not merged yet. */
async function findExpand(
  folder: string,
  source: HistorySource,
  ref: string,
  base: Branch,
): Promise<FoundLink> {
  const sha = await resolveRef(folder, ref);
  const containment = await source.readContainment(sha, base.sha);
  const identity = { number: 0, title: ref, url: "", baseBranch: base.name };
  return {
    link: { repository: null, number: 0, object: null, source: { kind: "body" } },
    name: `\`${ref}\``,
    pullRequest:
      containment.state === "unknown"
        ? containment
        : containment.state === "lacks"
          ? { state: "open", ...identity }
          : { state: "merged", ...identity, mergedAt: null, mergeCommit: sha },
  };
}

/** So many commits of a path, and of the branch as a whole, are looked at. */
const mostOfPath = 5;
const mostRecent = 20;

async function findMerged(
  folder: string,
  base: Branch,
  paths: readonly string[],
): Promise<Candidates> {
  const toCandidate = ({ sha, title, time }: MergedCommit): Candidate => {
    const short = sha.slice(0, 12);
    return {
      name: `\`${short}\``,
      line: `--expand ${short}`,
      isCommand: true,
      pullRequest: {
        state: "merged",
        number: 0,
        title,
        url: "",
        baseBranch: base.name,
        mergedAt: null,
        mergeCommit: sha,
      },
      mergedAt: time,
    };
  };
  const byPath = await Promise.all(
    paths.map(async (path) => {
      const commits = await readMergedCommits(folder, base.sha, { most: mostOfPath, path });
      return [path, commits.map(toCandidate)] as const;
    }),
  );
  const recent = await readMergedCommits(folder, base.sha, { most: mostRecent, path: null });
  return {
    byPath: new Map(byPath),
    recent: recent.map((commit) => ({ ...toCandidate(commit), paths: commit.paths })),
  };
}

async function readDeployed(
  folder: string,
  given: readonly string[],
  configuration: Configuration,
): Promise<readonly LiveDeployment[]> {
  const required = requiredNames(configuration);
  const shas = new Map<string, string>();
  for (const pair of given) {
    const [environment, ref] = split(pair);
    if (environment === "" || ref === "") {
      throw new SourceError(
        `\`--deployed ${pair}\` is not ENVIRONMENT=REF, such as \`production=v1.2.3\`.`,
      );
    }
    if (!required.some((name) => createNameMatcher(name)(environment))) {
      throw new SourceError(
        `\`${environment}\` is not among the required environments (${required.join(", ")}). Correct --deployed, or \`environments\` in the configuration.`,
      );
    }
    shas.set(environment, await resolveRef(folder, ref));
  }
  return required.flatMap((name): readonly LiveDeployment[] => {
    const meant = [...shas].filter(([environment]) => createNameMatcher(name)(environment));
    if (meant.length === 0) {
      const reason = `name it with --deployed ${name}=REF.`;
      return [{ state: "unknown", environment: name, reason }];
    }
    return meant.map(([environment, sha]) => ({
      state: "live",
      environment,
      sha,
      since: null,
      rollout: null,
      earlier: [],
    }));
  });
}

function split(pair: string): readonly [environment: string, ref: string] {
  const at = pair.indexOf("=");
  return at === -1 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}
