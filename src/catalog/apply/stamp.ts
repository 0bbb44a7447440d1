import { columnKey, nameKey } from "../catalog.ts";
import type { Catalog, Origin, Table } from "../catalog.ts";
import { isWhole } from "../whole-history.ts";
import { mayBeNamed } from "../words.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";

/**
 * The origin of an object being made. A statement that passes where the object is there already, or that may not run,
 * proves nothing by itself; the whole history does. Where a part of it could not be read the object even counts as live,
 * unless no text of the history has its name.
 */
export function originOfNew(catalog: Catalog, isConditional: boolean, name: QualifiedName): Origin {
  const { origin } = catalog;
  if (origin === "base" || (origin === "change" && !isConditional)) return origin;
  if (isWhole(catalog, name.schema)) return "change";
  return catalog.holes.length > 0 && mayBeNamed(catalog, name.name) ? "base" : "unproven";
}

/** The same for a part of a table: on a new table all is new. */
export function originOfPart(
  catalog: Catalog,
  table: Table,
  isConditional: boolean,
  name: string,
): Origin {
  if (catalog.origin !== "base" && table.origin === "change") return "change";
  const found = originOfNew(catalog, isConditional, { schema: table.name.schema, name });
  return found === "base" && catalog.origin !== "base" && table.columnsComplete
    ? "unproven"
    : found;
}

/** Remembers that a live table's name is given up by the change under judgement, with its live columns. */
export function vacateTable(catalog: Catalog, table: Table, how: "dropped" | "renamed"): void {
  if (catalog.origin === "base" || table.origin === "change") return;
  catalog.vacated.set(nameKey(table.name), how);
  for (const column of table.columns.values())
    if (column.origin !== "change") catalog.vacated.set(columnKey(table.name, column.name), how);
}

/** The same for the name of a live view or type. */
export function vacateName(
  catalog: Catalog,
  { name, origin }: { readonly name: QualifiedName; readonly origin: Origin },
  how: "dropped" | "renamed",
): void {
  if (catalog.origin !== "base" && origin !== "change") catalog.vacated.set(nameKey(name), how);
}

export function vacateColumn(catalog: Catalog, table: Table, column: string): void {
  const origin = table.columns.get(column)?.origin ?? "change";
  if (catalog.origin === "base" || origin === "change") return;
  catalog.vacated.set(columnKey(table.name, column), "dropped");
}

/** The origin of what takes this name: live where it stands in the place of something live. */
export function originUnderName(catalog: Catalog, origin: Origin, name: QualifiedName): Origin {
  return catalog.vacated.has(nameKey(name)) ? "base" : origin;
}

/** What running code knows of the live table whose name a table takes counts as live there. */
export function asSuccessor(catalog: Catalog, table: Table): Table {
  const columns = [...table.columns].map(([name, column]) => {
    const isKnown = catalog.vacated.has(columnKey(table.name, name));
    return [name, isKnown ? { ...column, origin: "base" as const } : column] as const;
  });
  return { ...table, origin: "base", columns: new Map(columns) };
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
