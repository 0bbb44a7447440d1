import { inCode } from "../../catalog/display-name.ts";
import type { Recipe } from "../recipe.ts";
import { replaceColumnSteps } from "../replace-column.ts";
import { wordsFor } from "../sql.ts";

/** A rename is a new column that takes the old one's place: both names must work while old and new code run. */
export const renameColumn: Recipe<"rename-column"> = (change, context) => ({
  title: `Rename column ${wordsFor(change.table, context).shown(change.column)} to ${inCode(change.to)} in 3 pull requests`,
  steps: replaceColumnSteps(
    {
      table: change.table,
      old: change.column,
      new: change.to,
      type: null,
      convert: (column) => column,
    },
    context,
  ),
});
