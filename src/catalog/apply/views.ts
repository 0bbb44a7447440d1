import { indexKey, nameKey } from "../catalog.ts";
import { accessToNew, keptAccess } from "../default-privileges.ts";
import type { Catalog, View } from "../catalog.ts";
import { indexesOfTable, storeIndex, storeView, viewsReading } from "../entries.ts";
import { relationExists } from "../lookup.ts";
import { renameColumnIn } from "../rewrite-expression.ts";
import type { Expression } from "../../model/expression.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type { CreateView } from "../../model/schema-change.ts";
import { originOfNew, originUnderName, vacateName } from "./stamp.ts";

export function createView(catalog: Catalog, change: CreateView): void {
  const key = nameKey(change.view);
  if (change.temporary) {
    catalog.temporary.set(key, "session");
    return;
  }
  const previous = catalog.views.get(key);
  if (change.ifNotExists && relationExists(catalog, change.view)) return;
  const stamped = originOfNew(catalog, change.ifNotExists || change.replace, change.view);
  storeView(catalog, {
    name: change.view,
    origin: previous?.origin ?? originUnderName(catalog, stamped, change.view),
    materialized: change.materialized,
    columns: change.columns ?? columnsOfStar(catalog, change),
    reads: change.reads,
    query: withColumnsOfStar(catalog, change),
    ...(previous === undefined
      ? accessToNew(catalog, "table", change.view.schema)
      : keptAccess(previous)),
  });
}

/** Gives a view another name or schema; the views that read it follow. */
export function moveView(catalog: Catalog, view: View, to: QualifiedName): void {
  vacateName(catalog, view, "renamed");
  catalog.views.delete(nameKey(view.name));
  for (const index of indexesOfTable(catalog, view.name)) {
    catalog.indexes.delete(indexKey(catalog.dialect, view.name, index.name));
    storeIndex(catalog, { ...index, table: to });
  }
  const origin = originUnderName(catalog, view.origin, to);
  storeView(catalog, { ...view, name: to, origin });
  redirectViews(catalog, view.name, to);
}

/** Views that read a relation go on reading it under its new name; MySQL and SQLite keep the text as it was. */
export function redirectViews(catalog: Catalog, from: QualifiedName, to: QualifiedName): void {
  if (catalog.dialect !== "postgresql") return;
  const key = nameKey(from);
  for (const view of viewsReading(catalog, from)) {
    const reads = view.reads.map((name) => (nameKey(name) === key ? to : name));
    storeView(catalog, { ...view, reads });
  }
}

/** Views that read a column go on reading it under its new name; their own output columns keep theirs. */
export function renameColumnInViews(
  catalog: Catalog,
  table: QualifiedName,
  column: string,
  to: string,
): void {
  if (catalog.dialect !== "postgresql") return;
  for (const view of viewsReading(catalog, table)) {
    // Which table an unqualified name belongs to is not known: with two candidates, both names are kept.
    const isShared = view.reads.some((name) => {
      const other = catalog.tables.get(nameKey(name));
      return nameKey(name) !== nameKey(table) && other?.columns.has(column) !== false;
    });
    const query = isShared
      ? { ...view.query, columns: [...new Set([...view.query.columns, to])] }
      : renameColumnIn(view.query, column, to, catalog.dialect);
    if (view.query.columns.includes(column)) storeView(catalog, { ...view, query });
  }
}

const star = /\*/;

/** `count(*)` reads no column. */
function hasStar(sql: string): boolean {
  return star.test(sql.replace(/\(\s?\*\s?\)/g, ""));
}

/** `SELECT *` reads every column that its tables have when the view is made. */
function withColumnsOfStar(catalog: Catalog, change: CreateView): Expression {
  const { query } = change;
  if (change.columns !== null || !hasStar(query.sql)) return query;
  const columns = new Set(query.columns);
  for (const name of change.reads) {
    const key = nameKey(name);
    for (const column of catalog.tables.get(key)?.columns.keys() ?? []) columns.add(column);
    for (const column of catalog.views.get(key)?.columns ?? []) columns.add(column);
  }
  return { ...query, columns: [...columns] };
}

/** The output of `SELECT * FROM users`, where that is all the query says about columns. */
function columnsOfStar(catalog: Catalog, change: CreateView): readonly string[] | null {
  const [only, ...others] = change.reads;
  const simple = /^\s*select \s*\*\s+from\s+[\w."]+\s*(?:;|where\b[^,]*|$)/i;
  if (only === undefined || others.length > 0 || !simple.test(change.query.sql)) return null;
  if (/\bjoin\b|\bunion\b/i.test(change.query.sql)) return null;
  const key = nameKey(only);
  const table = catalog.tables.get(key);
  if (table !== undefined) return table.columnsComplete ? [...table.columns.keys()] : null;
  return catalog.views.get(key)?.columns ?? null;
}
