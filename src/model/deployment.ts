/** What runs in an environment now, as far as can be told. */
export type LiveDeployment =
  | {
      readonly state: "live";
      readonly environment: string;
      readonly sha: string;
      /** ISO time of the success status that made it live; null where the source does not tell. */
      readonly since: string | null;
      /** A newer deployment that has started and not ended: old and new code may both run. */
      readonly rollout: { readonly sha: string; readonly startedAt: string } | null;
      /** What was live before, newest first, without gaps but perhaps not to the very first. A commit may come again. */
      readonly earlier: readonly EarlierDeployment[];
      /** What tells it, where it is no deployment on GitHub: "run 41 of `deploy.yml`". */
      readonly by?: string;
    }
  | { readonly state: "none"; readonly environment: string }
  | { readonly state: "unknown"; readonly environment: string; readonly reason: string };

/** A commit that was live until the next one was. */
export interface EarlierDeployment {
  readonly sha: string;
  readonly since: string;
}
