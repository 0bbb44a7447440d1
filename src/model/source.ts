import type { PatchedFile } from "./pull-request.ts";
import type { BlobText, Tree, TreeEntry } from "./tree.ts";

/** A repository's commits as data, from GitHub or from a local clone. Reads that fail throw a `SourceError`. */
export interface Source {
  /** The whole tree of a commit, however large (a truncated answer is walked). */
  readonly readTree: (commit: string) => Promise<Tree>;
  /** Texts by blob sha, read in bulk. Every entry asked for is in the answer. */
  readonly readBlobs: (entries: readonly TreeEntry[]) => Promise<ReadonlyMap<string, BlobText>>;
  /** The best common ancestor of two commits; null where they share none. */
  readonly readMergeBase: (base: string, head: string) => Promise<string | null>;
  /** How `commit` relates to `ancestor`; `unknown` where one of them is gone. */
  readonly readContainment: (ancestor: string, commit: string) => Promise<Containment>;
}

export type Containment =
  | { readonly state: "contains" }
  | { readonly state: "lacks"; readonly relation: "behind" | "diverged" }
  | { readonly state: "unknown"; readonly reason: string };

/** A `Source` that also tells of the history between commits, to see whether an expand was reverted. */
export interface HistorySource extends Source {
  /** The commits that `to` contains and `from` does not, oldest first. */
  readonly readCommits: (from: string, to: string) => Promise<CommitRange>;
  /** The object id at each path of a commit's tree; null where nothing is there. */
  readonly readPathsAt: (
    commit: string,
    paths: readonly string[],
  ) => Promise<ReadonlyMap<string, string | null>>;
  /** What a commit brought to its first parent; `complete` where all its files are in it. */
  readonly readCommitFiles: (commit: string) => Promise<CommitFiles>;
}

export interface CommitFiles {
  readonly files: readonly PatchedFile[];
  readonly complete: boolean;
}

/** A `HistorySource` whose files can be searched. */
export interface SearchableSource extends HistorySource {
  /**
   * The files of a commit that hold one of some texts, in upper or lower case. `entries` are those of its tree that are
   * searched. What is over a bound, or cannot be read, is `unknown`: never an empty answer.
   */
  readonly searchFiles: (
    commit: string,
    entries: readonly TreeEntry[],
    texts: readonly string[],
  ) => Promise<FileSearch>;
}

export type FileSearch =
  | { readonly state: "searched"; readonly found: readonly FoundFile[] }
  | { readonly state: "unknown"; readonly reason: string };

export interface FoundFile {
  readonly path: string;
  readonly text: string;
}

export type CommitRange =
  | { readonly state: "read"; readonly commits: readonly CommitMessage[] }
  | { readonly state: "unknown"; readonly reason: string };

export interface CommitMessage {
  readonly sha: string;
  readonly message: string;
}
