import { indexKey, nameKey } from "./catalog.ts";
import type {
  Catalog,
  Column,
  Constraint,
  Index,
  Sequence,
  Table,
  Trigger,
  View,
} from "./catalog.ts";
import {
  constraintSubject,
  note,
  noteIndex,
  noteTable,
  noteView,
  related,
} from "./cross-references.ts";
import type { ConstraintDefinition } from "../model/definitions.ts";
import type { QualifiedName } from "../model/qualified-name.ts";

/*
 * Storing and finding what hangs together. Everything that alters the catalog goes through these, so that the
 * cross-references stay whole.
 */

export function storeTable(catalog: Catalog, table: Table): void {
  catalog.tables.set(nameKey(table.name), table);
  noteTable(catalog, table);
}

export function storeColumn(catalog: Catalog, table: Table, column: Column): void {
  table.columns.set(column.name, column);
  note(catalog, "tables-using-type", column.type.name, nameKey(table.name));
}

export function storeConstraint(catalog: Catalog, table: Table, constraint: Constraint): void {
  table.constraints.set(constraint.name, constraint);
  const key = nameKey(table.name);
  note(
    catalog,
    "tables-with-constraint",
    constraintSubject(table.name.schema, constraint.name),
    key,
  );
  if (constraint.references !== null)
    note(catalog, "tables-referencing", nameKey(constraint.references.table), key);
}

/** Returns the key that the index is stored under. */
export function storeIndex(catalog: Catalog, index: Index): string {
  const key = indexKey(catalog.dialect, index.table, index.name);
  catalog.indexes.set(key, index);
  noteIndex(catalog, key, index);
  return key;
}

export function storeView(catalog: Catalog, view: View): void {
  catalog.views.set(nameKey(view.name), view);
  noteView(catalog, view);
}

export function storeSequence(catalog: Catalog, sequence: Sequence): void {
  const key = nameKey(sequence.name);
  catalog.sequences.set(key, sequence);
  if (sequence.ownedBy !== null)
    note(catalog, "sequences-of-table", nameKey(sequence.ownedBy.table), key);
}

export function indexesOfTable(catalog: Catalog, table: QualifiedName): readonly Index[] {
  const subject = nameKey(table);
  return related(catalog, "indexes-of-table", subject, (key) => {
    const index = catalog.indexes.get(key);
    return index !== undefined && nameKey(index.table) === subject ? index : null;
  });
}

/** The partitions' indexes that make up an index of the parent. */
export function partsOfIndex(catalog: Catalog, parent: string): readonly Index[] {
  return related(catalog, "parts-of-index", parent, (key) => {
    const index = catalog.indexes.get(key);
    return index !== undefined && index.parent === parent ? index : null;
  });
}

export function sequencesOfTable(catalog: Catalog, table: QualifiedName): readonly Sequence[] {
  const subject = nameKey(table);
  return related(catalog, "sequences-of-table", subject, (key) => {
    const sequence = catalog.sequences.get(key);
    if (sequence === undefined || sequence.ownedBy === null) return null;
    return nameKey(sequence.ownedBy.table) === subject ? sequence : null;
  });
}

/** Partitions and inheriting tables, one level down. */
export function childrenOfTable(catalog: Catalog, table: QualifiedName): readonly Table[] {
  const subject = nameKey(table);
  return related(catalog, "children-of-table", subject, (key) => {
    const child = catalog.tables.get(key);
    if (child === undefined) return null;
    return parentsOfTable(child).some((name) => nameKey(name) === subject) ? child : null;
  });
}

export function parentsOfTable(table: Table): readonly QualifiedName[] {
  return table.partitionOf === null ? table.inherits : [table.partitionOf, ...table.inherits];
}

/** Partitions and inheriting tables, all the way down, parents before children. */
export function descendantsOfTable(catalog: Catalog, table: QualifiedName): readonly Table[] {
  const seen = new Set([nameKey(table)]);
  const descendants: Table[] = [];
  const parents = [table];
  for (const parent of parents) {
    for (const child of childrenOfTable(catalog, parent)) {
      const key = nameKey(child.name);
      if (seen.has(key)) continue;
      seen.add(key);
      descendants.push(child);
      parents.push(child.name);
    }
  }
  return descendants;
}

/** Tables with a foreign key to this one. */
export function tablesReferencing(catalog: Catalog, table: QualifiedName): readonly Table[] {
  const subject = nameKey(table);
  return related(catalog, "tables-referencing", subject, (key) => {
    const other = catalog.tables.get(key);
    return other !== undefined && hasForeignKeyTo(other, subject) ? other : null;
  });
}

/** Whether a constraint is a foreign key to the table with this key. */
export function pointsAt(constraint: ConstraintDefinition, tableKey: string): boolean {
  return constraint.references !== null && nameKey(constraint.references.table) === tableKey;
}

export function viewsReading(catalog: Catalog, relation: QualifiedName): readonly View[] {
  const subject = nameKey(relation);
  return related(catalog, "views-reading", subject, (key) => {
    const view = catalog.views.get(key);
    return view?.reads.some((name) => nameKey(name) === subject) === true ? view : null;
  });
}

/** Tables with a column of the type. */
export function tablesUsingType(catalog: Catalog, type: QualifiedName): readonly Table[] {
  return related(catalog, "tables-using-type", type.name, (key) => {
    const table = catalog.tables.get(key);
    if (table === undefined) return null;
    for (const column of table.columns.values()) if (isOfType(column, type)) return table;
    return null;
  });
}

/** Tables with a column of a type of this name, whatever its schema. */
export function tablesWithTypeNamed(catalog: Catalog, type: string): readonly Table[] {
  return related(catalog, "tables-using-type", type, (key) => catalog.tables.get(key) ?? null);
}

/** A column whose type's schema is not known is taken to have the type of that name. */
export function isOfType(column: Column, type: QualifiedName): boolean {
  const { name, schema } = column.type;
  return name === type.name && (schema === null || schema === type.schema);
}

/** The tables of the schema that have a constraint of this name. */
export function tablesWithConstraint(
  catalog: Catalog,
  schema: string | null,
  constraint: string,
): readonly Table[] {
  const subject = constraintSubject(schema, constraint);
  return related(catalog, "tables-with-constraint", subject, (key) => {
    const table = catalog.tables.get(key);
    if (table === undefined || table.name.schema !== schema) return null;
    return table.constraints.has(constraint) ? table : null;
  });
}

export function tablesWithTrigger(catalog: Catalog, trigger: string): readonly Table[] {
  return related(catalog, "tables-with-trigger", trigger, (key) => {
    const table = catalog.tables.get(key);
    return table?.triggers.has(trigger) === true ? table : null;
  });
}

/** The triggers that call a routine, told by the table that declares them. One with arguments is called by none. */
export function triggersCalling(
  catalog: Catalog,
  routine: QualifiedName,
  argumentTypes: readonly string[] | null,
): readonly { readonly table: Table; readonly name: string; readonly trigger: Trigger }[] {
  if (argumentTypes !== null && argumentTypes.length > 0) return [];
  const key = nameKey(routine);
  const found: { table: Table; name: string; trigger: Trigger }[] = [];
  for (const table of catalog.tables.values()) {
    for (const [name, trigger] of table.triggers)
      if (!trigger.inherited && trigger.function !== null && nameKey(trigger.function) === key)
        found.push({ table, name, trigger });
  }
  return found;
}

/** SQLite: the table whose name is this one in another case. */
export function tableByFoldedName(catalog: Catalog, key: string): Table | null {
  const find = (candidate: string): Table | null => catalog.tables.get(candidate) ?? null;
  const [first] = related(catalog, "tables-by-folded-name", key.toLowerCase(), find);
  return first ?? null;
}

function hasForeignKeyTo(table: Table, subject: string): boolean {
  for (const constraint of table.constraints.values())
    if (pointsAt(constraint, subject)) return true;
  return false;
}
