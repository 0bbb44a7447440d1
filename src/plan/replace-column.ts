import { inCode } from "../catalog/display-name.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { PlanStep } from "../model/phase-plan.ts";
import { findColumn } from "../catalog/lookup.ts";
import { liveEverywhere, noRollback, step, type RecipeContext } from "./recipe.ts";
import { makeOptional, makeRequired } from "./required.ts";
import { batchedUpdate, defaultClause, differs, lockTimeout, typeText, wordsFor } from "./sql.ts";

/** A column that takes the place of another. */
export interface ColumnReplacement {
  readonly table: QualifiedName;
  readonly old: string;
  readonly new: string;
  /** The new column's type as SQL; null means the old one's. */
  readonly type: string | null;
  /** The new value from the old column's name in SQL. */
  readonly convert: (oldColumn: string) => string;
}

/** Expand, migrate, contract of a column that another replaces: a rename or a change of type. */
export function replaceColumnSteps(
  replacement: ColumnReplacement,
  context: RecipeContext,
): readonly PlanStep[] {
  const { table } = replacement;
  const words = wordsFor(table, context);
  const old = findColumn(context.catalog, table, replacement.old);
  const oldType = typeText(old, replacement.old);
  const type = replacement.type ?? oldType;
  const [oldName, newName] = [words.column(replacement.old), words.column(replacement.new)];
  const value = replacement.convert(oldName);
  const isRequired = old !== null && !old.nullable;
  const different = differs(newName, value, context.dialect);
  const keepsDefault = replacement.type === null ? defaultClause(old) : "";
  return [
    step({
      phase: "expand",
      title: `Add ${inCode(replacement.new)} beside ${inCode(replacement.old)}`,
      sql: [
        ...lockTimeout(context.dialect),
        `ALTER TABLE ${words.table} ADD COLUMN ${newName} ${type}${keepsDefault}`,
      ],
      before: [liveEverywhere],
    }),
    step({
      phase: "migrate",
      title: "Write both, fill the new one, read the new one",
      code: [
        `Write ${inCode(replacement.old)} and ${inCode(replacement.new)} together wherever either is written, and deploy that first.`,
        "Then fill the rows that are there already: run the UPDATE again and again until it changes no row.",
        `When the count under "Verify" is 0, read ${inCode(replacement.new)}, behind a flag that can be turned back.`,
        `Last, stop reading and writing ${inCode(replacement.old)}, also in the model's declaration, and deploy that.`,
      ],
      sql: [
        batchedUpdate(table, `${newName} = ${value}`, different, context),
        ...(isRequired ? makeRequired(table, replacement.new, type, context) : []),
        ...(isRequired && keepsDefault === ""
          ? makeOptional(table, replacement.old, oldType, context)
          : []),
      ],
      outsideTransaction: true,
      verify: {
        sql: `SELECT count(*) FROM ${words.table} WHERE ${different}`,
        expect: "It counts 0.",
      },
      before: [
        liveEverywhere,
        `No running code reads or writes ${inCode(replacement.old)}.`,
        noRollback,
      ],
    }),
    step({
      phase: "contract",
      title: `Drop ${inCode(replacement.old)}`,
      sql: [...lockTimeout(context.dialect), `ALTER TABLE ${words.table} DROP COLUMN ${oldName}`],
    }),
  ];
}
