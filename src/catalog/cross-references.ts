import { nameKey } from "./catalog.ts";
import type { Catalog, Index, Table, View } from "./catalog.ts";

/** A question that must not cost a walk over the whole catalog at every change. */
export type CrossReference =
  | "indexes-of-table"
  | "parts-of-index"
  | "sequences-of-table"
  | "tables-referencing"
  | "children-of-table"
  | "views-reading"
  | "tables-using-type"
  | "tables-with-constraint"
  | "tables-with-trigger"
  | "tables-by-folded-name";

/**
 * Candidates only: entries are added when an object is stored and dropped when a reader finds them stale. So an
 * entry says "look here", never "it is so". Derived from the catalog, hence kept outside of it.
 */
const candidates = new WeakMap<Catalog, Candidates>();

/** Objects by subject, for each question. */
type Candidates = Map<CrossReference, Map<string, Set<string>>>;

/** Remembers that `object` may answer the question about `subject`. */
export function note(
  catalog: Catalog,
  reference: CrossReference,
  subject: string,
  object: string,
): void {
  add(candidatesOf(catalog), reference, subject, object);
}

/** The objects that `find` still gives for the candidates; those it gives nothing for are forgotten. */
export function related<Value>(
  catalog: Catalog,
  reference: CrossReference,
  subject: string,
  find: (object: string) => Value | null,
): readonly Value[] {
  const objects = candidatesOf(catalog).get(reference)?.get(subject);
  const found: Value[] = [];
  if (objects === undefined) return found;
  for (const object of objects) {
    const value = find(object);
    if (value === null) objects.delete(object);
    else found.push(value);
  }
  return found;
}

export function noteTable(catalog: Catalog, table: Table): void {
  addTable(candidatesOf(catalog), catalog, table);
}

export function noteIndex(catalog: Catalog, key: string, index: Index): void {
  addIndex(candidatesOf(catalog), key, index);
}

export function noteView(catalog: Catalog, view: View): void {
  addView(candidatesOf(catalog), view);
}

function candidatesOf(catalog: Catalog): Candidates {
  const known = candidates.get(catalog);
  if (known !== undefined) return known;
  const map: Candidates = new Map();
  for (const table of catalog.tables.values()) addTable(map, catalog, table);
  for (const [key, index] of catalog.indexes) addIndex(map, key, index);
  for (const view of catalog.views.values()) addView(map, view);
  for (const [key, sequence] of catalog.sequences) {
    if (sequence.ownedBy !== null)
      add(map, "sequences-of-table", nameKey(sequence.ownedBy.table), key);
  }
  candidates.set(catalog, map);
  return map;
}

function addTable(map: Candidates, catalog: Catalog, table: Table): void {
  const key = nameKey(table.name);
  if (catalog.dialect === "sqlite") add(map, "tables-by-folded-name", key.toLowerCase(), key);
  if (table.partitionOf !== null) add(map, "children-of-table", nameKey(table.partitionOf), key);
  for (const parent of table.inherits) add(map, "children-of-table", nameKey(parent), key);
  for (const column of table.columns.values()) add(map, "tables-using-type", column.type.name, key);
  for (const trigger of table.triggers.keys()) add(map, "tables-with-trigger", trigger, key);
  for (const constraint of table.constraints.values()) {
    add(map, "tables-with-constraint", constraintSubject(table.name.schema, constraint.name), key);
    if (constraint.references !== null)
      add(map, "tables-referencing", nameKey(constraint.references.table), key);
  }
}

/** Constraint names are looked up per schema. */
export function constraintSubject(schema: string | null, constraint: string): string {
  return nameKey({ schema, name: constraint });
}

function addIndex(map: Candidates, key: string, index: Index): void {
  add(map, "indexes-of-table", nameKey(index.table), key);
  if (index.parent !== undefined && index.parent !== null)
    add(map, "parts-of-index", index.parent, key);
}

function addView(map: Candidates, view: View): void {
  for (const name of view.reads) add(map, "views-reading", nameKey(name), nameKey(view.name));
}

function add(map: Candidates, reference: CrossReference, subject: string, object: string): void {
  let subjects = map.get(reference);
  if (subjects === undefined) {
    subjects = new Map();
    map.set(reference, subjects);
  }
  const objects = subjects.get(subject);
  if (objects === undefined) subjects.set(subject, new Set([object]));
  else objects.add(object);
}
