import type { Catalog } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { indexesOfTable } from "../catalog/entries.ts";
import { findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { AddConstraint } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { droppedConstraint } from "./dropped-constraint.ts";
import { goesLater, madeAgain } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { linkExpand, named } from "./wording.ts";

export const dropPrimaryKey = defineRule({
  id: "drop-primary-key",
  title: "A primary key that upserts, references and replication need is dropped",
  severity: "error",
  summary:
    "Upserts by the key fail or insert twice, rows may repeat, and PostgreSQL's logical replication refuses updates and deletes of a table without a replica identity.",
  kinds: ["drop-constraint"],
  judge: (change, context) => {
    const dropped = droppedConstraint(change, context);
    if (dropped.state === "harmless" || dropped.type !== "primary-key") return null;
    const columns = dropped.constraint?.columns ?? [];
    const follows = madeAgain(
      context,
      (later) =>
        later.kind === "add-constraint" &&
        later.constraint.type === "primary-key" &&
        nameKey(later.table) === nameKey(change.table) &&
        (!later.constraint.deferrable || dropped.constraint?.deferrable === true) &&
        keyColumns(later, context).join("\u0000") === columns.join("\u0000"),
      (schema) => hasPrimaryKey(schema, change.table),
    );
    if (follows === "in-transaction" || goesLater(context, change.table, columns)) return {};
    const table = named(change.table);
    const isPostgresql = context.dialect === "postgresql";
    const harms = isPostgresql
      ? `upserts by it fail with \`there is no unique or exclusion constraint matching the ON CONFLICT specification\`, rows may repeat, and logical replication refuses updates and deletes of ${table}`
      : "upserts by it insert duplicates from now on, and rows may repeat";
    const safeWay = isPostgresql
      ? "Build the new unique index first, and drop and add the primary key in one transaction with `USING INDEX`."
      : "Drop and add the primary key in one ALTER TABLE.";
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `${table} loses its primary key: ${harms}.`,
        safeWay: `${safeWay} ${linkExpand}`,
      },
    };
  },
});

function hasPrimaryKey(catalog: Catalog, table: QualifiedName): boolean {
  const constraints = findTable(catalog, table)?.constraints.values() ?? [];
  return [...constraints].some(({ type }) => type === "primary-key");
}

/** The columns of the new key: those of its index, where it takes one over. */
function keyColumns(change: AddConstraint, context: RuleContext): readonly string[] {
  const { columns, usingIndex } = change.constraint;
  if (usingIndex === null) return columns;
  const index = indexesOfTable(context.catalog, change.table).find(
    (known) => known.name === usingIndex,
  );
  return index?.parts.flatMap((part) => (part.column === null ? [] : [part.column])) ?? [];
}
