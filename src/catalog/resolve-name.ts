import { nameKey } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import { isPostgresqlType } from "./builtin-types.ts";
import { tableByFoldedName, tablesWithTrigger } from "./entries.ts";
import { findTable } from "./lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SqlType } from "../model/sql-type.ts";

/** An object by its name in one of the catalog's maps. */
type Lookup = ReadonlyMap<string, unknown>;

/** The schema in which an unqualified new object is made. */
export function resolveNew(catalog: Catalog, name: QualifiedName): QualifiedName {
  if (catalog.dialect !== "postgresql") return withoutMain(catalog, name);
  return name.schema === null ? { schema: creationSchema(catalog), name: name.name } : name;
}

/** A new table or view, in PostgreSQL's schema for temporary ones where it is one. */
export function resolveNewRelation(
  catalog: Catalog,
  name: QualifiedName,
  temporary: boolean,
): QualifiedName {
  if (temporary && catalog.dialect === "postgresql") return { schema: "pg_temp", name: name.name };
  return resolveNew(catalog, name);
}

/** The first object of the name along the search path; where there is none, where it would be made. */
export function resolveExisting(
  catalog: Catalog,
  name: QualifiedName,
  ...lookups: readonly Lookup[]
): QualifiedName {
  if (catalog.dialect === "sqlite") return sqliteName(catalog, name);
  if (catalog.dialect !== "postgresql" || name.schema !== null) return name;
  for (const schema of catalog.searchPath) {
    const candidate = { schema, name: name.name };
    const key = nameKey(candidate);
    if (lookups.some((lookup) => lookup.has(key))) return candidate;
  }
  return { schema: creationSchema(catalog), name: name.name };
}

/** A table, view, sequence or index: PostgreSQL keeps them in one space of names, temporary ones first. */
export function resolveRelation(catalog: Catalog, name: QualifiedName): QualifiedName {
  if (catalog.dialect === "postgresql" && name.schema === null) {
    const temporary = { schema: "pg_temp", name: name.name };
    if (catalog.temporary.has(nameKey(temporary))) return temporary;
  }
  const { tables, views, sequences, indexes } = catalog;
  return resolveExisting(catalog, name, tables, views, sequences, indexes);
}

/** A column's type: the user's types get their schema; built-in and unknown ones (of extensions) stay. */
export function resolveType(catalog: Catalog, type: SqlType): SqlType {
  if (catalog.dialect !== "postgresql" || type.schema !== null) return type;
  if (isPostgresqlType(type.name)) return type;
  for (const schema of catalog.searchPath)
    if (catalog.types.has(nameKey({ schema, name: type.name }))) return { ...type, schema };
  return type;
}

/** The catalog's spelling of a column: MySQL and SQLite do not tell upper from lower case. */
export function resolveColumn(catalog: Catalog, table: QualifiedName, column: string): string {
  if (catalog.dialect === "postgresql") return column;
  return sameSpelling(findTable(catalog, table)?.columns, column);
}

export function resolveConstraintName(
  catalog: Catalog,
  table: QualifiedName,
  constraint: string,
): string {
  if (catalog.dialect === "postgresql") return constraint;
  return sameSpelling(findTable(catalog, table)?.constraints, constraint);
}

/** The table of a trigger that the statement does not name. */
export function resolveTriggerTable(catalog: Catalog, trigger: string): QualifiedName | null {
  const [only, ...others] = tablesWithTrigger(catalog, trigger);
  return only === undefined || others.length > 0 ? null : only.name;
}

function sameSpelling(entries: ReadonlyMap<string, unknown> | undefined, name: string): string {
  if (entries === undefined || entries.has(name)) return name;
  const folded = name.toLowerCase();
  for (const entry of entries.keys()) if (entry.toLowerCase() === folded) return entry;
  return name;
}

function sqliteName(catalog: Catalog, name: QualifiedName): QualifiedName {
  const plain = withoutMain(catalog, name);
  if (catalog.tables.has(nameKey(plain))) return plain;
  return tableByFoldedName(catalog, nameKey(plain))?.name ?? plain;
}

/** SQLite's `main` is the database itself. */
function withoutMain(catalog: Catalog, name: QualifiedName): QualifiedName {
  const isMain = catalog.dialect === "sqlite" && name.schema?.toLowerCase() === "main";
  return isMain ? { schema: null, name: name.name } : name;
}

/** The first schema of the path that exists; where none is known to, the first. */
export function creationSchema({ searchPath, schemas }: Catalog): string {
  return searchPath.find((schema) => schemas.has(schema)) ?? searchPath[0] ?? "public";
}
