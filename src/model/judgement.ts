import type { Compatibility } from "./compatibility.ts";
import type { Finding } from "./finding.ts";
import type { Hazard } from "./hazard.ts";
import type { Lock } from "./lock.ts";
import type { Phase } from "./phase.ts";
import type { Requirement } from "./requirement.ts";
import type { SchemaChange } from "./schema-change.ts";

/** All that the rules say about one change. */
export interface JudgedChange {
  /** The change with its names resolved against the catalog. */
  readonly change: SchemaChange;
  /** `public.users.full_name`; null where an unknown change names nothing. */
  readonly object: string | null;
  /** Plain words with identifiers in backquotes: "rename column `users.full_name` to `display_name`". */
  readonly description: string;
  readonly compatibility: Compatibility;
  readonly phase: Phase;
  readonly hazards: readonly Hazard[];
  /** The strongest lock on a table that existed before; null if none. */
  readonly lock: Lock | null;
  readonly requirement: Requirement;
  readonly findings: readonly Finding[];
}
