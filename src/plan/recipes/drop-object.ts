import type { SchemaChange } from "../../model/schema-change.ts";
import { liveEverywhere, noRollback, step, type RecipeSteps } from "../recipe.ts";

/**
 * What fits every other contract change: first nothing that runs needs it, everywhere, then the statement as it
 * stands. `description` is the change in words, `sql` the statement as written.
 */
export function contractLater(change: SchemaChange, description: string, sql: string): RecipeSteps {
  const isDrop = change.kind.startsWith("drop-");
  return {
    title: `${description.charAt(0).toUpperCase()}${description.slice(1)} in 2 pull requests`,
    steps: [
      step({
        phase: "expand",
        title: isDrop ? "Make it unused" : "Make code ready for it",
        code: [
          isDrop
            ? "Stop using it in all code, and put what takes its place beside it first where something does."
            : "Deploy code that works with the old and the new state alike.",
        ],
        before: [liveEverywhere, noRollback],
      }),
      step({
        phase: "contract",
        title: isDrop ? "Drop it" : "Change it",
        sql: sql === "" ? [] : [sql],
      }),
    ],
  };
}

/** What may never change its name in place: the new name beside the old one, then the old one goes. */
export function replaceObject(description: string): RecipeSteps {
  return {
    title: `${description.charAt(0).toUpperCase()}${description.slice(1)} in 3 pull requests`,
    steps: [
      step({
        phase: "expand",
        title: "Create it under the new name beside the old one",
        before: [liveEverywhere],
      }),
      step({
        phase: "migrate",
        title: "Use the new name",
        code: [
          "Use the new name in all code and in every object of the schema that names the old one, and deploy that.",
        ],
        before: [liveEverywhere, noRollback],
      }),
      step({ phase: "contract", title: "Drop the old one" }),
    ],
  };
}
