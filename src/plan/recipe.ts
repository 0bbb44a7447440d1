import type { Catalog } from "../catalog/catalog.ts";
import type { Dialect } from "../model/dialect.ts";
import type { PlanStep } from "../model/phase-plan.ts";
import type { SchemaChange } from "../model/schema-change.ts";

/** What a recipe may look at beside the change. */
export interface RecipeContext {
  /** The schema just before the change. */
  readonly catalog: Catalog;
  readonly dialect: Dialect;
  /** Major version of the server. */
  readonly databaseVersion: number;
}

/** How one kind of unsafe change is done safely. */
export interface RecipeSteps {
  readonly title: string;
  readonly steps: readonly PlanStep[];
}

export type Recipe<Kind extends SchemaChange["kind"]> = (
  change: Extract<SchemaChange, { kind: Kind }>,
  context: RecipeContext,
) => RecipeSteps | null;

/** A step with only what it needs said. */
export function step(parts: Pick<PlanStep, "phase" | "title"> & Partial<PlanStep>): PlanStep {
  return { sql: [], outsideTransaction: false, code: [], verify: null, before: [], ...parts };
}

/** What must be true before the next step, wherever a step is a release of its own. */
export const liveEverywhere = "This is live everywhere that code runs: web, workers, cron jobs.";
export const noRollback = "A rollback to the release before it is no longer wanted.";
