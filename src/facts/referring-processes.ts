import type {
  ContractChange,
  FindReferringProcesses,
  LinkFacts,
  RequiredEnvironment,
} from "../gate/facts.ts";
import type { Configuration } from "../model/configuration.ts";
import type { LiveDeployment } from "../model/deployment.ts";
import type { PatchedFile } from "../model/pull-request.ts";
import type { Reference } from "../model/reference.ts";
import { isSearchedPath, isTestPath } from "../references/searched-files.ts";
import { searchTexts, type Subject } from "../references/subject.ts";
import { commitsOf } from "./live-commits.ts";
import { readProcessCode, type ProcessCode } from "./process-code.ts";
import type { ReferenceSearch } from "./reference-facts.ts";
import { horizonOf } from "./required-environments.ts";
import type { CommitResult } from "./search-references.ts";

/** More earlier commits than a token's requests allow for: then a process counts as one that refers to the object. */
const mostEarlier = 20;

/** What is known of the code that runs, ran and is to come. */
export interface ProcessGround {
  readonly base: string;
  readonly head: string;
  readonly deployments: readonly LiveDeployment[];
  readonly environments: readonly RequiredEnvironment[];
  readonly links: readonly LinkFacts[];
  readonly configuration: Configuration;
  readonly now: string;
}

/**
 * Finds which processes refer to the objects of contract changes. Code that is gone counts as long as its work may still
 * be under way: what ran within the times that are waited for, what the expand left, and what it took away. A word alone
 * counts as well, and so does a process whose code could not be looked at whole.
 */
export async function readReferringProcesses(
  reference: ReferenceSearch,
  ground: ProcessGround,
  contracts: readonly ContractChange[],
): Promise<FindReferringProcesses> {
  const code = readProcessCode(ground.configuration.processes);
  if (!code.tellsApart) return everyProcess;
  const known = new Map<ContractChange, ReadonlySet<string> | null>();
  for (const contract of contracts) {
    const subject = reference.subjects.get(contract);
    if (subject !== undefined && isUsedByName(contract, subject))
      known.set(contract, await readReferring(reference, ground, code, subject));
  }
  return (contract) => known.get(contract) ?? null;
}

/**
 * Whether code must name an object to depend on it. A constraint serves `ON CONFLICT (email)` unnamed, a schema whoever
 * has it in its search path, and what a CASCADE takes along has names of its own.
 */
function isUsedByName({ judged: { change } }: ContractChange, subject: Subject): boolean {
  const takesAlong = "cascade" in change && change.cascade;
  return !takesAlong && (subject.kind === "column" || subject.kind === "table");
}

/** Who refers to what cannot be told, so that all are waited for. */
export const everyProcess: FindReferringProcesses = () => null;

async function readReferring(
  { search }: ReferenceSearch,
  ground: ProcessGround,
  code: ProcessCode,
  subject: Subject,
): Promise<ReadonlySet<string> | null> {
  const { base, head, deployments, links, configuration, environments } = ground;
  const expands = mergedExpands(links);
  if (expands === null) return null;
  const named = new Set<string>();
  for (const commit of new Set([head, base, ...expands, ...deployments.flatMap(commitsOf)])) {
    const found = namedIn(await search(commit), subject);
    if (found === null) return null;
    for (const name of found) named.add(name);
  }
  for (const { content } of links) {
    const found = removedFrom(content?.files ?? [], code, subject);
    if (found === null) return null;
    for (const name of found) named.add(name);
  }
  const isTold = async (commit: string, name: string): Promise<boolean> => {
    const result = await search(commit);
    if (result.state === "unknown") return false;
    return result.code.present.has(name) && !result.code.partial.has(name);
  };
  const looked = new Set<string>();
  const ranWithout = async (name: string, live: LiveDeployment): Promise<boolean> => {
    const ran = ranSince(live, horizonFor(name, ground));
    if (ran === null) return false;
    for (const commit of commitsOf(live)) if (!(await isTold(commit, name))) return false;
    for (const commit of ran) {
      looked.add(commit);
      if (looked.size > mostEarlier) return false;
      const found = namedIn(await search(commit), subject);
      if (found === null || found.has(name) || !(await isTold(commit, name))) return false;
    }
    return true;
  };
  for (const { name } of configuration.processes) {
    if (named.has(name)) continue;
    const own = environments.filter(({ processes }) => processes.some((one) => one.name === name));
    const places = deployments.filter((live) =>
      own.some(({ environment }) => environment === live.environment),
    );
    let refers = places.length === 0 || !(await isTold(base, name));
    for (const live of places) refers ||= !(await ranWithout(name, live));
    if (refers) named.add(name);
  }
  return named;
}

/** The merge commits of the links; null where one is not known to be merged into this repository, or not read whole. */
function mergedExpands(links: readonly LinkFacts[]): readonly string[] | null {
  const commits = links.map(({ link, pullRequest, content, contentComplete }) =>
    link.repository === null &&
    pullRequest.state === "merged" &&
    content !== null &&
    contentComplete
      ? pullRequest.mergeCommit
      : null,
  );
  return commits.every((commit) => commit !== null) ? commits : null;
}

/** The processes whose code names the object at a commit; null where anybody's does, or where it cannot be told. */
function namedIn(result: CommitResult, subject: Subject): ReadonlySet<string> | null {
  if (result.state === "unknown" || result.code.sharesUnread) return null;
  return ownersOf(
    (result.references.get(subject) ?? [])
      .filter(({ inTest }) => !inTest)
      .map(({ processes = [] }: Reference) => processes),
  );
}

function ownersOf(places: readonly (readonly string[])[]): ReadonlySet<string> | null {
  return places.some((owners) => owners.length === 0) ? null : new Set(places.flat());
}

/** The processes from whose code a diff took the name away. A file that shows no lines may have held it. */
function removedFrom(
  files: readonly PatchedFile[],
  code: ProcessCode,
  subject: Subject,
): ReadonlySet<string> | null {
  const texts = searchTexts(subject);
  const tookAway = ({ status, patch }: PatchedFile): boolean => {
    if (patch === null) return status !== "renamed" && status !== "added";
    const removed = patch.split("\n").filter((line) => line.startsWith("-"));
    return removed.some((line) => texts.some((text) => line.toLowerCase().includes(text)));
  };
  return ownersOf(
    files
      .filter((file) => isSearchedPath(file.path) && !isTestPath(file.path) && tookAway(file))
      .map(({ path, previousPath }) => code.of(previousPath ?? path)),
  );
}

/** How far back it matters what a process ran: anybody's drain may be over work that it began. */
function horizonFor(
  name: string,
  { configuration: { soak, processes }, now }: ProcessGround,
): number {
  const ages = processes.filter((one) => one.name === name).map(({ minimumAge }) => minimumAge);
  return horizonOf(now, Math.max(soak, ...processes.map(({ drain }) => drain), ...ages));
}

/** What ran before the live commit since some time; null where that is not known so far back. */
function ranSince(live: LiveDeployment, horizon: number): readonly string[] | null {
  if (live.state !== "live") return null;
  if (horizon === Infinity) return [];
  if (live.since === null) return null;
  let since = live.since;
  const commits: string[] = [];
  for (const earlier of live.earlier) {
    if (Date.parse(since) <= horizon) break;
    commits.push(earlier.sha);
    since = earlier.since;
  }
  return Date.parse(since) <= horizon ? commits : null;
}
