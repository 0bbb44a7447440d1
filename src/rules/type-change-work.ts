import type { TypeComparison } from "../catalog/column-type.ts";
import { findColumn, findTable } from "../catalog/lookup.ts";
import type { Hazard } from "../model/hazard.ts";
import type { AlterColumnType } from "../model/schema-change.ts";
import { indexUses, plainIndexes } from "./dependants.ts";
import type { RuleContext } from "./rule.ts";
import { quote } from "./wording.ts";

/** Something that the server does for every row. */
export interface Work {
  readonly hazard: Hazard;
  /** "rewrites all rows and indexes" */
  readonly does: string;
}

/** What a change of type makes the server do in proportion to the table, under its lock. */
export function typeChangeWork(
  change: AlterColumnType,
  comparison: TypeComparison,
  context: RuleContext,
): readonly Work[] {
  if (context.dialect !== "postgresql") {
    // Where it is left open, MySQL's manual gives no answer without the character set.
    return comparison.rewrites === true && context.dialect !== "sqlite"
      ? [{ hazard: "rewrites-table", does: "copies all rows" }]
      : [];
  }
  if (isTakenOverInUtc(change, comparison, context)) {
    // Their rows stay as they are, but the two sort by operators of their own.
    return [...testedChecks(change, context), ...rebuiltIndexes(change, context, true)];
  }
  if (comparison.rewrites !== false) {
    const may = comparison.rewrites === "unknown" ? "may rewrite" : "rewrites";
    return [{ hazard: "rewrites-table", does: `${may} all rows and indexes` }];
  }
  return [...testedChecks(change, context), ...rebuiltIndexes(change, context)];
}

/** In UTC, `timestamp` and `timestamptz` are stored alike, from PostgreSQL 12 on. */
function isTakenOverInUtc(
  { table, column, type, using }: AlterColumnType,
  { rewrites }: TypeComparison,
  { catalog, inUtc, databaseVersion }: RuleContext,
): boolean {
  const names = [findColumn(catalog, table, column)?.type.name, type.name];
  return (
    rewrites === "unknown" &&
    using === null &&
    inUtc === true &&
    databaseVersion >= 12 &&
    names.includes("timestamp") &&
    names.includes("timestamptz")
  );
}

function testedChecks(change: AlterColumnType, context: RuleContext): readonly Work[] {
  const constraints = findTable(context.catalog, change.table)?.constraints.values() ?? [];
  return [...constraints]
    .filter(({ type, notValid, enforced }) => type === "check" && !notValid && enforced)
    .filter(({ columns }) => columns.includes(change.column))
    .map(({ name }) => ({
      hazard: "scans-table",
      does: `tests ${quote(name)} again for all rows`,
    }));
}

/** Plain indexes are taken over; partial ones and those on expressions are not, and none is with another collation. */
function rebuiltIndexes(
  change: AlterColumnType,
  context: RuleContext,
  all = false,
): readonly Work[] {
  const column = findColumn(context.catalog, change.table, change.column);
  const collated = change.collation !== null && change.collation !== (column?.collation ?? null);
  return plainIndexes(context.catalog, change.table)
    .filter((index) => indexUses(index, change.column))
    .filter(
      (index) =>
        all ||
        collated ||
        (index.where?.columns.includes(change.column) ?? false) ||
        index.parts.some((part) => part.expression?.columns.includes(change.column) ?? false),
    )
    .map((index) => ({
      hazard: "scans-table",
      does: `builds index ${quote(index.name)} anew over all rows`,
    }));
}
