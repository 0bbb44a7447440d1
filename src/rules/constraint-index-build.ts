import { indexesOfTable } from "../catalog/entries.ts";
import { findColumn, findTable } from "../catalog/lookup.ts";
import type { AddConstraint } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { whileRewriting } from "./new-column.ts";
import { notNullProofs } from "./not-null-proof.ts";
import type { RuleContext } from "./rule.ts";
import { columnOf, listOf, named, quote } from "./wording.ts";

export const constraintIndexBuild = defineRule({
  id: "constraint-index-build",
  title: "UNIQUE, PRIMARY KEY or EXCLUDE builds its index under a lock that blocks all",
  severity: "error",
  summary:
    "The index behind the constraint is built over every row under a lock that blocks all. USING INDEX takes over one that was built concurrently; a primary key over nullable columns reads the table all the same.",
  kinds: ["add-constraint"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const { constraint, table } = change;
    const isKey = constraint.type === "unique" || constraint.type === "primary-key";
    if (!isKey && constraint.type !== "exclusion") return null;
    if (!isLiveTable(context, table)) return null;
    if (constraint.usingIndex !== null) {
      const nullable = hiddenNotNulls(change, context);
      if (nullable.length === 0) return null;
      return {
        hazards: ["scans-table", "blocks-reads", "blocks-writes"],
        finding: {
          message: `The primary key makes ${listOf(nullable)} NOT NULL, so every row of ${named(table)} is read; ${whileRewriting}.`,
          safeWay: "First set NOT NULL by way of a validated CHECK, then add the primary key.",
        },
      };
    }
    // Of a partitioned table, ONLY makes an index that has nothing to hold.
    if (change.only === true && findTable(context.catalog, table)?.partitioned === true)
      return null;
    return {
      hazards: ["scans-table", "blocks-reads", "blocks-writes"],
      finding: {
        message: `The index of the constraint is built over every row of ${named(table)}; ${whileRewriting}.`,
        safeWay: isKey
          ? "Build the index with `CREATE UNIQUE INDEX CONCURRENTLY`, then add the constraint with `USING INDEX`."
          : "PostgreSQL has no way to build it online: do it in a maintenance window, or keep the rule in a trigger.",
      },
    };
  },
});

/** Columns that a primary key on an existing index has to make NOT NULL first. */
function hiddenNotNulls(change: AddConstraint, context: RuleContext): readonly string[] {
  if (change.constraint.type !== "primary-key") return [];
  const table = findTable(context.catalog, change.table);
  const index = indexesOfTable(context.catalog, change.table).find(
    (known) => known.name === change.constraint.usingIndex,
  );
  if (table === null || index === undefined)
    return [`the columns of ${quote(change.constraint.usingIndex ?? "")}`];
  return index.parts.flatMap((part) => {
    if (part.column === null) return [];
    if (findColumn(context.catalog, change.table, part.column)?.nullable === false) return [];
    const proofs = notNullProofs(table, part.column, context.databaseVersion);
    return proofs.length > 0 ? [] : [columnOf(change.table, part.column)];
  });
}
