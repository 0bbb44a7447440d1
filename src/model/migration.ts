import type { Dialect } from "./dialect.ts";
import type { LayoutName } from "./layout.ts";
import type { Phase } from "./phase.ts";
import type { VersionPin } from "./version-pin.ts";

/**
 * How a tool runs a migration's statements: each migration in a transaction of its own (`migration`), all
 * pending migrations in one (`release`), the whole text as one query, which the server wraps unless the text
 * itself commits (`implicit`), or each statement on its own (`none`).
 */
export type TransactionMode = "migration" | "release" | "implicit" | "none";

/** A stretch of a file that runs on the way up. */
export interface MigrationSection {
  readonly path: string;
  /**
   * The file's text with everything that does not run on the way up blanked out by spaces, line for line, so
   * that positions stay true.
   */
  readonly text: string;
  readonly transaction: TransactionMode;
}

/** One versioned change as its tool sees it. */
export interface Migration {
  readonly folder: MigrationFolder;
  /** The file that people look at, from the repository's root. */
  readonly path: string;
  /** As the tool shows it: `0042`, `20240501120000`, `V1.10`. */
  readonly version: string;
  /** `repeatable` runs again whenever its text changes; `baseline` stands for the history before it. */
  readonly kind: "versioned" | "repeatable" | "baseline";
  readonly sections: readonly MigrationSection[];
  /** Every file that belongs to it (also its down file, sidecars), with blob shas: to tell whether it changed. */
  readonly files: readonly { readonly path: string; readonly sha: string }[];
  /** Where the tool tells what it has run by a time in its list: that time. */
  readonly listedAt?: number;
  /** What hinders reading it as a migration of its tool, one sentence each; the statements are read all the same. */
  readonly problems: readonly string[];
}

/** A folder of migrations with its conventions. */
export interface MigrationFolder {
  /** From the repository's root, without a trailing slash; `""` is the root. */
  readonly path: string;
  readonly layout: LayoutName;
  /** Null where it could not be told: then nothing in the folder can be read. */
  readonly dialect: Dialect | null;
  /** Present where the files are told to be for a database whose SQL is not read, such as ClickHouse or H2. */
  readonly isOtherDatabase?: true;
  /** The server's major version, such as 15, or 8.4 for MySQL. */
  readonly databaseVersion: number;
  /** What the version was taken from, the lowest of them; absent where something else tells it. */
  readonly versionPins?: readonly VersionPin[];
  /** What the configuration says that the folder is for; absent where it carries every phase. */
  readonly phase?: Phase;
  /** How layout and dialect were found, for the reader: `configuration`, `file content`, `migration_lock.toml`. */
  readonly foundBy: string;
}

/** A migration that differs between base and head. */
export interface MigrationChange {
  readonly status: "added" | "edited" | "deleted" | "renamed";
  /** As it is at the head; null where it was deleted. */
  readonly migration: Migration | null;
  /** As it is on the base branch; null where it was added. */
  readonly previous: Migration | null;
  /** The newest version on base, where this one sorts before it and its tool minds; null otherwise. */
  readonly sortsBefore: string | null;
}
