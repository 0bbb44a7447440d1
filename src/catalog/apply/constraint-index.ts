import { indexKey } from "../catalog.ts";
import type { Catalog, Constraint, Index, Table } from "../catalog.ts";
import { indexesOfTable, storeIndex } from "../entries.ts";
import { hasIndexOn, impliedIndexName } from "../implied-name.ts";
import { sameIndexDefinition } from "../same-definition.ts";
import { isRowNumber } from "../sqlite-row-number.ts";
import type { ConstraintDefinition, IndexDefinition } from "../../model/definitions.ts";

/** How the index of a constraint comes about. */
export interface ConstraintIndexSource {
  /** The index that USING INDEX takes over. */
  readonly built: Index | null;
  /** On a partition: the key of the parent's index. */
  readonly parent: string | null;
  /** Whether the statement names the constraint. */
  readonly isNamed: boolean;
}

/** Makes or takes over the index behind a constraint; tells its key, or null where the constraint owns none. */
export function makeConstraintIndex(
  catalog: Catalog,
  table: Table,
  constraint: Constraint,
  { built, parent, isNamed }: ConstraintIndexSource,
): string | null {
  const { origin, name } = constraint;
  if (built !== null) {
    catalog.indexes.delete(indexKey(catalog.dialect, built.table, built.name));
    return storeIndex(catalog, { ...built, name, constraint: name, parent });
  }
  const owned = indexOfConstraint(constraint);
  const isIndexed = catalog.dialect !== "sqlite" || !isRowNumber(table, constraint);
  if (owned !== null && isIndexed)
    return storeIndex(catalog, {
      ...owned,
      name,
      origin,
      table: table.name,
      constraint: name,
      parent,
    });
  if (needsSupport(catalog, table, constraint)) {
    const support = keyIndex(constraint.columns, false);
    const supportName = isNamed ? name : impliedIndexName(catalog, table.name, support);
    const index = { ...support, name: supportName, origin, table: table.name, constraint: null };
    storeIndex(catalog, index);
  }
  return null;
}

/** A partition's own constraint index that serves as its part of the parent's. */
export function adoptableIndex(
  catalog: Catalog,
  table: Table,
  definition: ConstraintDefinition,
): Index | null {
  const wanted = indexOfConstraint(definition);
  if (wanted === null) return null;
  for (const index of indexesOfTable(catalog, table.name)) {
    const owner = index.constraint === null ? null : table.constraints.get(index.constraint);
    const isFree = index.parent === undefined || index.parent === null;
    if (isFree && owner?.type === definition.type && sameIndexDefinition(index, wanted))
      return index;
  }
  return null;
}

export function indexNamed(catalog: Catalog, table: Table, name: string): Index | null {
  return indexesOfTable(catalog, table.name).find((index) => index.name === name) ?? null;
}

/** The plain columns of an index, in order; expressions are left out. */
export function columnsOfIndex(index: IndexDefinition): readonly string[] {
  return index.parts.flatMap(({ column }) => (column === null ? [] : [column]));
}

/** MySQL makes an index for a foreign key whose columns have none. */
function needsSupport(catalog: Catalog, table: Table, constraint: Constraint): boolean {
  const isMysql = catalog.dialect === "mysql" || catalog.dialect === "mariadb";
  if (!isMysql || constraint.type !== "foreign-key") return false;
  return !hasIndexOn(catalog, table.name, constraint.columns);
}

function indexOfConstraint(constraint: ConstraintDefinition): IndexDefinition | null {
  switch (constraint.type) {
    case "primary-key":
    case "unique":
      return keyIndex(constraint.columns, true);
    case "exclusion":
      return { ...keyIndex(constraint.columns, false), ...constraint.exclusion };
    case "check":
    case "foreign-key":
    case "not-null":
      return null;
  }
}

function keyIndex(columns: readonly string[], unique: boolean): IndexDefinition {
  const parts = columns.map((column) => ({ column, expression: null }));
  return { name: null, parts, include: [], unique, where: null, method: null };
}
