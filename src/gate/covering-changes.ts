import type { Catalog } from "../catalog/catalog.ts";
import { fullName, objectName } from "../catalog/object-name.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { CreateTable, SchemaChange } from "../model/schema-change.ts";
import { columnNames } from "./columns.ts";
import { shareColumn, tableAbout } from "./columns-about.ts";
import { columnOf, sameName, tableOf } from "./object-of.ts";
import { movedColumns, standsElsewhere } from "./wider-shapes.ts";

/** The columns that the schema knows of a table; empty where it does not know the table. */
export type ColumnsOf = (table: QualifiedName) => readonly string[];

/**
 * The changes that stand for the object of a contract change and are not taken away again by a later one, be it of the
 * same list or of `later`: columns and tables before anything lesser. Each is cut to what must stay for it to count: a
 * constraint or another column of a new table may go its own way.
 */
export function coveringChanges(
  contract: SchemaChange,
  changes: readonly SchemaChange[],
  later: readonly SchemaChange[],
  catalog: Catalog,
): readonly SchemaChange[] {
  const columnsOf: ColumnsOf = (table) => columnNames(catalog, table);
  const lasting = lastingChanges(changes, later).filter((change) => !makes(change, contract));
  const shapes = lasting
    .filter((change) => isToThePoint(contract, change, catalog))
    .flatMap((change) => shapeFor(contract, change, columnsOf) ?? []);
  if (shapes.length > 0) return shapes;
  const table = tableOf(contract);
  const columns = table === null ? [] : columnsOf(table).filter((name) => !isCommonKey(name));
  const moved = movedColumns(contract, lasting, columns);
  if (moved.length > 0) return moved;
  const elsewhere = removals(contract, changes, lasting).filter((change) =>
    standsElsewhere(contract, change, catalog),
  );
  return elsewhere.length > 0
    ? elsewhere
    : lasting.filter((change) => isLesserCover(contract, change, catalog));
}

/** What took a type's last use away is no addition that could last. */
function removals(
  contract: SchemaChange,
  changes: readonly SchemaChange[],
  lasting: readonly SchemaChange[],
): readonly SchemaChange[] {
  return contract.kind === "drop-type" ? changes : lasting;
}

/** A column, for what tightens others, is beside the point: it must be one of those. */
function isToThePoint(contract: SchemaChange, change: SchemaChange, catalog: Catalog): boolean {
  if (change.kind !== "add-column" || removesPart.test(contract.kind)) return true;
  return contract.kind !== "drop-table" && shareColumn(contract, change, catalog);
}

const removesPart = /^drop-(?:column|view|index|constraint|trigger|policy|rule)$/;

/** What changes less than the shape of a table covers what is about the same columns. */
function isLesserCover(contract: SchemaChange, change: SchemaChange, catalog: Catalog): boolean {
  if (!sameName(tableOf(change), tableAbout(contract, catalog))) return false;
  switch (change.kind) {
    case "create-trigger":
      return true;
    case "create-policy":
      return contract.kind === "drop-policy" || contract.kind === "alter-policy";
    case "create-index":
      return (
        (contract.kind === "drop-index" || contract.kind === "drop-constraint") &&
        shareColumn(contract, change, catalog)
      );
    case "add-constraint":
      return !wholeShapes.has(contract.kind) && shareColumn(contract, change, catalog);
    case "drop-not-null":
    case "set-default":
    case "add-identity":
      return contract.kind !== "drop-table" && shareColumn(contract, change, catalog);
    default:
      return false;
  }
}

/** A constraint takes the place of none of these. */
const wholeShapes: ReadonlySet<SchemaChange["kind"]> = new Set<SchemaChange["kind"]>([
  "drop-column",
  "drop-table",
  "drop-view",
]);

/** Whether a change made the very thing that the contract takes away: that does not make it safe to go. */
function makes(change: SchemaChange, contract: SchemaChange): boolean {
  if (removedObject(contract) === null || !/^(?:add|create)-/.test(change.kind)) return false;
  const isOwnTable = change.kind === "create-table" && sameName(change.table, tableOf(contract));
  return isOwnTable || objectName(change) === objectName(contract);
}

/** The column, table or view that a change adds in the place of the object; null where it adds none. */
export function shapeFor(
  contract: SchemaChange,
  change: SchemaChange,
  columnsOf: ColumnsOf,
): SchemaChange | null {
  const table = tableOf(contract);
  // What made the very thing that goes did not make it unneeded.
  if (makes(change, contract)) return null;
  switch (change.kind) {
    case "add-column":
      return sameName(change.table, table) ? { ...change, constraints: [] } : null;
    case "create-table":
      return replacementFor(contract, change, columnsOf);
    case "create-view":
      if (change.temporary) return null;
      return sameName(change.view, table) || change.reads.some((read) => sameName(read, table))
        ? change
        : null;
    default:
      return null;
  }
}

/**
 * A new table replaces an old one when it refers to it, or holds the column in question, or, for a dropped table,
 * at least half of its columns.
 */
function replacementFor(
  contract: SchemaChange,
  created: CreateTable,
  columnsOf: ColumnsOf,
): CreateTable | null {
  const table = tableOf(contract);
  if (table === null || created.temporary) return null;
  const shared = sharedColumns(contract, table, created, columnsOf);
  // What points at a table that goes cannot stand for it.
  const refers =
    contract.kind !== "drop-table" &&
    created.constraints.some((constraint) => sameName(constraint.references?.table ?? null, table));
  if (shared.length === 0 && !refers) return null;
  const columns = created.columns.filter(({ name }) => shared.includes(name));
  return { ...created, columns, constraints: [] };
}

/** The names of the old columns that the new table holds; none where they prove nothing. */
function sharedColumns(
  contract: SchemaChange,
  table: QualifiedName,
  created: CreateTable,
  columnsOf: ColumnsOf,
): readonly string[] {
  const names = new Set(created.columns.map((column) => column.name));
  const column = columnOf(contract);
  if (column !== null) return names.has(column) && !isCommonKey(column) ? [column] : [];
  if (contract.kind !== "drop-table") return [];
  const old = columnsOf(table).filter((name) => !isCommonKey(name));
  const shared = old.filter((name) => names.has(name));
  return shared.length * 2 >= old.length ? shared : [];
}

/** Columns that nearly every table has: sharing them says nothing. */
function isCommonKey(column: string): boolean {
  return ["id", "uuid", "created_at", "updated_at", "deleted_at", "created", "updated"].includes(
    column,
  );
}

function lastingChanges(
  changes: readonly SchemaChange[],
  later: readonly SchemaChange[],
): readonly SchemaChange[] {
  const gone = new Set(later.flatMap((change) => removedObject(change) ?? []));
  const lasting: SchemaChange[] = [];
  for (const change of changes.toReversed()) {
    const removed = removedObject(change);
    if (removed !== null) gone.add(removed);
    else if (!isGone(change, gone)) lasting.push(change);
  }
  return lasting.reverse();
}

/** Whether the object of a change is taken away, or what it stands in. */
function isGone(change: SchemaChange, gone: ReadonlySet<string>): boolean {
  if (gone.size === 0) return false;
  const object = objectName(change);
  const table = tableOf(change);
  return (object !== null && gone.has(object)) || (table !== null && gone.has(fullName(table)));
}

/** The object that a change takes away or gives another name. */
function removedObject(change: SchemaChange): string | null {
  return /^(?:drop|rename)-(?!not-null$|default$|identity$|expression$)|^set-table-schema$/.test(
    change.kind,
  )
    ? objectName(change)
    : null;
}

/** "adds `users.display_name`". */
export function describeAddition(change: SchemaChange): string {
  switch (change.kind) {
    case "add-column":
      return `adds \`${change.table.name}.${change.column.name}\``;
    case "create-table":
      return `creates \`${change.table.name}\``;
    case "create-view":
      return `creates the view \`${change.view.name}\``;
    case "add-constraint":
      return `adds a constraint to \`${change.table.name}\``;
    case "create-index":
      return `creates an index on \`${change.table.name}\``;
    case "create-type":
      return `creates the type \`${change.type.name}\``;
    case "add-enum-value":
      return `adds the value \`${change.value}\` to \`${change.type.name}\``;
    case "create-policy":
      return `creates the policy \`${change.name}\` on \`${change.table.name}\``;
    case "alter-column-type":
      return `gives \`${change.table.name}.${change.column}\` the type \`${change.type.text}\``;
    case "drop-column":
      return `drops \`${change.table.name}.${change.column}\``;
    case "drop-table":
      return `drops \`${change.table.name}\``;
    case "create-trigger":
      return `creates the trigger \`${change.name}\` on \`${change.table.name}\``;
    default:
      return `relaxes \`${tableOf(change)?.name ?? ""}.${columnOf(change) ?? ""}\``;
  }
}
