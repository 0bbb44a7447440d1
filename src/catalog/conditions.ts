import { assumesTablesIn } from "./assumed.ts";
import { isPostgresqlType } from "./builtin-types.ts";
import { nameKey } from "./catalog.ts";
import type { Catalog, Table } from "./catalog.ts";
import { isComplete } from "./holes.ts";
import type { Condition, SoughtObject } from "../model/condition.ts";

/** Whether a condition holds in this schema; null where the schema does not tell. */
export function holds(catalog: Catalog, condition: Condition): boolean | null {
  switch (condition.kind) {
    case "constant":
      return condition.value;
    case "exists":
      return isFound(catalog, condition.object);
    case "not": {
      const inner = holds(catalog, condition.condition);
      return inner === null ? null : !inner;
    }
    case "all":
    case "any": {
      const parts = condition.conditions.map((part) => holds(catalog, part));
      const deciding = condition.kind === "any";
      if (parts.includes(deciding)) return deciding;
      return parts.includes(null) ? null : !deciding;
    }
    case "undecided":
      return null;
  }
}

function isFound(catalog: Catalog, object: SoughtObject): boolean | null {
  const found = isThere(catalog, object);
  return found === true && object.furtherConditions ? null : found;
}

/** Present if the history made it; absent only if all of the history is known and did not. */
function isThere(catalog: Catalog, object: SoughtObject): boolean | null {
  switch (object.kind) {
    case "relation":
      return listed(catalog, object, [
        catalog.tables,
        catalog.views,
        catalog.sequences,
        catalog.indexes,
      ]);
    case "table":
      return listed(catalog, object, [catalog.tables]);
    case "view":
      return listed(catalog, object, [catalog.views]);
    case "index":
      return listed(catalog, object, [catalog.indexes]);
    case "sequence":
      return listed(catalog, object, [catalog.sequences]);
    case "type":
      if (isPostgresqlType(object.name)) return true;
      // A table is a type too, and so are those that extensions bring.
      return withExtensions(catalog, listed(catalog, object, [catalog.types, catalog.tables]));
    case "function":
      return withExtensions(catalog, listed(catalog, object, [catalog.functions]));
    case "schema":
      return catalog.schemas.has(object.name) ? true : null;
    case "extension":
      return catalog.extensions.has(object.name) ? true : null;
    case "enum-value":
      return hasEnumValue(catalog, object);
    case "column":
      return inTables(catalog, object, (table) =>
        table.columns.has(object.name) ? true : table.columnsComplete ? false : null,
      );
    case "constraint":
      return inTables(catalog, object, (table) => table.constraints.has(object.name));
    case "trigger":
      return inTables(catalog, object, (table) => table.triggers.has(object.name));
    case "policy":
      return inTables(catalog, object, (table) => table.policies.has(object.name));
  }
}

function listed(
  catalog: Catalog,
  object: SoughtObject,
  maps: readonly ReadonlyMap<string, unknown>[],
): boolean | null {
  const keys = schemasOf(catalog, object).map((schema) => nameKey({ schema, name: object.name }));
  if (maps.some((map) => keys.some((key) => map.has(key)))) return true;
  return knowsAll(catalog, object.schema) ? false : null;
}

/** What a table that is in reach says of its part; the tables of another name say nothing. */
function inTables(
  catalog: Catalog,
  object: SoughtObject,
  has: (table: Table) => boolean | null,
): boolean | null {
  const tables = tablesInReach(catalog, object);
  const answers = tables.map(has);
  if (answers.includes(true)) return true;
  if (answers.includes(null) || !isComplete(catalog)) return null;
  // A view has columns too, which are not all known.
  const isView = listed(catalog, { ...object, name: object.table ?? "" }, [catalog.views]) === true;
  if (object.table !== null && tables.length > 0 && !isView) return false;
  return !isView && knowsAll(catalog, object.schema) ? false : null;
}

function tablesInReach(catalog: Catalog, object: SoughtObject): readonly Table[] {
  const { table: name } = object;
  const schemas = schemasOf(catalog, object);
  if (name === null)
    return [...catalog.tables.values()].filter((table) =>
      schemas.includes(table.name.schema ?? ""),
    );
  const found = schemas.flatMap((schema) => catalog.tables.get(nameKey({ schema, name })) ?? []);
  return object.alongSearchPath ? found.slice(0, 1) : found;
}

function hasEnumValue(catalog: Catalog, object: SoughtObject): boolean | null {
  const { table: type } = object;
  if (type === null) return null;
  const found = schemasOf(catalog, object).flatMap(
    (schema) => catalog.types.get(nameKey({ schema, name: type })) ?? [],
  );
  const enums = found.flatMap(({ definition }) => (definition.kind === "enum" ? definition : []));
  if (enums.some(({ values }) => values.includes(object.name))) return true;
  return enums.length > 0 && isComplete(catalog) ? false : null;
}

function schemasOf(catalog: Catalog, object: SoughtObject): readonly string[] {
  if (object.schema !== null) return [object.schema];
  return object.alongSearchPath ? catalog.searchPath : [...catalog.schemas.keys()];
}

function withExtensions(catalog: Catalog, found: boolean | null): boolean | null {
  return found === false && catalog.extensions.size > 0 ? null : found;
}

/**
 * Whether what the history did not make is not there: all of it could be read, it began with the schema's first table, and
 * no statement needed a table that none had made.
 */
function knowsAll(catalog: Catalog, schema: string | null): boolean {
  if (!isComplete(catalog)) return false;
  if (schema === null ? catalog.assumed.size > 0 : assumesTablesIn(catalog, schema)) return false;
  for (const table of catalog.tables.values())
    if (table.origin === "base" && (schema === null || table.name.schema === schema)) return true;
  return false;
}
