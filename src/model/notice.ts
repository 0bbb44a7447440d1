/** Something to tell beside the verdict: it holds nothing up. */
export interface Notice {
  /** `phase-folder`: a folder is named for a phase, and the configuration does not say so. */
  readonly code: "phase-folder";
  /** One or two sentences. Identifiers in backquotes. */
  readonly message: string;
  /** Lines to paste into the configuration; null where there are none. */
  readonly paste: string | null;
}
