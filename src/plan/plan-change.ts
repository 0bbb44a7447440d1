import type { JudgedChange } from "../model/judgement.ts";
import type { PhasePlan } from "../model/phase-plan.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { RecipeContext, RecipeSteps } from "./recipe.ts";
import { addConstraint } from "./recipes/add-constraint.ts";
import { addRequiredColumn } from "./recipes/add-required-column.ts";
import { changeColumnType } from "./recipes/change-column-type.ts";
import { contractLater, replaceObject } from "./recipes/drop-object.ts";
import { dropColumn } from "./recipes/drop-column.ts";
import { dropTable } from "./recipes/drop-table.ts";
import { replacedShapes } from "./replaced-shapes.ts";
import { renameColumn } from "./recipes/rename-column.ts";
import { renameTable } from "./recipes/rename-table.ts";
import { setNotNull } from "./recipes/set-not-null.ts";

/** Where the change stands, and what it is run on. */
export interface PlanPlace extends Omit<RecipeContext, "catalog"> {
  readonly path: string;
  readonly line: number;
  /** The statement as written. */
  readonly sql: string;
}

/**
 * The phase plan of a destructive change: what must be split, or follow an expand. Null for what needs none.
 * The catalog is the schema just before the change.
 */
export function planChange(
  judged: JudgedChange,
  catalog: RecipeContext["catalog"],
  place: PlanPlace,
): PhasePlan | null {
  if (judged.requirement === "none" || judged.object === null) return null;
  const context: RecipeContext = {
    catalog,
    dialect: place.dialect,
    databaseVersion: place.databaseVersion,
  };
  const recipe =
    recipeFor(judged.change, context) ??
    (judged.requirement === "split"
      ? replaceObject(judged.description)
      : contractLater(judged.change, judged.description, place.sql));
  const replaces = replacedShapes(judged.change);
  return {
    object: judged.object,
    title: recipe.title,
    path: place.path,
    line: place.line,
    steps: recipe.steps,
    ...(replaces === null ? {} : { replaces }),
  };
}

/** The recipe made for a kind of change; null where the general one serves. */
function recipeFor(change: SchemaChange, context: RecipeContext): RecipeSteps | null {
  switch (change.kind) {
    case "drop-column":
      return dropColumn(change, context);
    case "drop-table":
      return dropTable(change, context);
    case "rename-column":
      return renameColumn(change, context);
    case "rename-table":
      return renameTable(change, context);
    case "alter-column-type":
      return changeColumnType(change, context);
    case "set-not-null":
      return setNotNull(change, context);
    case "add-column":
      return addRequiredColumn(change, context);
    case "add-constraint":
      return addConstraint(change, context);
    default:
      return null;
  }
}
