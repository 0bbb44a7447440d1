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
      /** The deployment that was live before, newest first; to tell a rollback from a first rollout. */
      readonly earlier: readonly { readonly sha: string; readonly since: string }[];
    }
  | { readonly state: "none"; readonly environment: string }
  | { readonly state: "unknown"; readonly environment: string; readonly reason: string };
