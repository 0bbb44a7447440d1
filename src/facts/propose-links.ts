import { isSqlFile } from "../migrations/migration-names.ts";
import type { ContractChange } from "../gate/facts.ts";
import { fitOf, seemsAbout, type Fit, type ProposedLine } from "../gate/propose.ts";
import type { MergedPullRequest } from "../model/pull-request.ts";
import { isCode, readExpand, type ReadExpand } from "./expand-content.ts";
import type { ReadFolder } from "./folders-at.ts";
import type { EvidenceReader } from "./link-facts.ts";

/** All that does not depend on what runs. */
export type ContentReader = Omit<EvidenceReader, "deployments">;

/** A merged pull request that may be an expand which nobody named. */
export interface Candidate extends ProposedLine {
  readonly pullRequest: MergedPullRequest;
  /** When it came to the base branch, in milliseconds. */
  readonly mergedAt: number;
}

export interface Candidates {
  /** Those that brought or touched a file, newest first. */
  readonly byPath: ReadonlyMap<string, readonly Candidate[]>;
  /** The newest of all, with what they changed. */
  readonly recent: readonly (Candidate & { readonly paths: readonly string[] })[];
}

/** Looks up what was merged, as the base branch's newest commit has it. */
export type FindCandidates = (paths: readonly string[]) => Promise<Candidates>;

/** So many diffs are read at most: each is a request. */
const mostDiffs = 6;
/** So many migrations are followed to the pull request that brought them, for one contract change. */
const mostMigrations = 2;
/** A file that was renamed again and again is not followed for ever. */
const mostRenames = 2;

/**
 * Looks for the pull request that brought the replacement of each object, or removed uses of it: by the migrations that
 * added something in its place, and among what was merged last.
 */
export async function findProposed(
  contracts: readonly ContractChange[],
  reader: ContentReader,
  findCandidates: FindCandidates,
): Promise<ReadonlyMap<ContractChange, Candidate>> {
  const paths = new Set<string>();
  for (const contract of contracts)
    for (const path of await replacingMigrations(contract, reader)) paths.add(path);
  const read = createContentReader(reader);
  const found = await findCandidates([...paths]);
  const fits = new Map(contracts.map((contract) => [contract, [] as FittingCandidate[]]));
  const look = async (candidate: Candidate): Promise<void> => {
    const open = contracts.filter((contract) => !isSettled(fits.get(contract)));
    const content = open.length === 0 ? null : await read(candidate);
    if (content === null) return;
    for (const contract of open) {
      const fit = fitOf(contract, content);
      if (fit.replaces || fit.removesUses) fits.get(contract)?.push({ ...candidate, ...fit });
    }
  };
  for (const candidate of await originsOf(found, findCandidates, read)) await look(candidate);
  for (const candidate of mostLikely(found.recent, contracts)) await look(candidate);
  return new Map(
    [...fits].flatMap(([contract, own]) => {
      const best = own.toSorted(byFit).at(0);
      return best === undefined ? [] : [[contract, best] as const];
    }),
  );
}

type FittingCandidate = Candidate & Fit;

/** Who took the last use away speaks for the object's end better than who brought something else. */
function byFit(one: FittingCandidate, other: FittingCandidate): number {
  return Number(other.removesUses) - Number(one.removesUses) || other.mergedAt - one.mergedAt;
}

function isSettled(fits: readonly FittingCandidate[] | undefined): boolean {
  return fits?.some(({ removesUses }) => removesUses) === true;
}

/** The files of the newest migrations that added something in the place of the object. */
async function replacingMigrations(
  contract: ContractChange,
  { foldersAt, tip }: ContentReader,
): Promise<readonly string[]> {
  const folders = await foldersAt(tip);
  const own = folders.paths.filter((path) => path === contract.folder);
  const others = folders.paths.filter((path) => path !== contract.folder);
  for (const path of [...own, ...others]) {
    const paths = replacingFiles(contract, await folders.read(path));
    if (paths.length > 0) return paths;
  }
  return [];
}

function replacingFiles(
  contract: ContractChange,
  { folder, migrations, replay }: ReadFolder,
): readonly string[] {
  const found: string[] = [];
  for (const migration of migrations.toReversed()) {
    const changes = (replay.changes.get(migration) ?? []).map(({ change }) => change);
    if (changes.length === 0) continue;
    const own = { path: folder.path, changes, tip: replay.catalog };
    if (!fitOf(contract, { folders: [own], files: [] }).replaces) continue;
    found.push(...new Set(migration.sections.map(({ path }) => path)));
    if (found.length >= mostMigrations) break;
  }
  return found;
}

type ReadContent = (candidate: Candidate) => Promise<CandidateContent | null>;

interface CandidateContent extends ReadExpand {
  /** The paths that files had before, where it renamed them. */
  readonly renamedFrom: ReadonlyMap<string, string>;
}

/** Reads each diff once, and no more than a few. */
function createContentReader(reader: ContentReader): ReadContent {
  const known = new Map<string, Promise<CandidateContent>>();
  const readOne = async ({ pullRequest }: Candidate): Promise<CandidateContent> => {
    const patches = await reader.readPatches(pullRequest);
    const tip = await reader.foldersAt(reader.tip);
    const content = await readExpand(reader.source, patches, tip, reader.load);
    const renamed = patches.files.flatMap(({ path, previousPath }) =>
      previousPath === null ? [] : [[path, previousPath] as const],
    );
    return { ...content, renamedFrom: new Map(renamed) };
  };
  return async (candidate) => {
    const before = known.get(candidate.name);
    if (before !== undefined) return before;
    if (known.size >= mostDiffs) return null;
    const content = readOne(candidate);
    known.set(candidate.name, content);
    return content;
  };
}

/** Who touched the migrations; where one only gave a file another name, also who touched it under its old one. */
async function originsOf(
  found: Candidates,
  findCandidates: FindCandidates,
  read: ReadContent,
): Promise<readonly Candidate[]> {
  const origins = new Map<string, Candidate>();
  let { byPath } = found;
  for (let renames = 0; byPath.size > 0; renames += 1) {
    const earlier = new Set<string>();
    for (const [path, candidates] of byPath) {
      // The oldest of them brought it, the others edited it.
      for (const candidate of candidates.toReversed().slice(0, 2)) {
        origins.set(candidate.name, candidate);
        const from = (await read(candidate))?.renamedFrom.get(path);
        if (from !== undefined) earlier.add(from);
      }
    }
    if (earlier.size === 0 || renames >= mostRenames) break;
    ({ byPath } = await findCandidates([...earlier]));
  }
  return [...origins.values()];
}

/**
 * A few of what was merged last, newest first: those whose title or paths name the object or its table, and some that
 * name neither. What changed no code is left out.
 */
function mostLikely(
  recent: Candidates["recent"],
  contracts: readonly ContractChange[],
): readonly Candidate[] {
  const withCode = recent.filter(({ paths }) =>
    paths.some((path) => isCode(path) && !isSqlFile(path)),
  );
  const isAbout = ({ pullRequest, paths }: Candidates["recent"][number]): boolean => {
    const words = [pullRequest.title, ...paths].join(" ");
    return contracts.some((contract) => seemsAbout(contract, words));
  };
  const about = withCode.filter(isAbout).slice(0, mostDiffs - 2);
  const others = withCode.filter((one) => !isAbout(one)).slice(0, mostDiffs - about.length);
  return [...about, ...others].toSorted((one, other) => other.mergedAt - one.mergedAt);
}
