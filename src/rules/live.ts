import type { Column, Table, UserType } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { assumesTablesIn } from "../catalog/assumed.ts";
import {
  defaultPartitionOf,
  findColumn,
  findTable,
  findView,
  isComplete,
  isLive,
  isTemporary,
} from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SqlType } from "../model/sql-type.ts";
import type { RuleContext } from "./rule.ts";

/**
 * Whether a table or view may exist in production: it is in the history, or nothing is known of it. What this
 * release makes and what is temporary is not live.
 */
export function isLiveTable(context: RuleContext, table: QualifiedName): boolean {
  return isLive(context.catalog, table);
}

/** Whether this release made the column, so that running code cannot know it. */
export function isNewColumn(context: RuleContext, table: QualifiedName, column: string): boolean {
  return findColumn(context.catalog, table, column)?.origin === "change";
}

/** Whether an INSERT that leaves the column out gets a value other than NULL. */
export function fillsItself(column: Column): boolean {
  return (
    (column.default !== null && !column.default.isNull) ||
    column.autoIncrement ||
    column.identity !== null ||
    column.generated !== null
  );
}

/**
 * Whether the history is whole enough for "it is not in the catalog" to mean that it does not exist in this schema:
 * it made the schema and a table there before this release, all of it could be read, and no statement needed a table
 * or view of the schema that none had made. A history that goes on from an older one gives itself away by the latter.
 */
export function historyIsWhole(context: RuleContext, schema: string | null): boolean {
  const { catalog, dialect } = context;
  if (!isComplete(catalog) || assumesTablesIn(catalog, schema)) return false;
  if (dialect === "postgresql" && (schema === null || !catalog.schemas.has(schema))) return false;
  const before = context.baseCatalog ?? catalog;
  for (const table of before.tables.values())
    if (table.name.schema === schema && table.origin === "base") return true;
  return false;
}

/** Whether there is surely no table or view of this name, so that DROP … IF EXISTS does nothing. */
export function isKnownAbsent(context: RuleContext, name: QualifiedName): boolean {
  const { catalog } = context;
  if (isTemporary(catalog, name)) return false;
  if (findTable(catalog, name) !== null || findView(catalog, name) !== null) return false;
  return historyIsWhole(context, name.schema);
}

/** The partition that takes what no other takes, where it may have rows. */
export function liveDefaultPartition(context: RuleContext, parent: QualifiedName): Table | null {
  const partition = defaultPartitionOf(context.catalog, parent);
  return partition?.origin === "base" ? partition : null;
}

/** The user-defined type of a column; null for built-in types and those that the history does not know. */
export function userType(context: Pick<RuleContext, "catalog">, type: SqlType): UserType | null {
  const schemas = type.schema === null ? context.catalog.searchPath : [type.schema];
  for (const schema of schemas) {
    const found = context.catalog.types.get(nameKey({ schema, name: type.name }));
    if (found !== undefined) return found;
  }
  return null;
}
