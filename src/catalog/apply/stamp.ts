import { columnKey, nameKey } from "../catalog.ts";
import type { Catalog, Origin, Table } from "../catalog.ts";
import { mayBeNamed } from "../words.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";

/**
 * The origin of an object being made. IF NOT EXISTS proves nothing while a part of the history could not be read: the
 * object may be there already, so it counts as live, unless no text of the history has its name.
 */
export function originOfNew(catalog: Catalog, ifNotExists: boolean, name: string): Origin {
  return ifNotExists && catalog.holes.length > 0 && mayBeNamed(catalog, name)
    ? "base"
    : catalog.origin;
}

/** Remembers that a live table's name is given up by the change under judgement, with its live columns. */
export function vacateTable(catalog: Catalog, table: Table): void {
  if (catalog.origin === "base" || table.origin !== "base") return;
  catalog.vacated.add(nameKey(table.name));
  for (const column of table.columns.values())
    if (column.origin === "base") catalog.vacated.add(columnKey(table.name, column.name));
}

export function vacateColumn(catalog: Catalog, table: Table, column: string): void {
  if (catalog.origin === "base" || table.columns.get(column)?.origin !== "base") return;
  catalog.vacated.add(columnKey(table.name, column));
}

/** The origin of a table that takes this name by a rename: live where it stands in a live table's place. */
export function originUnderName(catalog: Catalog, origin: Origin, name: QualifiedName): Origin {
  return catalog.vacated.has(nameKey(name)) ? "base" : origin;
}

export function originUnderColumn(
  catalog: Catalog,
  origin: Origin,
  table: QualifiedName,
  column: string,
): Origin {
  return catalog.vacated.has(columnKey(table, column)) ? "base" : origin;
}

/** A table that the history never made but that must be there: nothing else of it is known. */
export function unknownTable(name: QualifiedName): Table {
  return {
    name,
    origin: "base",
    columns: new Map(),
    constraints: new Map(),
    columnsComplete: false,
    triggers: new Map(),
    policies: new Map(),
    rowSecurity: false,
    partitioned: false,
    partitionOf: null,
    isDefaultPartition: false,
    inherits: [],
  };
}
