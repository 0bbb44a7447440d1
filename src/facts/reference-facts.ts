import type { ContractChange } from "../gate/facts.ts";
import { isUseAt, type Searches } from "../gate/judge-references.ts";
import type { Configuration } from "../model/configuration.ts";
import type { CommitSearch, Reference, SearchedCommit } from "../model/reference.ts";
import type { SearchableSource } from "../model/source.ts";
import type { Tree } from "../model/tree.ts";
import { subjectOf, type Subject } from "../references/subject.ts";
import { createSearch, type CommitResult, type CommitSearcher } from "./search-references.ts";

/** A search for the objects of some contract changes; one whose object code does not name is not in it. */
export interface ReferenceSearch extends CommitSearcher {
  readonly source: SearchableSource;
  readonly subjects: ReadonlyMap<ContractChange, Subject>;
}

export function searchFor(
  source: SearchableSource,
  configuration: Configuration,
  contracts: readonly ContractChange[],
): ReferenceSearch {
  const subjects = new Map<ContractChange, Subject>();
  for (const contract of contracts) {
    const subject = subjectOf(contract.judged.change, contract.baseCatalog);
    if (subject !== null) subjects.set(contract, subject);
  }
  return {
    source,
    ...createSearch(source, configuration, [...subjects.values()]),
    subjects,
  };
}

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
  { source, search, subjects: known }: ReferenceSearch,
  { mergeBase, base, head, live }: SearchGround,
  contracts: readonly ContractChange[],
): Promise<Searches> {
  const subjects = new Map([...known].filter(([contract]) => contracts.includes(contract)));
  if (subjects.size === 0) return new Map();
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
        references: runningAt(commit, result, subject),
      };
}

/**
 * The references of a commit that run where it runs: code that is only other processes' does not. Where the processes
 * there have no code of their own at that commit, their globs do not speak of it, and all of it counts.
 */
function runningAt(
  { processes }: SearchedCommit,
  { references, code }: Extract<CommitResult, { state: "searched" }>,
  subject: Subject,
): readonly Reference[] {
  const found = references.get(subject) ?? [];
  if (processes === undefined || !processes.every((name) => code.present.has(name))) return found;
  return found.filter(
    ({ processes: owners = [] }) =>
      owners.length === 0 || owners.some((name) => processes.includes(name)),
  );
}

function holdsStrong({ commit, result }: CommitSubjects, subject: Subject): boolean {
  if (result.state === "unknown") return false;
  return runningAt(commit, result, subject).some((one) => isUseAt(commit, one));
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
  return { ...atHead, references };
}
