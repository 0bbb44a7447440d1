import { inCode } from "../../catalog/display-name.ts";
import { findColumn } from "../../catalog/lookup.ts";
import { liveEverywhere, noRollback, step, type Recipe } from "../recipe.ts";
import { makeRequired } from "../required.ts";
import { batchedUpdate, typeText, wordsFor } from "../sql.ts";

/** Code that writes the column everywhere comes first, then the empty rows are filled, then the server insists. */
export const setNotNull: Recipe<"set-not-null"> = (change, context) => {
  const words = wordsFor(change.table, context);
  const column = findColumn(context.catalog, change.table, change.column);
  const name = words.column(change.column);
  const value = column?.default?.sql ?? "/* the value for rows that have none */";
  const shown = `${words.shown(change.column)}`;
  return {
    title: `Make ${shown} NOT NULL in 2 pull requests`,
    steps: [
      step({
        phase: "expand",
        title: `Write ${inCode(change.column)} everywhere`,
        code: [
          `Give ${inCode(change.column)} a value in every INSERT and UPDATE that leaves it empty today, and deploy that.`,
        ],
        before: [liveEverywhere, noRollback],
      }),
      step({
        phase: "migrate",
        title: "Fill the rows that have none",
        sql: [batchedUpdate(change.table, `${name} = ${value}`, `${name} IS NULL`, context)],
        outsideTransaction: true,
        verify: {
          sql: `SELECT count(*) FROM ${words.table} WHERE ${name} IS NULL`,
          expect: "It counts 0, and still does an hour later.",
        },
        before: ["No row is empty, and none becomes empty."],
      }),
      step({
        phase: "contract",
        title: "Let the server insist",
        sql: makeRequired(change.table, change.column, typeText(column, change.column), context),
        outsideTransaction: true,
      }),
    ],
  };
};
