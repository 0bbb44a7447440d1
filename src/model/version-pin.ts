/** A major version of PostgreSQL that a file of the repository names. */
export interface VersionPin {
  /** From the repository's root. */
  readonly path: string;
  readonly version: number;
}
