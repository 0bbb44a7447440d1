import type { Catalog, Constraint, Index, Table, View } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import {
  indexesOfTable,
  isOfType,
  pointsAt,
  tablesReferencing,
  tablesUsingType,
  viewsReading,
} from "../catalog/entries.ts";
import { findTable, findView } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";

/**
 * Views that surely select a column: they read nothing else, or they name it and nothing else that they read has a
 * column of that name. (A query's columns are known by their last names only, and `*` stands for those of all.)
 */
export function viewsNaming(
  catalog: Catalog,
  table: QualifiedName,
  column: string,
): readonly View[] {
  return viewsReading(catalog, table).filter((view) => {
    if (!view.query.columns.includes(column)) return false;
    const others = view.reads.filter((read) => nameKey(read) !== nameKey(table));
    if (others.length === 0) return true;
    return view.query.sql.includes(column) && others.every((read) => lacks(catalog, read, column));
  });
}

/** Whether a table or view surely has no column of this name. */
export function lacks(catalog: Catalog, relation: QualifiedName, column: string): boolean {
  const table = findTable(catalog, relation);
  if (table !== null) return table.columnsComplete && !table.columns.has(column);
  return findView(catalog, relation)?.columns?.includes(column) === false;
}

export interface ForeignKey {
  readonly table: Table;
  readonly constraint: Constraint;
}

/** Foreign keys of other tables that point to a table. */
export function foreignKeysTo(catalog: Catalog, table: QualifiedName): readonly ForeignKey[] {
  const key = nameKey(table);
  return tablesReferencing(catalog, table)
    .filter((other) => nameKey(other.name) !== key)
    .flatMap((other) =>
      [...other.constraints.values()]
        .filter((constraint) => pointsAt(constraint, key))
        .map((constraint) => ({ table: other, constraint })),
    );
}

/** Foreign keys of other tables that point to a column. The catalog knows it of those that name none, too. */
export function foreignKeysToColumn(
  catalog: Catalog,
  table: Table,
  column: string,
): readonly ForeignKey[] {
  return foreignKeysTo(catalog, table.name).filter(
    ({ constraint }) => constraint.references?.columns.includes(column) === true,
  );
}

/** The indexes of a table that no constraint owns. */
export function plainIndexes(catalog: Catalog, table: QualifiedName): readonly Index[] {
  return indexesOfTable(catalog, table).filter((index) => index.constraint === null);
}

/** Whether an index reads a column, in a part, an INCLUDE list or its condition. */
export function indexUses(index: Index, column: string): boolean {
  return (
    index.include.includes(column) ||
    (index.where?.columns.includes(column) ?? false) ||
    index.parts.some(
      (part) => part.column === column || (part.expression?.columns.includes(column) ?? false),
    )
  );
}

/** Columns of any table that have a user-defined type. */
export function columnsOfType(
  catalog: Catalog,
  type: QualifiedName,
): readonly { readonly table: Table; readonly column: string }[] {
  return tablesUsingType(catalog, type).flatMap((table) =>
    [...table.columns.values()]
      .filter((column) => isOfType(column, type))
      .map((column) => ({ table, column: column.name })),
  );
}
