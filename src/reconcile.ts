import { configurationPath, defaultConfiguration } from "./config/defaults.ts";
import { decide, type DecisionPorts, type RoleReader } from "./decisions.ts";
import type { Candidate } from "./facts/propose-links.ts";
import { horizonOf, longestWait, wantedEnvironments } from "./facts/required-environments.ts";
import { linkName } from "./gate/link-names.ts";
import { parseBodyLinks } from "./gate/parse-body-links.ts";
import { assembleResult, errorResult } from "./gate/verdict.ts";
import { findElsewhere } from "./linked-elsewhere.ts";
import type { DeploymentPorts } from "./deployments/ports.ts";
import { readEvidence } from "./deployments/read-evidence.ts";
import { readMergedPullRequests, type BranchCommit } from "./github/merged-pull-requests.ts";
import { readPatches } from "./github/patches.ts";
import { readRole } from "./github/roles.ts";
import {
  judgeRange,
  type CommitRange,
  type EvidenceFinder,
  type FoundEvidence,
} from "./judge-range.ts";
import { mayBeMigration } from "./migrations/may-be-migration.ts";
import type { Configuration } from "./model/configuration.ts";
import type { Link } from "./model/link.ts";
import type { MergedPullRequest, PullRequestFacts } from "./model/pull-request.ts";
import type { OpenChange } from "./model/open-change.ts";
import type { SearchableSource } from "./model/source.ts";
import { SourceError } from "./model/source-error.ts";
import type { Result } from "./model/verdict.ts";
import type { ShapePair } from "./model/window.ts";
import type { CommentMemory } from "./model/waiver.ts";
import { createWindowFinder } from "./find-windows.ts";
import { ruleCatalogue } from "./rules/index.ts";
import { parseShownPlans, rememberPlans } from "./windows/shown-plans.ts";

/** The outcome for one pull request, and what its comment has to remember; null where nobody may decide anything. */
export interface Judgement {
  readonly result: Result;
  readonly memory: CommentMemory | null;
  /** The splits that it was shown, now and before: what is followed opens a window. */
  readonly plans: readonly ShapePair[];
}

/** Where a pull request lives, and what may be asked about it. */
export interface Target extends DeploymentPorts {
  /** Commits, trees and blobs, kept for the life of the run: a sweep reads the base once. */
  readonly source: SearchableSource;
  /** The open pull requests by the branch that they merge into, as far as a run has listed them. */
  readonly openChanges: Map<string, readonly OpenChange[]>;
}

/** The commits of a merge group, with what its pull requests say. */
export interface MergeGroupRange extends Omit<CommitRange, "now"> {
  readonly configurationText: string | null;
  readonly group: readonly number[];
  readonly bodies: readonly string[];
  readonly readMember: (number: number) => Promise<PullRequestFacts | null>;
}

/**
 * Judges one pull request by what GitHub says now. Nothing is written. What cannot be read gives the verdict `error`
 * with a message that names the thing, the cause and the next step.
 */
export async function judgePullRequest(
  target: Target,
  facts: PullRequestFacts,
): Promise<Judgement> {
  const { baseSha: base, headSha: head, baseBranch, number, body } = facts;
  const judge = async (configuration: Configuration): Promise<Omit<Judgement, "plans">> => {
    if (!mayTouchMigrations(facts.changedFiles, configuration)) {
      const result = assembleResult([], [], { reasons: [], entries: [] }, head);
      return { result, memory: null };
    }
    const result = await judgeRange(
      target.source,
      { base, head, baseBranch, group: null, now: target.now().toISOString() },
      configuration,
      {
        ...createFinder(target, configuration, [body], (link) => link.number === number),
        proposals: createProposals(target, configuration, { branch: baseBranch, sha: base }),
      },
    );
    return decide(result, facts, configuration, decisionPorts(target));
  };
  const { plans, ...judgement } = await judgeOrExplain(head, facts.configurationText, judge);
  const before = facts.comment === null ? [] : parseShownPlans(facts.comment.body);
  return { ...judgement, plans: rememberPlans(before, plans) };
}

/** Judges the commits of a merge group as if they were one pull request: expand and contract may meet there. */
export async function judgeMergeGroup(target: Target, range: MergeGroupRange): Promise<Result> {
  const { group, head, configurationText } = range;
  const { result } = await judgeOrExplain(head, configurationText, async (configuration) => {
    // A link to another member is no link to itself: it is judged as what it is, not merged yet.
    const isSelf = (link: Link): boolean => group.length === 1 && group[0] === link.number;
    const judged = await judgeRange(
      target.source,
      { ...range, now: target.now().toISOString() },
      configuration,
      createFinder(target, configuration, range.bodies, isSelf),
    );
    return { result: await decideForMembers(judged, target, range, configuration), memory: null };
  });
  return result;
}

/** What people let pass on a pull request of a group passes in the group, in the files that it brought. */
async function decideForMembers(
  judged: Result,
  target: Target,
  { group, readMember }: MergeGroupRange,
  configuration: Configuration,
): Promise<Result> {
  let result = judged;
  for (const number of group) {
    if (result.verdict !== "blocked" && result.verdict !== "waiting") break;
    const facts = await readMember(number);
    if (facts === null) continue;
    const own = new Set(facts.changedFiles.files.map(({ path }) => path));
    const isOwnFile = (path: string): boolean => own.has(path);
    const ports = { ...decisionPorts(target), isOwnFile };
    ({ result } = await decide(result, facts, configuration, ports));
  }
  return result;
}

/** What cannot be read is an error, in whatever mode; a configuration that is broken has none but the strict one. */
async function judgeOrExplain(
  head: string,
  configurationText: string | null,
  judge: (configuration: Configuration) => Promise<Omit<Judgement, "plans">>,
): Promise<Judgement> {
  let mode: Configuration["mode"] = "enforce";
  try {
    const configuration = await configurationOf(configurationText);
    ({ mode } = configuration);
    const { result, memory } = await judge(configuration);
    const shown = result.plan.flatMap(({ replaces }) => replaces ?? []);
    const plans = configuration.windows === null ? [] : shown;
    return { result: { ...result, mode }, memory, plans };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { result: { ...errorResult(error.message, head), mode }, memory: null, plans: [] };
  }
}

function decisionPorts({ client, repository, now }: Target): DecisionPorts {
  const readOne = (login: string): ReturnType<RoleReader> => readRole(client, repository, login);
  return { readRole: readOne, now: now().toISOString() };
}

function createFinder(
  target: Target,
  configuration: Configuration,
  bodies: readonly string[],
  isSelf: (link: Link) => boolean,
): EvidenceFinder {
  return {
    find: (beside) =>
      findEvidence(target, configuration, [...bodies.flatMap(parseBodyLinks), ...beside], isSelf),
    readPatches: ({ number }) => readPatches(target.client, target.repository, number),
    proposals: null,
    findWindows: createWindowFinder(target, configuration.windows, bodies),
  };
}

/** What was merged into the base branch, for a change that names no earlier pull request. */
function createProposals(
  target: Target,
  configuration: Configuration,
  base: BranchCommit,
): EvidenceFinder["proposals"] {
  const toCandidate = (pullRequest: MergedPullRequest): Candidate => ({
    name: `#${pullRequest.number}`,
    line: `Expand-PR: #${pullRequest.number}`,
    isCommand: false,
    pullRequest,
    mergedAt: Date.parse(pullRequest.mergedAt ?? ""),
  });
  return {
    findCandidates: async (paths) => {
      const { client, repository } = target;
      const { byPath, recent } = await readMergedPullRequests(client, repository, base, paths);
      return {
        byPath: new Map([...byPath].map(([path, found]) => [path, found.map(toCandidate)])),
        recent: recent.map((one) => ({ ...toCandidate(one.pullRequest), paths: one.paths })),
      };
    },
    readDeployments: async () => (await readDeployed(target, configuration, [])).deployments,
  };
}

/** More links would cost more requests than a token has; a chain of expands has a handful. */
const mostLinks = 20;
const unread = {
  state: "unknown",
  reason: `at most ${mostLinks} pull requests are read. Keep the \`Expand-PR:\` lines of those that made the dropped objects unused.`,
} as const;

async function findEvidence(
  target: Target,
  configuration: Configuration,
  links: readonly Link[],
  isSelf: (link: Link) => boolean,
): Promise<FoundEvidence> {
  const { repository } = target;
  const here = `${repository.owner}/${repository.name}`.toLowerCase();
  const isLocal = (link: Link): boolean =>
    link.repository === null || link.repository.toLowerCase() === here;
  const asked = links.filter((link) => isLocal(link) && !isSelf(link)).map(({ number }) => number);
  const pullRequests = [...new Set(asked)].slice(0, mostLinks);
  const elsewhere = await findElsewhere(
    target,
    configuration.repositories,
    links.filter((link) => !isLocal(link)).slice(0, mostLinks),
    horizonOf(target.now().toISOString(), longestWait(configuration)),
  );
  const evidence =
    pullRequests.length === 0 && !elsewhere.some((found) => found.elsewhere)
      ? null
      : await readDeployed(target, configuration, pullRequests);
  return {
    deployments: evidence?.deployments ?? [],
    links: links.map((link) => {
      if (!isLocal(link)) {
        const found = elsewhere.find((one) => one.link === link);
        return found ?? { link, name: linkName(link), pullRequest: unread };
      }
      const name = `#${link.number}`;
      if (isSelf(link)) return { link, name, pullRequest: { state: "self" } };
      const found = evidence?.pullRequests.get(link.number) ?? unread;
      return { link, name, pullRequest: found };
    }),
  };
}

/** What runs in the environments that are waited for, together with some pull requests. */
function readDeployed(
  target: Target,
  configuration: Configuration,
  pullRequests: readonly number[],
): ReturnType<typeof readEvidence> {
  return readEvidence(target, {
    pullRequests,
    environments: wantedEnvironments(configuration),
    horizon: horizonOf(target.now().toISOString(), longestWait(configuration)),
  });
}

/** The configuration of a text; the defaults for null. Throws a `SourceError` for one that is not valid. */
export async function configurationOf(text: string | null): Promise<Configuration> {
  if (text === null) return defaultConfiguration;
  const { readConfiguration } = await import("./config/read-configuration.ts");
  const rules = ruleCatalogue.map(({ id }) => id);
  const read = readConfiguration(text, configurationPath, rules);
  if (read.state === "read") return read.configuration;
  throw new SourceError(
    `The configuration on the base branch is not valid. ${read.problems.join(" ")}`,
  );
}

/** A cheap look at the names alone: right when it says no. */
function mayTouchMigrations(
  { complete, files }: PullRequestFacts["changedFiles"],
  configuration: Configuration,
): boolean {
  if (!complete) return true;
  // A renamed file's old path is not in the list: it may have left a migration folder.
  return files.some(
    ({ path, change }) => change === "renamed" || mayBeMigration(path, configuration),
  );
}
