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
 * entry says "look here", never "it is so". Derived from the catalog when first asked for, hence kept outside of it.
 */
const candidates = new WeakMap<Catalog, Candidates>();

/** Objects by subject, for each question that has been asked. */
type Candidates = Map<CrossReference, Map<string, Set<string>>>;

/** Remembers that `object` may answer the question about `subject`. */
export function note(
  catalog: Catalog,
  reference: CrossReference,
  subject: string,
  object: string,
): void {
  const known = candidates.get(catalog);
  if (known !== undefined) add(known, reference, subject, object);
}

/** The objects that `find` still gives for the candidates; those it gives nothing for are forgotten. */
export function related<Value>(
  catalog: Catalog,
  reference: CrossReference,
  subject: string,
  find: (object: string) => Value | null,
): readonly Value[] {
  const objects = subjectsOf(catalog, reference).get(subject);
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
  const known = candidates.get(catalog);
  if (known !== undefined) addTable(known, catalog, table);
}

export function noteIndex(catalog: Catalog, key: string, index: Index): void {
  const known = candidates.get(catalog);
  if (known !== undefined) addIndex(known, key, index);
}

export function noteView(catalog: Catalog, view: View): void {
  const known = candidates.get(catalog);
  if (known !== undefined) addView(known, view);
}

/** The candidates for a question, found in the whole catalog when it is asked for the first time. */
function subjectsOf(catalog: Catalog, reference: CrossReference): ReadonlyMap<string, Set<string>> {
  const known: Candidates = candidates.get(catalog) ?? new Map();
  candidates.set(catalog, known);
  const answered = known.get(reference);
  if (answered !== undefined) return answered;
  const subjects = new Map<string, Set<string>>();
  const asked: Candidates = new Map([[reference, subjects]]);
  for (const table of catalog.tables.values()) addTable(asked, catalog, table);
  for (const [key, index] of catalog.indexes) addIndex(asked, key, index);
  for (const view of catalog.views.values()) addView(asked, view);
  for (const [key, sequence] of catalog.sequences) {
    if (sequence.ownedBy !== null)
      add(asked, "sequences-of-table", nameKey(sequence.ownedBy.table), key);
  }
  known.set(reference, subjects);
  return subjects;
}

function addTable(known: Candidates, catalog: Catalog, table: Table): void {
  const key = nameKey(table.name);
  if (catalog.dialect === "sqlite") add(known, "tables-by-folded-name", key.toLowerCase(), key);
  if (table.partitionOf !== null) add(known, "children-of-table", nameKey(table.partitionOf), key);
  for (const parent of table.inherits) add(known, "children-of-table", nameKey(parent), key);
  for (const column of table.columns.values())
    add(known, "tables-using-type", column.type.name, key);
  for (const trigger of table.triggers.keys()) add(known, "tables-with-trigger", trigger, key);
  for (const constraint of table.constraints.values()) {
    add(
      known,
      "tables-with-constraint",
      constraintSubject(table.name.schema, constraint.name),
      key,
    );
    if (constraint.references !== null)
      add(known, "tables-referencing", nameKey(constraint.references.table), key);
  }
}

/** Constraint names are looked up per schema. */
export function constraintSubject(schema: string | null, constraint: string): string {
  return nameKey({ schema, name: constraint });
}

function addIndex(known: Candidates, key: string, index: Index): void {
  add(known, "indexes-of-table", nameKey(index.table), key);
  if (index.parent !== undefined && index.parent !== null)
    add(known, "parts-of-index", index.parent, key);
}

function addView(known: Candidates, view: View): void {
  for (const name of view.reads) add(known, "views-reading", nameKey(name), nameKey(view.name));
}

/** Questions that nobody has asked have no candidates yet. */
function add(known: Candidates, reference: CrossReference, subject: string, object: string): void {
  const subjects = known.get(reference);
  if (subjects === undefined) return;
  const objects = subjects.get(subject);
  if (objects === undefined) subjects.set(subject, new Set([object]));
  else objects.add(object);
}
