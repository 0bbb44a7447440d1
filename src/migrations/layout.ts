import type { Dialect } from "../model/dialect.ts";
import type { LayoutName } from "../model/layout.ts";
import type { Migration, TransactionMode } from "../model/migration.ts";
import type { FolderShape } from "./folder-candidate.ts";

/** A migration tool's conventions. One file per tool under `layouts/`; `layouts/index.ts` lists them. */
export interface Layout {
  readonly name: LayoutName;
  /** The tool's name as people write it, for messages. */
  readonly title: string;
  /** How the tool's files lie in its folder. */
  readonly shape: FolderShape;
  /**
   * What the tool takes for a migration's identity. By `version`, two files of one version are an error, and a file
   * with another name but the same version is the same migration; by `name` the whole name counts.
   */
  readonly identity: "version" | "name";
  /** Whether the tool refuses or skips a migration that sorts before the newest applied one. */
  readonly mindsOrder: boolean;
  /** The one dialect that the tool speaks; null where it speaks several. */
  readonly dialect: Dialect | null;
  /** Names of the tool's own files that tell the dialect, best first (see `tool-dialect.ts`). */
  readonly toolFiles: readonly string[];
  /** What a file is to the tool, from its path below the folder alone; null where it is nothing to it. */
  readonly readName: (path: string) => FileRole | null;
  /** What of a file's text runs on the way up, and how. `settings` is the text of its sidecar, if it has one. */
  readonly readText: (text: string, settings: string | null) => RunText;
  /** The file that lists the migrations in their order, for tools that keep one. */
  readonly listing?: Listing;
  /** The change that a version is an instance of, for tools that keep a former instance under another name. */
  readonly changeOf?: (version: string) => string;
}

/** What a file is to its tool. `key` is shared by the files of one migration. */
export type FileRole =
  | {
      readonly role: "migration";
      readonly key: string;
      readonly version: string;
      /** Compared code unit by code unit gives the tool's order. */
      readonly sortKey: string;
      readonly kind: Migration["kind"];
    }
  /** Runs as a migration but is no SQL: `language` names what it is. */
  | {
      readonly role: "code";
      readonly key: string;
      readonly version: string;
      readonly sortKey: string;
      readonly language: string;
    }
  /** Never runs on the way up. */
  | { readonly role: "down"; readonly key: string }
  /** Settings of one migration, such as whether it runs in a transaction. */
  | { readonly role: "settings"; readonly key: string }
  /** An SQL file that the tool skips or refuses for its name. */
  | { readonly role: "misnamed"; readonly expected: string };

/** What runs of one file. */
export interface RunText {
  readonly sections: readonly { readonly text: string; readonly transaction: TransactionMode }[];
  /** Predicates that follow the file's name: "has no line `-- +goose Up`, so goose refuses it. Add one …". */
  readonly problems: readonly string[];
  /** Where the text alone tells it. */
  readonly kind?: Migration["kind"];
}

/** A file that lists a folder's migrations in order. */
export interface Listing {
  /** From the folder. */
  readonly path: string;
  /** Throws nothing: what cannot be read is a problem, and the migrations then run in the order of their names. */
  readonly read: (text: string) => ListedMigrations;
}

export interface ListedMigrations {
  readonly migrations: readonly {
    /** Keys that the file may have, as `readName` gives them; the first that exists is meant. */
    readonly keys: readonly string[];
    readonly version: string;
    /** The time by which the tool tells whether it has run it; absent where it goes by something else. */
    readonly listedAt?: number;
    /** What is wrong with its place in the list, as a predicate that follows the file's name. */
    readonly problem: string | null;
  }[];
  /** Predicates that follow the listing's path. */
  readonly problems: readonly string[];
}

/** A text that runs whole. */
export function wholeText(text: string, transaction: TransactionMode): RunText {
  return { sections: [{ text, transaction }], problems: [] };
}
