import { inCode } from "../../catalog/display-name.ts";
import { findColumn } from "../../catalog/lookup.ts";
import { liveEverywhere, noRollback, step, type Recipe } from "../recipe.ts";
import { makeOptional } from "../required.ts";
import { lockTimeout, typeText, wordsFor } from "../sql.ts";

/** First nothing uses the column, everywhere; then it goes. */
export const dropColumn: Recipe<"drop-column"> = (change, context) => {
  const words = wordsFor(change.table, context);
  const column = findColumn(context.catalog, change.table, change.column);
  const blocksInserts =
    column !== null &&
    !column.nullable &&
    column.default === null &&
    !column.autoIncrement &&
    column.identity === null;
  const shown = `${words.shown(change.column)}`;
  return {
    title: `Drop column ${shown} in 2 pull requests`,
    steps: [
      step({
        phase: "expand",
        title: `Make ${shown} unused`,
        sql: blocksInserts
          ? [
              ...lockTimeout(context.dialect),
              ...makeOptional(
                change.table,
                change.column,
                typeText(column, change.column),
                context,
              ),
            ]
          : [],
        code: [
          `Stop reading and writing ${inCode(change.column)}, and take it out of the model's declaration, which lists it in every SELECT and INSERT.`,
          ...(blocksInserts
            ? [
                "It is NOT NULL without a default: the statement above must have run before code stops writing it.",
              ]
            : []),
        ],
        before: [liveEverywhere, noRollback],
      }),
      step({
        phase: "contract",
        title: `Drop ${inCode(change.column)}`,
        sql: [
          ...lockTimeout(context.dialect),
          `ALTER TABLE ${words.table} DROP COLUMN ${words.column(change.column)}`,
        ],
      }),
    ],
  };
};
