import type { Catalog } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { sameName, tableOf } from "./object-of.ts";

/**
 * What stands for an object without being a column or table in its own place: the same column in a table next to it, a
 * value of an enum that a column of its table has, another type, or what had the type and went.
 */
export function standsElsewhere(
  contract: SchemaChange,
  change: SchemaChange,
  catalog: Catalog,
): boolean {
  switch (contract.kind) {
    case "drop-column":
      if (change.kind === "add-column")
        return (
          change.column.name === contract.column &&
          areRelated(catalog, change.table, contract.table)
        );
      return (
        change.kind === "add-enum-value" &&
        columnTypes(catalog, contract.table, contract.column).includes(change.type.name)
      );
    case "drop-type":
      if (change.kind === "create-type") return isLikeType(contract.type, change, catalog);
      // Gone from every column, it was this or another change that took its last use away.
      return typeLosses.has(change.kind) && !isTypeUsed(contract.type, catalog);
    default:
      return false;
  }
}

const typeLosses: ReadonlySet<SchemaChange["kind"]> = new Set<SchemaChange["kind"]>([
  "alter-column-type",
  "drop-column",
  "drop-table",
]);

/** Whether one of two tables points at the other. */
function areRelated(catalog: Catalog, one: QualifiedName, other: QualifiedName): boolean {
  const pointsAt = (from: QualifiedName, to: QualifiedName): boolean =>
    [...(findTable(catalog, from)?.constraints.values() ?? [])].some(({ references }) =>
      sameName(references?.table ?? null, to),
    );
  return !sameName(one, other) && (pointsAt(one, other) || pointsAt(other, one));
}

function columnTypes(catalog: Catalog, table: QualifiedName, except: string): readonly string[] {
  return [...(findTable(catalog, table)?.columns.values() ?? [])]
    .filter(({ name }) => name !== except)
    .map(({ type }) => type.name);
}

/** Of an enum, one that has half of its values at least; of other types, one whose name has a word in common. */
function isLikeType(
  old: QualifiedName,
  created: Extract<SchemaChange, { kind: "create-type" }>,
  catalog: Catalog,
): boolean {
  if (sameName(old, created.type)) return false;
  const before = catalog.types.get(nameKey(old))?.definition;
  if (before?.kind === "enum" && created.definition.kind === "enum") {
    const { values } = created.definition;
    return (
      before.values.filter((value) => values.includes(value)).length * 2 >= before.values.length
    );
  }
  const words = old.name.split("_");
  return created.type.name.split("_").some((word) => word.length > 2 && words.includes(word));
}

function isTypeUsed({ name }: QualifiedName, catalog: Catalog): boolean {
  return [...catalog.tables.values()].some(({ columns }) =>
    [...columns.values()].some(({ type }) => type.name === name),
  );
}

/**
 * Of the columns that were added to other tables, those that stand for a table which goes: together at least half of what
 * it has that not every table has.
 */
export function movedColumns(
  contract: SchemaChange,
  changes: readonly SchemaChange[],
  ownColumns: readonly string[],
): readonly SchemaChange[] {
  if (contract.kind !== "drop-table" || ownColumns.length === 0) return [];
  const moved = changes.filter(
    (change) =>
      change.kind === "add-column" &&
      !sameName(tableOf(change), contract.table) &&
      ownColumns.includes(change.column.name),
  );
  return moved.length * 2 >= ownColumns.length ? moved : [];
}
