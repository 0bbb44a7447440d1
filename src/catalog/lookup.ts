import { indexKey, nameKey } from "./catalog.ts";
import type { Catalog, Column, Constraint, Index, Table, View } from "./catalog.ts";
import { childrenOfTable, descendantsOfTable } from "./entries.ts";
import type { QualifiedName } from "../model/qualified-name.ts";

export { isComplete } from "./holes.ts";

/** The table of this name; a PostgreSQL name without a schema is looked up along the search path. */
export function findTable(catalog: Catalog, name: QualifiedName): Table | null {
  return findNamed(catalog, catalog.tables, name);
}

export function findView(catalog: Catalog, name: QualifiedName): View | null {
  return findNamed(catalog, catalog.views, name);
}

/** Whether the name is taken among relations: tables, views, indexes, sequences and composite types share their names. */
export function relationExists(catalog: Catalog, name: QualifiedName): boolean {
  const key = nameKey(name);
  return (
    catalog.tables.has(key) ||
    catalog.indexes.has(key) ||
    catalog.sequences.has(key) ||
    catalog.views.has(key) ||
    catalog.types.get(key)?.definition.kind === "composite"
  );
}

/** Null where the table is not known, or has no such column as far as is known (see `Table.columnsComplete`). */
export function findColumn(catalog: Catalog, table: QualifiedName, column: string): Column | null {
  return findTable(catalog, table)?.columns.get(column) ?? null;
}

export function findConstraint(
  catalog: Catalog,
  table: QualifiedName,
  constraint: string,
): Constraint | null {
  return findTable(catalog, table)?.constraints.get(constraint) ?? null;
}

/** An index by its name; in MySQL and MariaDB, where names belong to tables, also by its table. */
export function findIndex(
  catalog: Catalog,
  index: QualifiedName,
  table: QualifiedName | null = null,
): Index | null {
  if (catalog.dialect === "mysql" || catalog.dialect === "mariadb")
    return table === null
      ? null
      : (catalog.indexes.get(indexKey(catalog.dialect, table, index.name)) ?? null);
  return findNamed(catalog, catalog.indexes, index);
}

/** Partitions of a table, all the way down. */
export function partitionsOf(catalog: Catalog, name: QualifiedName): readonly Table[] {
  return descendantsOfTable(catalog, name).filter((table) => table.partitionOf !== null);
}

/** The partition that takes the rows no other takes. */
export function defaultPartitionOf(catalog: Catalog, name: QualifiedName): Table | null {
  return childrenOfTable(catalog, name).find((table) => table.isDefaultPartition) ?? null;
}

/** Temporary tables and views, which no other session sees. */
export function isTemporary(catalog: Catalog, name: QualifiedName): boolean {
  return (
    name.schema === "pg_temp" || name.schema === "temp" || catalog.temporary.has(nameKey(name))
  );
}

/**
 * Whether a table or view may exist in production: the history made it, or the history does not know it (it may
 * start elsewhere). False for what the change under judgement makes, and for temporary tables.
 */
export function isLive(catalog: Catalog, name: QualifiedName): boolean {
  if (isTemporary(catalog, name)) return false;
  const relation = findTable(catalog, name) ?? findView(catalog, name);
  return relation === null || relation.origin === "base";
}

function findNamed<Value>(
  catalog: Catalog,
  map: ReadonlyMap<string, Value>,
  name: QualifiedName,
): Value | null {
  const exact = map.get(nameKey(name));
  if (exact !== undefined || name.schema !== null) return exact ?? null;
  for (const schema of catalog.searchPath) {
    const found = map.get(nameKey({ schema, name: name.name }));
    if (found !== undefined) return found;
  }
  return null;
}

/** Every column that an index reads: parts, expressions, INCLUDE and condition. */
export function columnsRead(index: Index): readonly string[] {
  return [
    ...index.parts.flatMap(({ column, expression }) => [
      ...(column === null ? [] : [column]),
      ...(expression?.columns ?? []),
    ]),
    ...index.include,
    ...(index.where?.columns ?? []),
  ];
}
