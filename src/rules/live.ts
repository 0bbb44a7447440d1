import type { Column, Table, UserType } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import {
  defaultPartitionOf,
  findColumn,
  findTable,
  findView,
  isLive,
  isTemporary,
} from "../catalog/lookup.ts";
import { isWhole } from "../catalog/whole-history.ts";
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

/** Whether a table or view may have rows or readers to lose: it is live, or nothing proves that this release made it. */
export function mayBeLiveTable({ catalog }: RuleContext, table: QualifiedName): boolean {
  if (isTemporary(catalog, table)) return false;
  return (findTable(catalog, table) ?? findView(catalog, table))?.origin !== "change";
}

/** Whether this release made the column, as far as it tells. */
export function isMadeHere(column: Column | null): boolean {
  return column !== null && column.origin !== "base";
}

/** Whether this release surely made the column, so that running code cannot know it. */
export function isNewColumn(context: RuleContext, table: QualifiedName, column: string): boolean {
  return findColumn(context.catalog, table, column)?.origin === "change";
}

/** Whether an INSERT that leaves the column out gets a value other than NULL. */
export function fillsItself(
  column: Pick<Column, "default" | "autoIncrement" | "identity" | "generated">,
): boolean {
  return (
    (column.default !== null && !column.default.isNull) ||
    column.autoIncrement ||
    column.identity !== null ||
    column.generated !== null
  );
}

/** Whether "it is not in the catalog" means that it does not exist in this schema (`isWhole`). */
export function historyIsWhole(context: RuleContext, schema: string | null): boolean {
  return isWhole(context.catalog, schema, context.baseCatalog ?? context.catalog);
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
