import { nameKey } from "../catalog/catalog.ts";
import type { Table } from "../catalog/catalog.ts";
import type { CreateView } from "../model/schema-change.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { RuleVerdict } from "./rule.ts";
import { listOf, named, quote } from "./wording.ts";

/** Words by which a query leaves rows out or cannot be written through, or reads more than one relation. */
const narrowing =
  /\b(distinct|except|fetch|group|having|intersect|join|limit|offset|tablesample|union|where|with)\b/i;

/** The columns of a table; null where not all are known. */
export function columnsOf(table: Table | null): readonly string[] | null {
  return table?.columnsComplete === true ? [...table.columns.keys()] : null;
}

/**
 * What code that knows a relation misses in the view that takes its name, as phrases; empty where it reads and writes
 * through the view as before.
 * @param columns of the relation; null where they are not known, and then only `SELECT *` surely has them all
 * @param moved the relation under its new name
 */
export function missesInView(
  view: CreateView,
  columns: readonly string[] | null,
  moved: QualifiedName,
): readonly string[] {
  const { reads, query, materialized, temporary } = view;
  if (materialized || temporary) return [`is ${materialized ? "materialized" : "temporary"}`];
  const misses: string[] = [];
  if (!reads.some((read) => nameKey(read) === nameKey(moved)))
    misses.push(`does not read ${named(moved)}`);
  const words = query.sql.replaceAll(/"[^"]*"|`[^`]*`|'[^']*'/g, "");
  if (!/^\s*select\s+(?:\w+\s*\.\s*)?\*\s+from\b/i.test(words)) {
    const shown = view.columns ?? [];
    const lost = columns?.filter((name) => !shown.includes(name) || !query.columns.includes(name));
    if (lost === undefined) misses.push("may leave out columns");
    else if (lost.length > 0) misses.push(`leaves out ${listOf(lost.map(quote))}`);
  }
  const clause = narrowing.exec(words)?.[1] ?? (reads.length > 1 ? "join" : undefined);
  if (clause !== undefined)
    misses.push(`has ${clause.toUpperCase()}, so rows or writes go missing`);
  return misses;
}

/** The verdict on a relation behind a view that does not serve all that running code does with it. */
export function behindView(relation: string, misses: readonly string[]): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "split",
    finding: {
      message: `The view that takes the place of ${relation} ${listOf(misses)}, which code that is still running may rely on.`,
      safeWay: "Let the view select every column of it, without conditions.",
    },
  };
}
