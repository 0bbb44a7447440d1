import { indexKey } from "./catalog.ts";
import type { Catalog, Table } from "./catalog.ts";
import { indexesOfTable, tablesWithConstraint } from "./entries.ts";
import { firstFreeNumber } from "./free-number.ts";
import { relationExists } from "./lookup.ts";
import { freePostgresqlName, indexColumnNames, indexNameAddition } from "./postgresql-name.ts";
import { isRowNumber } from "./sqlite-row-number.ts";
import type { ConstraintDefinition, IndexDefinition } from "../model/definitions.ts";
import type { QualifiedName } from "../model/qualified-name.ts";

/**
 * The name that the server gives a constraint without one, free at this moment.
 *
 * PostgreSQL: `users_pkey`, `users_email_key`, `orders_user_id_fkey`, `users_age_check`. MySQL: `PRIMARY`, the first
 * column, `orders_ibfk_1`, `orders_chk_1`. MariaDB: checks are `CONSTRAINT_1` (those written beside a column have no
 * name of their own there; they are numbered along). SQLite names only the indexes of constraints
 * (`sqlite_autoindex_users_1`); its other constraints get a key that no statement can name (`check 1`).
 */
export function impliedConstraintName(
  catalog: Catalog,
  table: Table,
  definition: ConstraintDefinition,
): string {
  switch (catalog.dialect) {
    case "postgresql":
      return postgresqlConstraintName(catalog, table, definition);
    case "mysql":
    case "mariadb":
      return mysqlConstraintName(catalog, table, definition);
    case "sqlite":
      return sqliteConstraintName(table, definition);
  }
}

/** The name that the server gives an index without one, such as `users_email_idx`; in MySQL its first column. */
export function impliedIndexName(
  catalog: Catalog,
  table: QualifiedName,
  index: IndexDefinition,
): string {
  if (catalog.dialect === "postgresql") {
    const columns = indexNameAddition(indexColumnNames(index.parts, index.include));
    return freePostgresqlName(table.name, columns, "idx", (name) =>
      relationExists(catalog, { schema: table.schema, name }),
    );
  }
  return mysqlIndexName(catalog, table, index.parts[0]?.column ?? "functional_index");
}

/** The sequence of a serial or identity column: `users_id_seq`. */
export function impliedSequenceName(
  catalog: Catalog,
  table: QualifiedName,
  column: string,
): QualifiedName {
  const { schema } = table;
  const isTaken = (name: string): boolean => relationExists(catalog, { schema, name });
  return { schema, name: freePostgresqlName(table.name, column, "seq", isTaken) };
}

function postgresqlConstraintName(
  catalog: Catalog,
  table: Table,
  definition: ConstraintDefinition,
): string {
  const { schema } = table.name;
  const ownsIndex = ["primary-key", "unique", "exclusion"].includes(definition.type);
  const isTaken = (name: string): boolean =>
    tablesWithConstraint(catalog, schema, name).length > 0 ||
    (ownsIndex && relationExists(catalog, { schema, name }));
  const free = (addition: string | null, label: string): string =>
    freePostgresqlName(table.name.name, addition, label, isTaken);
  const columns = [...new Set(definition.columns)];
  const parts = definition.exclusion?.parts ?? [];
  switch (definition.type) {
    case "primary-key":
      return free(null, "pkey");
    case "unique":
      return free(indexNameAddition(definition.columns), "key");
    case "exclusion":
      return free(indexNameAddition(indexColumnNames(parts, [])), "excl");
    case "foreign-key":
      return free(indexNameAddition(definition.columns), "fkey");
    case "not-null":
      return free(columns[0] ?? null, "not_null");
    case "check":
      return free(columns.length === 1 ? (columns[0] ?? null) : null, "check");
  }
}

function mysqlConstraintName(
  catalog: Catalog,
  table: Table,
  definition: ConstraintDefinition,
): string {
  switch (definition.type) {
    case "primary-key":
      return "PRIMARY";
    case "foreign-key":
      return nextNumbered(table, `${table.name.name}_ibfk_`);
    case "check":
      return catalog.dialect === "mariadb"
        ? nextNumbered(table, "CONSTRAINT_")
        : nextNumbered(table, `${table.name.name}_chk_`);
    case "unique":
    case "exclusion":
    case "not-null":
      return mysqlIndexName(catalog, table.name, definition.columns[0] ?? "functional_index");
  }
}

/** One more than the highest number in use, as InnoDB counts. */
function nextNumbered(table: Table, prefix: string): string {
  // In an absurdly long list, gaps are not worth a walk at every constraint.
  if (table.constraints.size > 1000)
    return `${prefix}${firstFreeNumber(1, (number) => table.constraints.has(`${prefix}${number}`))}`;
  let highest = 0;
  for (const name of table.constraints.keys()) {
    if (!name.startsWith(prefix)) continue;
    const number = Number(name.slice(prefix.length));
    if (Number.isInteger(number) && number > highest) highest = number;
  }
  return `${prefix}${highest + 1}`;
}

function mysqlIndexName(catalog: Catalog, table: QualifiedName, column: string): string {
  const isTaken = (name: string): boolean =>
    catalog.indexes.has(indexKey(catalog.dialect, table, name));
  const named = (number: number): string => (number === 1 ? column : `${column}_${number}`);
  return named(firstFreeNumber(1, (number) => isTaken(named(number))));
}

function sqliteConstraintName(table: Table, definition: ConstraintDefinition): string {
  const isKey = definition.type === "unique" || definition.type === "primary-key";
  const isIndexed = isKey && !isRowNumber(table, definition);
  const prefix = isIndexed ? `sqlite_autoindex_${table.name.name}_` : `${definition.type} `;
  return nextNumbered(table, prefix);
}

/** Whether an index of this table begins with these columns, in order. */
export function hasIndexOn(
  catalog: Catalog,
  table: QualifiedName,
  columns: readonly string[],
): boolean {
  return indexesOfTable(catalog, table).some((index) =>
    columns.every((column, position) => index.parts[position]?.column === column),
  );
}
