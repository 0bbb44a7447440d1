import type { BlobText } from "./tree.ts";

/** An open pull request with the files that it adds or changes. */
export interface OpenChange {
  readonly number: number;
  readonly headSha: string;
  readonly files: readonly { readonly path: string; readonly isNew: boolean }[];
}

/** A file at a commit. */
export interface FileAt {
  readonly commit: string;
  readonly path: string;
}

/** Reads files at several commits at once, in the order in which they are asked for; null for what is not there. */
export type ReadFilesAt = (
  files: readonly FileAt[],
) => Promise<readonly ({ readonly sha: string; readonly text: BlobText } | null)[]>;
