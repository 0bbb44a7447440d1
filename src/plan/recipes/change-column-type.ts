import { inCode } from "../../catalog/display-name.ts";
import type { Recipe } from "../recipe.ts";
import { replaceColumnSteps } from "../replace-column.ts";
import { wordsFor } from "../sql.ts";

/** A column of the new type beside the old one: the server neither rewrites the table nor refuses what old code writes. */
export const changeColumnType: Recipe<"alter-column-type"> = (change, context) => {
  const replacement = typeReplacement(change.column);
  const convert = (column: string): string =>
    change.using?.sql ??
    (context.dialect === "postgresql"
      ? `${column}::${change.type.text}`
      : `CAST(${column} AS ${castType(change.type.text)})`);
  return {
    title: `Change the type of ${wordsFor(change.table, context).shown(change.column)} to ${inCode(change.type.text)} in 3 pull requests`,
    steps: replaceColumnSteps(
      {
        table: change.table,
        old: change.column,
        new: replacement,
        type: change.type.text,
        convert,
      },
      context,
    ),
  };
};

/** The name of the column that takes the place of one with another type. */
export function typeReplacement(column: string): string {
  return `${column}_new`;
}

/** MySQL casts to fewer types than it stores. */
function castType(type: string): string {
  if (/^(?:tiny|small|medium|big)?int/i.test(type))
    return /unsigned/i.test(type) ? "UNSIGNED" : "SIGNED";
  if (/^(?:var)?char|text/i.test(type)) return "CHAR";
  return type;
}
