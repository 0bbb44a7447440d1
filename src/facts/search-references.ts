import { findCandidates } from "../migrations/find-folders.ts";
import { readIgnoredPaths } from "../migrations/ignored-paths.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Reference } from "../model/reference.ts";
import type { SearchableSource } from "../model/source.ts";
import { SourceError } from "../model/source-error.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { findReferences } from "../references/find-references.ts";
import { isSearchedPath } from "../references/searched-files.ts";
import { searchTexts, type Subject } from "../references/subject.ts";
import { readProcessCode, type ProcessCode } from "./process-code.ts";

/** A larger file is data or the work of a tool. In bytes. */
const largestFile = 1_000_000;

/** What one commit holds of every subject. */
export type CommitResult =
  | {
      readonly state: "searched";
      /** How many files were searched. */
      readonly files: number;
      readonly references: ReadonlyMap<Subject, readonly Reference[]>;
      readonly code: SearchedCode;
    }
  | { readonly state: "unknown"; readonly reason: string };

/** Whose code was searched at one commit; empty where no process is configured. */
export interface SearchedCode {
  /** The processes that have code there. */
  readonly present: ReadonlySet<string>;
  /** Those of which something was not looked at: ignored by the configuration, or in another repository. */
  readonly partial: ReadonlySet<string>;
  /** Whether another repository's code lies where any process may use it. */
  readonly sharesUnread: boolean;
}

/** Searches commits for some subjects; each commit once. */
export interface CommitSearcher {
  readonly search: (commit: string) => Promise<CommitResult>;
  readonly hasSearched: (commit: string) => boolean;
}

/** Makes a search for some subjects that remembers the commits it has searched. */
export function createSearch(
  source: SearchableSource,
  configuration: Configuration,
  subjects: readonly Subject[],
): CommitSearcher {
  const texts = [...new Set(subjects.flatMap(searchTexts))].toSorted();
  const isIgnored = readIgnoredPaths(configuration.references.ignore, "references.ignore");
  const code =
    configuration.processes.length === 0 ? null : readProcessCode(configuration.processes);
  const searchCommit = async (commit: string): Promise<CommitResult> => {
    const tree = await source.readTree(commit);
    const migrations = migrationPaths(tree, configuration);
    const entries = tree.entries.filter(
      (entry) => isSearched(entry) && !migrations.has(entry.path) && !isIgnored(entry.path),
    );
    const search = await source.searchFiles(commit, entries, texts);
    if (search.state === "unknown") return search;
    const references = new Map<Subject, Reference[]>(subjects.map((subject) => [subject, []]));
    for (const { path, text } of search.found) {
      const own = code === null ? {} : { processes: code.of(path) };
      for (const [subject, found] of findReferences({ commit, path }, text, subjects))
        references.get(subject)?.push(...found.map((one) => ({ ...one, ...own })));
    }
    return {
      state: "searched",
      files: entries.length,
      references,
      code: code === null ? noCode : searchedCode(tree, entries, code, isIgnored),
    };
  };
  const known = new Map<string, Promise<CommitResult>>();
  return {
    search: (commit) => {
      const search = known.get(commit) ?? searchCommit(commit).catch(untold);
      known.set(commit, search);
      return search;
    },
    hasSearched: (commit) => known.has(commit),
  };
}

/** A commit may be gone, or its tree too large to be read. */
function untold(error: unknown): CommitResult {
  if (error instanceof SourceError) return { state: "unknown", reason: error.message };
  throw error;
}

/** Code, by its name and size: nothing that is generated or vendored. */
export function isSearched({ path, type, size }: TreeEntry): boolean {
  return type === "file" && (size ?? 0) <= largestFile && isSearchedPath(path);
}

/** The files of migrations, which are no code that runs beside them. */
export function migrationPaths(tree: Tree, configuration: Configuration): ReadonlySet<string> {
  return new Set(
    findCandidates(tree, configuration).flatMap(({ entries, toolFiles }) =>
      entries.filter((entry) => !toolFiles.includes(entry)).map(({ path }) => path),
    ),
  );
}

const noCode: SearchedCode = { present: new Set(), partial: new Set(), sharesUnread: false };

function searchedCode(
  tree: Tree,
  searched: readonly TreeEntry[],
  code: ProcessCode,
  isIgnored: (path: string) => boolean,
): SearchedCode {
  const present = new Set(searched.flatMap(({ path }) => code.of(path)));
  const partial = new Set<string>();
  let sharesUnread = false;
  for (const entry of tree.entries) {
    const isLeftOut = isSearched(entry) && isIgnored(entry.path);
    if (entry.type === "file" && !isLeftOut) continue;
    const processes = code.of(entry.path);
    for (const name of processes) partial.add(name);
    sharesUnread ||= entry.type === "submodule" && processes.length === 0;
  }
  return { present, partial, sharesUnread };
}
