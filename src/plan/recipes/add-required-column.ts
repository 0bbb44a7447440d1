import { inCode } from "../../catalog/display-name.ts";
import { liveEverywhere, noRollback, step, type Recipe } from "../recipe.ts";
import { makeRequired } from "../required.ts";
import { batchedUpdate, lockTimeout, wordsFor } from "../sql.ts";

/** Optional first; required when every writer fills it and no row is empty. */
export const addRequiredColumn: Recipe<"add-column"> = (change, context) => {
  const { column } = change;
  const fills =
    column.default !== null ||
    column.autoIncrement ||
    column.identity !== null ||
    column.generated !== null;
  if (column.nullable || fills) return null;
  const words = wordsFor(change.table, context);
  const name = words.column(column.name);
  const shown = `${words.shown(column.name)}`;
  return {
    title: `Add required column ${shown} in 3 pull requests`,
    steps: [
      step({
        phase: "expand",
        title: `Add ${inCode(column.name)}, empty at first`,
        sql: [
          ...lockTimeout(context.dialect),
          `ALTER TABLE ${words.table} ADD COLUMN ${name} ${column.type.text}`,
        ],
        code: [
          "Where one constant fits every row, `NOT NULL DEFAULT …` in this step does it all, and the rest falls away.",
        ],
        before: [liveEverywhere],
      }),
      step({
        phase: "migrate",
        title: "Write it everywhere and fill the rows that have none",
        code: [
          `Give ${inCode(column.name)} a value in every INSERT, and deploy that before the rows are filled.`,
        ],
        sql: [batchedUpdate(change.table, `${name} = /* the value */`, `${name} IS NULL`, context)],
        outsideTransaction: true,
        verify: {
          sql: `SELECT count(*) FROM ${words.table} WHERE ${name} IS NULL`,
          expect: "It counts 0, and still does an hour later.",
        },
        before: [liveEverywhere, "No row is empty, and none becomes empty.", noRollback],
      }),
      step({
        phase: "contract",
        title: "Make it NOT NULL",
        sql: makeRequired(change.table, column.name, column.type.text, context),
        outsideTransaction: true,
      }),
    ],
  };
};
