/** A place in code that names an object of the schema. */
export interface Reference {
  /** The commit that it was found at. */
  readonly commit: string;
  readonly path: string;
  readonly line: number;
  /** The line itself, cut to a readable length. */
  readonly excerpt: string;
  /**
   * `strong`: it is this object (its table stands beside it, an ORM declares it, or the file names its model); `weak`:
   * the word alone, which may mean anything. Only a strong one holds a change up.
   */
  readonly strength: "strong" | "weak";
  readonly use: "reads" | "writes" | "declares";
  /**
   * The line does not name it: its class reads the list of columns from the database when it starts. So what runs uses
   * it, and code that starts after the migration does not.
   */
  readonly isReflected?: true;
  /** Tests do not run in production: they are shown apart and hold nothing up. */
  readonly inTest: boolean;
  /** The processes that run this code; none where it may be anybody's. Left out where no process is configured. */
  readonly processes?: readonly string[];
}

/** A commit whose code runs, or will run. Where it runs is a list of names of environments. */
export interface SearchedCommit {
  readonly sha: string;
  /** `head`: the code as this pull request leaves it; `base`: the branch before it; `live`: what runs. */
  readonly role: "head" | "base" | "live";
  readonly runsIn: readonly string[];
  /** The processes that run it there: code that is only others' does not run. Left out where all of it may run. */
  readonly processes?: readonly string[];
}

/** What a search of one commit found of one object. */
export type CommitSearch =
  | {
      readonly state: "searched";
      readonly commit: SearchedCommit;
      /** Files that were searched. */
      readonly files: number;
      readonly references: readonly Reference[];
    }
  | { readonly state: "unknown"; readonly commit: SearchedCommit; readonly reason: string };
