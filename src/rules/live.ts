import type { Column, Table, UserType } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { defaultPartitionOf, findColumn, isComplete, isLive } from "../catalog/lookup.ts";
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
 * Whether the history is whole enough for "it is not in the catalog" to mean that it does not exist: something is
 * known, and nothing was unreadable.
 */
export function historyIsWhole(context: RuleContext): boolean {
  return isComplete(context.catalog) && context.catalog.tables.size > 0;
}

/** The partition that takes what no other takes, where it may have rows. */
export function liveDefaultPartition(context: RuleContext, parent: QualifiedName): Table | null {
  const partition = defaultPartitionOf(context.catalog, parent);
  return partition?.origin === "base" ? partition : null;
}

/** The user-defined type of a column; null for built-in types and those that the history does not know. */
export function userType(context: RuleContext, type: SqlType): UserType | null {
  const schemas = type.schema === null ? context.catalog.searchPath : [type.schema];
  for (const schema of schemas) {
    const found = context.catalog.types.get(nameKey({ schema, name: type.name }));
    if (found !== undefined) return found;
  }
  return null;
}
