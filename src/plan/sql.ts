import type { Column, Table } from "../catalog/catalog.ts";
import { findTable } from "../catalog/lookup.ts";
import { displayName, inCode } from "../catalog/display-name.ts";
import { quoteIdentifier, quoteName } from "../catalog/quote.ts";
import type { Dialect } from "../model/dialect.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { RecipeContext } from "./recipe.ts";

/** Rows that one batch of a backfill touches: small enough to hold its locks for well under a second. */
const batchSize = 1000;

/** The SQL words of one dialect for the names of one plan. */
export interface SqlWords {
  readonly table: string;
  /** The table as prose names it, in backquotes: without the default schema. */
  readonly tableName: string;
  readonly column: (name: string) => string;
  /** A column of the table as prose names it: `users.full_name`, in backquotes. */
  readonly shown: (column: string) => string;
}

export function wordsFor(table: QualifiedName, context: RecipeContext): SqlWords {
  const name = displayName(table);
  return {
    table: quoteName(table, context.dialect),
    tableName: inCode(name),
    column: (column) => quoteIdentifier(column, context.dialect),
    shown: (column) => inCode(`${name}.${column}`),
  };
}

/**
 * Bounds how long a statement may wait for its lock: while it waits, everything behind it waits too. Told apart from
 * the statement because it is a setting of the session.
 */
export function lockTimeout(dialect: Dialect): readonly string[] {
  switch (dialect) {
    case "postgresql":
      return ["SET lock_timeout = '5s'"];
    case "mysql":
    case "mariadb":
      return ["SET lock_wait_timeout = 5"];
    case "sqlite":
      return [];
  }
}

/** "Differs", with NULL as a value like any other. */
export function differs(left: string, right: string, dialect: Dialect): string {
  switch (dialect) {
    case "postgresql":
      return `${left} IS DISTINCT FROM ${right}`;
    case "mysql":
    case "mariadb":
      return `NOT (${left} <=> ${right})`;
    case "sqlite":
      return `${left} IS NOT ${right}`;
  }
}

/** One batch of an UPDATE, to be run again until it changes no row. */
export function batchedUpdate(
  table: QualifiedName,
  assignment: string,
  condition: string,
  context: RecipeContext,
): string {
  const { table: name } = wordsFor(table, context);
  if (context.dialect === "mysql" || context.dialect === "mariadb") {
    return `UPDATE ${name} SET ${assignment} WHERE ${condition} LIMIT ${batchSize}`;
  }
  const key = rowKey(findTable(context.catalog, table), context.dialect);
  return `UPDATE ${name} SET ${assignment}\nWHERE ${key} IN (\n  SELECT ${key.replace(/^\(|\)$/g, "")} FROM ${name} WHERE ${condition} LIMIT ${batchSize}\n)`;
}

/** What tells one row of a table: its primary key, else the row's address. */
function rowKey(table: Table | null, dialect: Dialect): string {
  const constraints = [...(table?.constraints.values() ?? [])];
  const primary = constraints.find((constraint) => constraint.type === "primary-key");
  const columns = (primary?.columns ?? []).map((column) => quoteIdentifier(column, dialect));
  if (columns.length === 1 && columns[0] !== undefined) return columns[0];
  if (columns.length > 1) return `(${columns.join(", ")})`;
  return dialect === "sqlite" ? "rowid" : "ctid";
}

/** The type of a column as it is written in SQL; where the history does not tell it, a gap to fill in. */
export function typeText(column: Column | null, name: string): string {
  return column?.type.text ?? `/* the type of ${name.replaceAll("*/", "* /")} */`;
}

/** A default that the new column should have as well; empty where there is none or the server fills it in. */
export function defaultClause(column: Column | null): string {
  return column?.default == null || column.autoIncrement ? "" : ` DEFAULT ${column.default.sql}`;
}
