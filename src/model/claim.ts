import type { MigrationFolder } from "./migration.ts";

/** One migration of a pull request, as far as another open pull request may come across it. */
export interface Claim {
  readonly folder: MigrationFolder;
  readonly path: string;
  /** The blob, which a pull request that is stacked on this one has as well. */
  readonly sha: string;
  /** Null where it takes no version that is new. */
  readonly version: string | null;
  /** What it contracts, as `objectName` gives it. */
  readonly contracts: readonly string[];
}

/** One migration of another open pull request in a folder that both change. */
export interface OtherClaim {
  /** The pull request. */
  readonly number: number;
  readonly path: string;
  readonly sha: string;
  readonly version: string | null;
  readonly contracts: readonly { readonly object: string; readonly description: string }[];
}
