import { inCode } from "../../catalog/display-name.ts";
import { nameKey } from "../../catalog/catalog.ts";
import { liveEverywhere, noRollback, step, type Recipe } from "../recipe.ts";
import { lockTimeout, wordsFor } from "../sql.ts";

/**
 * A view under the old name keeps old code working, reads and writes alike: a view of one table and all its columns is
 * updatable in PostgreSQL (manual, CREATE VIEW, "Updatable Views") and MySQL. SQLite's views take no writes.
 */
export const renameTable: Recipe<"rename-table"> = (change, context) => {
  // ALTER TABLE renames sequences too, and no view takes the place of one.
  if (context.catalog.sequences.has(nameKey(change.table))) return null;
  const words = wordsFor(change.table, context);
  const renamed = wordsFor({ schema: change.table.schema, name: change.to }, context);
  const title = `Rename table ${words.tableName} to ${inCode(change.to)} in 3 pull requests`;
  if (context.dialect === "sqlite") return { title, steps: copySteps(words, renamed) };
  const rename =
    context.dialect === "postgresql"
      ? `ALTER TABLE ${words.table} RENAME TO ${words.column(change.to)}`
      : `RENAME TABLE ${words.table} TO ${renamed.table}`;
  const inOne = context.dialect === "postgresql";
  return {
    title,
    steps: [
      step({
        phase: "expand",
        title: `Rename it and leave a view in its place${inOne ? ", in one transaction" : ""}`,
        sql: [
          ...lockTimeout(context.dialect),
          ...(inOne ? ["BEGIN"] : []),
          rename,
          `CREATE VIEW ${words.table} AS SELECT * FROM ${renamed.table}`,
          ...(inOne ? ["COMMIT"] : []),
        ],
        code: [
          ...(inOne
            ? []
            : [
                "Between the two statements the old name is gone: run them back to back in a quiet hour.",
              ]),
          "Not everything works through a view: `INSERT … ON CONFLICT ON CONSTRAINT`, `TRUNCATE`, `LOCK TABLE` and foreign keys to it need the table.",
        ],
        before: [liveEverywhere],
      }),
      step({
        phase: "migrate",
        title: "Use the new name",
        code: [`Name ${renamed.tableName} wherever ${words.tableName} is named, and deploy that.`],
        before: [liveEverywhere, noRollback],
      }),
      step({
        phase: "contract",
        title: "Drop the view",
        sql: [...lockTimeout(context.dialect), `DROP VIEW ${words.table}`],
      }),
    ],
  };
};

type Words = ReturnType<typeof wordsFor>;

function copySteps(words: Words, renamed: Words) {
  return [
    step({
      phase: "expand",
      title: `Create ${renamed.tableName} beside ${words.tableName}`,
      code: [`Create ${renamed.tableName} with the columns and keys of ${words.tableName}.`],
      before: [liveEverywhere],
    }),
    step({
      phase: "migrate",
      title: "Write both, copy the rows, read the new one",
      sql: [`INSERT OR IGNORE INTO ${renamed.table} SELECT * FROM ${words.table}`],
      code: ["Write both tables, copy the rows, compare, then read and write only the new one."],
      verify: {
        sql: `SELECT (SELECT count(*) FROM ${words.table}) - (SELECT count(*) FROM ${renamed.table})`,
        expect: "It is 0.",
      },
      before: [liveEverywhere, noRollback],
    }),
    step({
      phase: "contract",
      title: `Drop ${words.tableName}`,
      sql: [`DROP TABLE ${words.table}`],
    }),
  ];
}
