import type { Constraint, Table } from "../catalog/catalog.ts";
import { andedParts, columnBefore } from "./condition-parts.ts";

/** Checks of a table that let no NULL into a column. */
export function notNullChecks(table: Table, column: string): readonly Constraint[] {
  return [...table.constraints.values()].filter(
    (constraint) =>
      constraint.enforced &&
      ((constraint.type === "check" &&
        constraint.expression !== null &&
        requiresNotNull(constraint.expression.sql, column)) ||
        (constraint.type === "not-null" && constraint.columns.includes(column))),
  );
}

/** Checks by which the server sees, without reading a row, that a column has no NULL: from PostgreSQL 12 on. */
export function notNullProofs(
  table: Table,
  column: string,
  databaseVersion: number,
): readonly Constraint[] {
  if (databaseVersion < 12) return [];
  return notNullChecks(table, column).filter(({ type, notValid }) => type === "check" && !notValid);
}

/** Whether a condition has `column IS NOT NULL` as itself or as one of its AND-ed parts. */
export function requiresNotNull(condition: string, column: string): boolean {
  return andedParts(condition).some((part) => notNullColumn(part) === column);
}

/** Whether a condition says nothing but that columns are not null. */
export function onlyRequiresNotNull(condition: string, columns: readonly string[]): boolean {
  return andedParts(condition).every((part) => {
    const column = notNullColumn(part);
    return column !== null && columns.includes(column);
  });
}

function notNullColumn(part: string): string | null {
  return columnBefore("is not null", part);
}
