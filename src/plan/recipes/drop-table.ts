import { liveEverywhere, noRollback, step, type Recipe } from "../recipe.ts";
import { lockTimeout, wordsFor } from "../sql.ts";

/** First nothing uses the table, everywhere; then it goes. */
export const dropTable: Recipe<"drop-table"> = (change, context) => {
  const words = wordsFor(change.table, context);
  return {
    title: `Drop table ${words.tableName} in 2 pull requests`,
    steps: [
      step({
        phase: "expand",
        title: `Make ${words.tableName} unused`,
        code: [
          `Remove the model and every query of ${words.tableName}, also from jobs, reports and scripts.`,
          "Where its rows are still needed, create what takes its place, write both and copy the rows over first.",
        ],
        verify:
          context.dialect === "postgresql"
            ? {
                sql: `SELECT seq_scan, idx_scan, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables WHERE relid = '${words.table.replaceAll("'", "''")}'::regclass`,
                expect: "Run twice, a day apart: no number grows.",
              }
            : null,
        before: [liveEverywhere, noRollback, "The rows are saved, or nobody will ask for them."],
      }),
      step({
        phase: "contract",
        title: `Drop ${words.tableName}`,
        sql: [...lockTimeout(context.dialect), `DROP TABLE ${words.table}`],
      }),
    ],
  };
};
