import { nameKey } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import { resolveColumn, resolveRelation, resolveType } from "./resolve-name.ts";
import type {
  ColumnDefinition,
  ConstraintDefinition,
  IndexDefinition,
} from "../model/definitions.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { CreateType } from "../model/schema-change.ts";

export function resolveColumnDefinition(
  catalog: Catalog,
  column: ColumnDefinition,
): ColumnDefinition {
  return { ...column, type: resolveType(catalog, column.type) };
}

/** `table` is where the constraint stands; its own columns and those it refers to get the catalog's spelling. */
export function resolveConstraint(
  catalog: Catalog,
  table: QualifiedName,
  constraint: ConstraintDefinition,
): ConstraintDefinition {
  const { references } = constraint;
  const target = references === null ? null : resolveTarget(catalog, table, references.table);
  return {
    ...constraint,
    columns: constraint.columns.map((column) => resolveColumn(catalog, table, column)),
    references:
      references === null || target === null
        ? null
        : {
            ...references,
            table: target,
            columns: references.columns.map((column) => resolveColumn(catalog, target, column)),
          },
  };
}

export function resolveIndexDefinition(
  catalog: Catalog,
  table: QualifiedName,
  index: IndexDefinition,
): IndexDefinition {
  const parts = index.parts.map((part) =>
    part.column === null ? part : { ...part, column: resolveColumn(catalog, table, part.column) },
  );
  return { ...index, parts };
}

export function resolveTypeDefinition(
  catalog: Catalog,
  definition: CreateType["definition"],
): CreateType["definition"] {
  if (definition.kind !== "domain") return definition;
  return { ...definition, base: resolveType(catalog, definition.base) };
}

/** A table under construction is not in the catalog yet, but its foreign keys may point at itself. */
function resolveTarget(
  catalog: Catalog,
  table: QualifiedName,
  target: QualifiedName,
): QualifiedName {
  const resolved = resolveRelation(catalog, target);
  const isItself = target.schema === null && target.name === table.name;
  return isItself && !catalog.tables.has(nameKey(resolved)) ? table : resolved;
}
