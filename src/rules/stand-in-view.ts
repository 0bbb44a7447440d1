import type { Access } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import type { CreateView, RenameColumn, SchemaChange } from "../model/schema-change.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { privilegesNotKept } from "./privileges-kept.ts";
import { earlierChanges, earlierInTransaction, laterInTransaction } from "./release.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { listOf, named, quote } from "./wording.ts";

/** Words by which a query leaves rows out or cannot be written through, or reads more than one relation. */
const narrowing =
  /\b(distinct|except|fetch|group|having|intersect|join|limit|offset|tablesample|union|where|with)\b/i;

/**
 * The columns of a table that gets another name or place, without those that the release renames before a view takes
 * its place: `rename-column` tells these. Null where not all are known.
 */
export function keptColumns(
  context: RuleContext,
  table: QualifiedName,
  moved: QualifiedName,
): readonly string[] | null {
  const found = findTable(context.catalog, table);
  if (found?.columnsComplete !== true) return null;
  const later = laterInTransaction(context);
  const view = later.findIndex(
    (one) => one.kind === "create-view" && nameKey(one.view) === nameKey(table),
  );
  const before = renamesOf(earlierChanges(context), table).map(({ to }) => to);
  const behind = renamesOf(later.slice(0, view), moved).map(({ column }) => column);
  const renamed = new Set([...before, ...behind]);
  return [...found.columns.keys()].filter((column) => !renamed.has(column));
}

function renamesOf(
  changes: readonly SchemaChange[],
  table: QualifiedName,
): readonly RenameColumn[] {
  const key = nameKey(table);
  return changes.flatMap((change) =>
    change.kind === "rename-column" && nameKey(change.table) === key ? [change] : [],
  );
}

/**
 * Whether running code finds a renamed column under its old name all the same, in a view that takes the place of its
 * table in the same transaction.
 */
export function isShownInView(change: RenameColumn, context: RuleContext): boolean {
  const earlier = earlierInTransaction(context);
  const later = laterInTransaction(context);
  const key = nameKey(change.table);
  const move =
    movesOf(earlier).find(({ to }) => nameKey(to) === key) ??
    movesOf(later).find(({ from }) => nameKey(from) === key);
  if (move === undefined) return false;
  const shows = (one: SchemaChange): one is CreateView =>
    one.kind === "create-view" &&
    nameKey(one.view) === nameKey(move.from) &&
    one.reads.some((read) => nameKey(read) === nameKey(move.to));
  // A view that is there already keeps its columns' names; MySQL's fails.
  if (context.dialect === "postgresql" && earlier.some(shows)) return true;
  return later.some((one) => shows(one) && shownAs(one.query.sql, change.to, change.column));
}

interface Move {
  readonly from: QualifiedName;
  readonly to: QualifiedName;
}

function movesOf(changes: readonly SchemaChange[]): readonly Move[] {
  return changes.flatMap((change) => {
    if (change.kind === "rename-table")
      return [{ from: change.table, to: { ...change.table, name: change.to } }];
    if (change.kind === "set-table-schema")
      return [{ from: change.table, to: { ...change.table, schema: change.to } }];
    return [];
  });
}

const identifier = /"[^"]+"|`[^`]+`|\w+/.source;

/** `column AS name` in the list of a query, with no expression around it. */
const renamedItem = new RegExp(
  `(?:\\bselect|,)\\s*(?:(?:${identifier})\\s*\\.\\s*)?(${identifier})\\s+(?:as\\s+)?(${identifier})(?=\\s*(?:,|from\\b))`,
  "gi",
);

/** Whether a query shows a column by another name, and not something computed from it. */
function shownAs(sql: string, column: string, name: string): boolean {
  return [...sql.matchAll(renamedItem)].some(
    ([, from = "", to = ""]) => nameIn(from) === column && nameIn(to) === name,
  );
}

function nameIn(text: string): string {
  return /^["`]/.test(text) ? text.slice(1, -1) : text.toLowerCase();
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

/** What roles may not do with the view that they may do with the relation whose name it takes, as phrases. */
export function grantsMissed(
  name: QualifiedName,
  old: Access | null | undefined,
  context: RuleContext,
): readonly string[] {
  const lost = privilegesNotKept({ kind: "relation", name }, old ?? null, context);
  return lost === null ? [] : [`is made without ${lost}`];
}

/** The verdict on a relation behind a view that does not serve all that running code does with it. */
export function behindView(relation: string, misses: readonly string[]): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "split",
    finding: {
      message: `The view that takes the place of ${relation} ${listOf(misses)}, which code that is still running may rely on.`,
      safeWay: `Let the view select every column of it, without conditions${misses.some((one) => one.startsWith("is made without")) ? ", and grant on it what roles may do with the relation behind it" : ""}.`,
    },
  };
}
