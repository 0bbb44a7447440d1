import type { Catalog } from "../catalog/catalog.ts";
import { lacksOf } from "../catalog/has-objects.ts";
import { findColumn, findTable } from "../catalog/lookup.ts";
import { nameKey } from "../catalog/catalog.ts";
import type { SchemaChange } from "../model/schema-change.ts";

/**
 * Whether a statement that history was rewritten around would do something if it ran again: tools run a squashed or
 * renumbered file as a new one. What is already so (a table that is there, a column that is long gone) has no effect.
 * `recreated` collects the tables that the same file makes before: a squash is whole in itself, and stops at its first
 * CREATE TABLE where the table exists.
 */
export function hasEffect(change: SchemaChange, base: Catalog, recreated: Set<string>): boolean {
  if (change.kind === "create-table" && !change.ifNotExists) {
    recreated.add(nameKey(change.table));
    return findTable(base, change.table) === null;
  }
  if ("table" in change && change.table !== null && recreated.has(nameKey(change.table)))
    return false;
  switch (change.kind) {
    case "unknown":
    case "truncate":
    case "delete-rows":
      return true;
    case "insert-rows":
    case "update-rows":
    case "set-comment":
    case "maintenance":
      return false;
    case "drop-table":
    case "rename-table":
    case "set-table-schema":
      return findTable(base, change.table) !== null;
    case "drop-view":
    case "rename-view":
      return base.views.has(nameKey(change.view));
    case "drop-type":
    case "rename-type":
      return base.types.has(nameKey(change.type));
    case "drop-function":
    case "rename-function":
      return base.functions.has(nameKey(change.function));
    case "drop-sequence":
      return base.sequences.has(nameKey(change.sequence));
    case "drop-schema":
    case "rename-schema":
      return base.schemas.has(change.name);
    case "drop-index":
    case "rename-index":
      return base.indexes.has(nameKey(change.index));
    case "drop-constraint":
    case "rename-constraint":
      return findTable(base, change.table)?.constraints.has(change.name ?? "PRIMARY") === true;
    case "drop-column":
    case "rename-column":
      return findColumn(base, change.table, change.column) !== null;
    case "drop-not-null":
      return findColumn(base, change.table, change.column)?.nullable === false;
    case "set-not-null":
      return findColumn(base, change.table, change.column)?.nullable !== false;
    case "alter-column-type":
      return findColumn(base, change.table, change.column)?.type.text !== change.type.text;
    case "drop-default":
      return (findColumn(base, change.table, change.column)?.default ?? null) !== null;
    case "set-default":
      return findColumn(base, change.table, change.column)?.default?.sql !== change.default.sql;
    default:
      return lacksOf(base, [change]).length > 0;
  }
}
