import type { Catalog } from "../catalog/catalog.ts";
import { indexesOfTable } from "../catalog/entries.ts";
import { findColumn, findTable } from "../catalog/lookup.ts";
import type { ConstraintDefinition, IndexDefinition } from "../model/definitions.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { fillsItself, isMadeHere } from "./live.ts";
import type { RuleContext } from "./rule.ts";

/** What a unique constraint or index keeps unique: its parts as text, sorted, and its condition. */
export interface UniqueKey {
  readonly parts: readonly string[];
  readonly where: string | null;
  /** Then ON CONFLICT cannot use it. */
  readonly deferrable: boolean;
}

export function keyOfColumns(columns: readonly string[], deferrable = false): UniqueKey {
  return { parts: [...columns].sort(), where: null, deferrable };
}

export function keyOfConstraint({ columns, deferrable }: ConstraintDefinition): UniqueKey {
  return keyOfColumns(columns, deferrable);
}

export function keyOfIndex(index: IndexDefinition): UniqueKey {
  const parts = index.parts.map((part) => part.column ?? `(${part.expression?.sql ?? ""})`);
  return { parts: parts.sort(), where: index.where?.sql ?? null, deferrable: false };
}

/** Whether the right key is unique by the same, and serves every ON CONFLICT that the left one serves. */
export function servesAs(left: UniqueKey, right: UniqueKey): boolean {
  return sameKey(left, right) && (left.deferrable || !right.deferrable);
}

export function sameKey(left: UniqueKey, right: UniqueKey): boolean {
  return (
    left.where === right.where &&
    left.parts.length === right.parts.length &&
    left.parts.every((part, position) => part === right.parts[position])
  );
}

/** Every unique index and unique constraint of a table, by the name of the index. */
export function uniqueKeys(catalog: Catalog, table: QualifiedName): ReadonlyMap<string, UniqueKey> {
  const keys = new Map<string, UniqueKey>();
  for (const index of indexesOfTable(catalog, table)) {
    if (index.unique) keys.set(index.name, keyOfIndex(index));
  }
  for (const constraint of findTable(catalog, table)?.constraints.values() ?? []) {
    if (constraint.type !== "unique" && constraint.type !== "primary-key") continue;
    if (constraint.columns.length > 0) keys.set(constraint.name, keyOfConstraint(constraint));
  }
  return keys;
}

/** Whether running code keeps the key unique already, by a key that exists or that this release dropped. */
export function isImplied(context: RuleContext, table: QualifiedName, key: UniqueKey): boolean {
  return [context.catalog, context.baseCatalog].some(
    (catalog) =>
      catalog !== undefined &&
      [...uniqueKeys(catalog, table).values()].some(
        (existing) =>
          (existing.where === null || existing.where === key.where) &&
          existing.parts.length > 0 &&
          existing.parts.every((part) => key.parts.includes(part)),
      ),
  );
}

/**
 * Whether running code cannot run into the key: a column of it is made by this release and stays NULL in the rows
 * that running code inserts, and NULLs are distinct; or the server fills it in anew for each row.
 */
export function isOutOfReach(
  context: RuleContext,
  table: QualifiedName,
  columns: readonly string[],
): boolean {
  if (/nulls\s+not\s+distinct/i.test(context.sql)) return false;
  return columns.some((name) => {
    const column = findColumn(context.catalog, table, name);
    if (column === null || !isMadeHere(column)) return false;
    return column.identity !== null || column.autoIncrement || !fillsItself(column);
  });
}
