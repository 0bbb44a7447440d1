/** Something to tell beside the verdict: it holds nothing up. */
export interface Notice {
  /**
   * `phase-folder`: a folder is named for a phase, and the configuration does not say so. `same-contract` and
   * `same-version`: another open pull request contracts the same, or takes the same version. `unjudged-script`: an SQL
   * file that lies in no folder of migrations.
   */
  readonly code: "phase-folder" | "same-contract" | "same-version" | "unjudged-script";
  /** One or two sentences. Identifiers in backquotes. */
  readonly message: string;
  /** Lines to paste into the configuration; null where there are none. */
  readonly paste: string | null;
  /** The other pull request that it speaks of; absent where it speaks of none. */
  readonly pullRequest?: number;
}
