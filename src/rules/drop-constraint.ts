import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { droppedConstraint } from "./dropped-constraint.ts";
import { onlyRequiresNotNull } from "./not-null-proof.ts";
import { goesLater, madeAgain } from "./release.ts";
import { named, quote } from "./wording.ts";

export const dropConstraint = defineRule({
  id: "drop-constraint",
  title: "A check, foreign key or other guarantee that readers may rely on is dropped",
  severity: "warning",
  summary:
    "Writers are freer than before, so running code keeps working; but readers that rely on the guarantee may meet rows that break it, and it cannot come back once such rows exist.",
  kinds: ["drop-constraint"],
  judge: (change, context) => {
    const dropped = droppedConstraint(change, context);
    if (dropped.state === "harmless") return {};
    const { type } = dropped;
    if (type === null || type === "unique" || type === "primary-key") return null;
    const sameColumns = (columns: readonly string[]): boolean =>
      columns.join("\u0000") === dropped.constraint?.columns.join("\u0000");
    const follows = madeAgain(
      context,
      (later) =>
        later.kind === "add-constraint" &&
        later.constraint.type === type &&
        nameKey(later.table) === nameKey(change.table) &&
        (later.constraint.name === change.name || sameColumns(later.constraint.columns)),
      (schema) =>
        [...(findTable(schema, change.table)?.constraints.values() ?? [])].some(
          (left) =>
            left.type === type &&
            left.origin !== "base" &&
            (left.name === change.name || sameColumns(left.columns)),
        ),
    );
    if (follows === "in-transaction") return {};
    if (goesLater(context, change.table, dropped.constraint?.columns ?? [])) return {};
    // The last step of a safe SET NOT NULL: the check says what the column already does.
    const table = findTable(context.catalog, change.table);
    const required = [...(table?.columns.values() ?? [])].filter((column) => !column.nullable);
    const condition = dropped.constraint?.expression?.sql ?? null;
    if (
      type === "check" &&
      condition !== null &&
      onlyRequiresNotNull(
        condition,
        required.map((column) => column.name),
      )
    ) {
      return {};
    }
    const guarantee = {
      check: "check",
      "foreign-key": "foreign key",
      exclusion: "exclusion constraint",
      "not-null": "not-null constraint",
    }[type];
    return {
      finding: {
        message: `${named(change.table)} loses ${guarantee} ${quote(change.name ?? type)}: readers that rely on it may meet rows that break it, and it cannot come back once such rows exist.`,
        safeWay: "Drop it in the contract phase, when no reader relies on it.",
      },
    };
  },
});
