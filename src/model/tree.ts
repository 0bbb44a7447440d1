/** One file of a commit's tree. */
export interface TreeEntry {
  /** From the repository's root, `/` between parts. */
  readonly path: string;
  /** The blob's object id (for a submodule: its commit). */
  readonly sha: string;
  /** `file` also for executables; symbolic links and submodules are never followed. */
  readonly type: "file" | "symlink" | "submodule";
  /** In bytes; null where the source does not tell. */
  readonly size: number | null;
}

/** The files below some folders at one commit. */
export interface Tree {
  readonly commit: string;
  readonly entries: readonly TreeEntry[];
}

/** What reading a blob gave. A blob that is not text or too large is told, never silently empty. */
export type BlobText =
  | { readonly state: "text"; readonly text: string }
  | { readonly state: "binary" }
  | { readonly state: "too-large"; readonly bytes: number }
  | { readonly state: "invalid-utf8"; readonly text: string };
