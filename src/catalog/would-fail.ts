import { nameKey } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import { sameArguments } from "./argument-types.ts";
import { findColumn, findConstraint, findIndex, findTable, findView } from "./lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";

/**
 * The condition with which the server surely refuses a change of this schema, because what it makes is there already or
 * what it takes away is not known to a table that is; null where it may run. The change must be resolved.
 */
export function failureOf(catalog: Catalog, change: SchemaChange): string | null {
  switch (change.kind) {
    case "create-table":
      return !change.ifNotExists && !change.temporary && isRelation(catalog, change.table)
        ? "duplicate_table"
        : null;
    case "create-view":
      return !change.ifNotExists && !change.replace && isRelation(catalog, change.view)
        ? "duplicate_table"
        : null;
    case "create-sequence":
      return !change.ifNotExists && isRelation(catalog, change.sequence) ? "duplicate_table" : null;
    case "create-index": {
      const { name } = change.index;
      if (change.ifNotExists || name === null) return null;
      const index = { schema: change.table.schema, name };
      return isRelation(catalog, index) ? "duplicate_table" : null;
    }
    case "add-column":
      return !change.ifNotExists && findColumn(catalog, change.table, change.column.name) !== null
        ? "duplicate_column"
        : null;
    case "add-constraint": {
      const { name, type, usingIndex } = change.constraint;
      if (type === "primary-key" && hasPrimaryKey(catalog, change.table))
        return "invalid_table_definition";
      if (name === null) return null;
      // The index of a unique constraint is made first, and it has the constraint's name.
      const hasIndex = ["unique", "primary-key", "exclusion"].includes(type) && usingIndex === null;
      if (hasIndex && isRelation(catalog, { schema: change.table.schema, name }))
        return "duplicate_table";
      return findConstraint(catalog, change.table, name) === null ? null : "duplicate_object";
    }
    case "create-type":
      return catalog.types.has(nameKey(change.type)) ? "duplicate_object" : null;
    case "add-enum-value": {
      const definition = catalog.types.get(nameKey(change.type))?.definition;
      const isThere = definition?.kind === "enum" && definition.values.includes(change.value);
      return isThere && !change.ifNotExists ? "duplicate_object" : null;
    }
    case "create-function": {
      const overloads = catalog.functions.get(nameKey(change.function)) ?? [];
      const isThere = overloads.some(({ argumentTypes }) =>
        sameArguments(argumentTypes, change.argumentTypes),
      );
      return isThere && !change.replace ? "duplicate_function" : null;
    }
    case "create-trigger":
      return !change.replace && findTable(catalog, change.table)?.triggers.has(change.name) === true
        ? "duplicate_object"
        : null;
    case "create-policy":
      return findTable(catalog, change.table)?.policies.has(change.name) === true
        ? "duplicate_object"
        : null;
    case "create-schema":
      return !change.ifNotExists && catalog.schemas.has(change.name) ? "duplicate_schema" : null;
    case "rename-column": {
      const table = findTable(catalog, change.table);
      if (table === null || table.columns.has(change.column)) return null;
      return table.columnsComplete ? "undefined_column" : null;
    }
    case "drop-column": {
      const table = findTable(catalog, change.table);
      if (change.ifExists || table === null || table.columns.has(change.column)) return null;
      return table.columnsComplete ? "undefined_column" : null;
    }
    default:
      return null;
  }
}

function isRelation(catalog: Catalog, name: QualifiedName): boolean {
  return (
    findTable(catalog, name) !== null ||
    findView(catalog, name) !== null ||
    findIndex(catalog, name) !== null ||
    catalog.sequences.has(nameKey(name))
  );
}

function hasPrimaryKey(catalog: Catalog, table: QualifiedName): boolean {
  const constraints = findTable(catalog, table)?.constraints.values() ?? [];
  return [...constraints].some(({ type }) => type === "primary-key");
}
