import type { Catalog, Column, Table } from "./catalog.ts";

/** A catalog of its own with the same content: altering one leaves the other as it is. */
export function cloneCatalog(catalog: Catalog): Catalog {
  return {
    ...catalog,
    schemas: new Map(catalog.schemas),
    tables: mapped(catalog.tables, cloneTable),
    views: new Map(catalog.views),
    indexes: new Map(catalog.indexes),
    types: new Map(catalog.types),
    functions: new Map(catalog.functions),
    sequences: new Map(catalog.sequences),
    extensions: new Set(catalog.extensions),
    objects: new Map(catalog.objects),
    defaultPrivileges: new Map(catalog.defaultPrivileges),
    defaultGrantees: new Set(catalog.defaultGrantees),
    temporary: new Map(catalog.temporary),
    vacated: new Map(catalog.vacated),
    assumed: new Set(catalog.assumed),
    holes: [...catalog.holes],
  };
}

function cloneTable(table: Table): Table {
  return {
    ...table,
    columns: mapped(table.columns, (column): Column => ({ ...column })),
    constraints: new Map(table.constraints),
    triggers: new Map(table.triggers),
    policies: new Map(table.policies),
  };
}

function mapped<Value>(
  map: ReadonlyMap<string, Value>,
  clone: (value: Value) => Value,
): Map<string, Value> {
  return new Map([...map].map(([key, value]) => [key, clone(value)]));
}
