import type { ContractChange } from "../gate/facts.ts";
import type { Searches } from "../gate/judge-references.ts";
import { findCandidates } from "../migrations/find-folders.ts";
import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import type { Configuration } from "../model/configuration.ts";
import type { CommitSearch, Reference, SearchedCommit } from "../model/reference.ts";
import type { SearchableSource } from "../model/source.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { findReferences } from "../references/find-references.ts";
import { isSearchedPath } from "../references/searched-files.ts";
import { searchTexts, subjectOf, type Subject } from "../references/subject.ts";

/** A larger file is data or the work of a tool. In bytes. */
const largestFile = 1_000_000;

/** The commits among which code is looked for, all read by their trees. */
export interface SearchGround {
  /** Where the pull request was cut, the newest commit of the base branch, and the pull request's own. */
  readonly mergeBase: string;
  readonly base: string;
  readonly head: string;
  /** The commits that run, each with where. */
  readonly live: readonly SearchedCommit[];
}

/**
 * Searches the code for the objects of contract changes: at every commit that runs, and as the base branch will be with
 * the pull request in it. Where only what runs still refers to one, the base branch is searched as well: it tells whether
 * this pull request takes the last use away, or an earlier one did.
 */
export async function readReferences(
  source: SearchableSource,
  { mergeBase, base, head, live }: SearchGround,
  configuration: Configuration,
  contracts: readonly ContractChange[],
): Promise<Searches> {
  const subjects = new Map<ContractChange, Subject>();
  for (const contract of contracts) {
    const subject = subjectOf(contract.judged.change, contract.baseCatalog);
    if (subject !== null) subjects.set(contract, subject);
  }
  if (subjects.size === 0) return new Map();
  const search = createSearch(source, configuration, [...subjects.values()]);
  const found: CommitSubjects[] = [];
  for (const commit of live) found.push({ commit, result: await search(commit.sha) });
  const atHead = await search(head);
  const merged: CommitSubjects = {
    commit: { sha: head, role: "head", runsIn: [] },
    result:
      mergeBase === base
        ? atHead
        : mergedResult(
            await source.readTree(mergeBase),
            await source.readTree(head),
            await search(base),
            atHead,
          ),
  };
  const asksBase = [...subjects.values()].some(
    (subject) => found.some((one) => holdsStrong(one, subject)) && !holdsStrong(merged, subject),
  );
  const searches = asksBase
    ? [
        merged,
        { commit: { sha: base, role: "base" as const, runsIn: [] }, result: await search(base) },
        ...found,
      ]
    : [merged, ...found];
  return new Map(
    [...subjects].map(([contract, subject]) => [
      contract,
      searches.map((one) => toSearch(one, subject)),
    ]),
  );
}

/** What one commit holds of every subject. */
type CommitResult =
  | {
      readonly state: "searched";
      readonly files: number;
      readonly references: ReadonlyMap<Subject, readonly Reference[]>;
    }
  | { readonly state: "unknown"; readonly reason: string };

interface CommitSubjects {
  readonly commit: SearchedCommit;
  readonly result: CommitResult;
}

function toSearch({ commit, result }: CommitSubjects, subject: Subject): CommitSearch {
  return result.state === "unknown"
    ? { ...result, commit }
    : {
        state: "searched",
        commit,
        files: result.files,
        references: result.references.get(subject) ?? [],
      };
}

function holdsStrong({ result }: CommitSubjects, subject: Subject): boolean {
  const references = result.state === "searched" ? result.references.get(subject) : undefined;
  return references?.some(({ strength, inTest }) => strength === "strong" && !inTest) === true;
}

/** Makes a search for some subjects that remembers the commits it has searched. */
function createSearch(
  source: SearchableSource,
  configuration: Configuration,
  subjects: readonly Subject[],
): (commit: string) => Promise<CommitResult> {
  const texts = [...new Set(subjects.flatMap(searchTexts))].toSorted();
  const isIgnored = readIgnoredPaths(configuration.references.ignore, "references.ignore");
  const known = new Map<string, Promise<CommitResult>>();
  const searchCommit = async (commit: string): Promise<CommitResult> => {
    const entries = searchedEntries(await source.readTree(commit), configuration, isIgnored);
    const search = await source.searchFiles(commit, entries, texts);
    if (search.state === "unknown") return search;
    const references = new Map<Subject, Reference[]>(subjects.map((subject) => [subject, []]));
    for (const { path, text } of search.found)
      for (const [subject, own] of findReferences({ commit, path }, text, subjects))
        references.get(subject)?.push(...own);
    return { state: "searched", files: entries.length, references };
  };
  return (commit) => {
    const search = known.get(commit) ?? searchCommit(commit);
    known.set(commit, search);
    return search;
  };
}

/** The files of a tree that are code: no migrations, nothing that is generated or ignored. */
function searchedEntries(
  tree: Tree,
  configuration: Configuration,
  isIgnored: (path: string) => boolean,
): readonly TreeEntry[] {
  const migrations = new Set(
    findCandidates(tree, configuration).flatMap(({ entries, toolFiles }) =>
      entries.filter((entry) => !toolFiles.includes(entry)).map(({ path }) => path),
    ),
  );
  return tree.entries.filter(
    ({ path, type, size }) =>
      type === "file" &&
      (size ?? 0) <= largestFile &&
      isSearchedPath(path) &&
      !migrations.has(path) &&
      !isIgnored(path),
  );
}

/**
 * The base branch with the pull request in it: a file that the pull request leaves alone is the base branch's own, so
 * that a branch which was cut long ago is not told off for what is gone since.
 */
function mergedResult(
  mergeBase: Tree,
  head: Tree,
  atBase: CommitResult,
  atHead: CommitResult,
): CommitResult {
  if (atBase.state === "unknown") return atBase;
  if (atHead.state === "unknown") return atHead;
  const [before, own] = [mergeBase, head].map(
    ({ entries }) => new Map(entries.map(({ path, sha }) => [path, sha])),
  );
  const isChanged = (path: string): boolean => before?.get(path) !== own?.get(path);
  const references = new Map(
    [...atHead.references].map(([subject, found]) => [
      subject,
      [
        ...found.filter(({ path }) => isChanged(path)),
        ...(atBase.references.get(subject) ?? []).filter(({ path }) => !isChanged(path)),
      ],
    ]),
  );
  return { state: "searched", files: atHead.files, references };
}
