import { nameKey } from "../catalog.ts";
import type { Catalog, Column, Table } from "../catalog.ts";
import { indexesOfTable, sequencesOfTable } from "../entries.ts";
import { quoteName } from "../quote.ts";
import type { ConstraintDefinition } from "../../model/definitions.ts";
import type { Expression } from "../../model/expression.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { addConstraintTo } from "./add-constraint.ts";
import { addIndexTo } from "./create-index.ts";

/** LIKE: names, types and NOT NULL of another table's columns, and what else it says it takes. */
export function copyColumns(
  catalog: Catalog,
  table: Table,
  name: QualifiedName,
  includes: readonly string[],
): void {
  const source = catalog.tables.get(nameKey(name));
  if (source === undefined || !source.columnsComplete) table.columnsComplete = false;
  const takes = (what: string): boolean =>
    catalog.dialect !== "postgresql" || includes.includes(what) || includes.includes("all");
  for (const column of source?.columns.values() ?? []) {
    table.columns.set(column.name, {
      ...column,
      origin: table.origin,
      inherited: false,
      // A serial column's copy draws from the sequence of the original, which it does not own.
      autoIncrement: catalog.dialect === "postgresql" ? false : column.autoIncrement,
      default: takes("defaults") ? (column.default ?? drawn(catalog, name, column)) : null,
      identity: takes("identity") ? column.identity : null,
      generated: takes("generated") ? column.generated : null,
    });
  }
}

/** The default that fills in a serial column. */
function drawn(catalog: Catalog, table: QualifiedName, column: Column): Expression | null {
  if (catalog.dialect !== "postgresql" || !column.autoIncrement) return null;
  const sequence = sequencesOfTable(catalog, table).find(
    ({ ownedBy }) => ownedBy?.column === column.name,
  );
  if (sequence === undefined) return null;
  const text = quoteName(sequence.name, catalog.dialect).replaceAll("'", "''");
  const sql = `nextval('${text}'::regclass)`;
  return { sql, constant: false, isNull: false, functions: ["nextval"], columns: [] };
}

/** LIKE … INCLUDING CONSTRAINTS and INDEXES, once the columns are there. */
export function copyIndexes(
  catalog: Catalog,
  table: Table,
  name: QualifiedName,
  includes: readonly string[],
): void {
  const source = catalog.tables.get(nameKey(name));
  if (source === undefined) return;
  const isPostgresql = catalog.dialect === "postgresql";
  const takes = (what: string): boolean =>
    !isPostgresql || includes.includes(what) || includes.includes("all");
  const copied = (constraint: ConstraintDefinition): boolean =>
    constraint.type === "check"
      ? takes("constraints")
      : constraint.type !== "foreign-key" && constraint.type !== "not-null" && takes("indexes");
  for (const constraint of source.constraints.values()) {
    if (!copied(constraint)) continue;
    // PostgreSQL keeps the names of checks and derives those of indexes; MySQL the other way round.
    const keepsName = (constraint.type === "check") === isPostgresql;
    const own = indexesOfTable(catalog, name).find((index) => index.constraint === constraint.name);
    const definition: ConstraintDefinition = {
      ...constraint,
      name: keepsName ? constraint.name : null,
      usingIndex: null,
      // As the columns are called by now.
      ...(constraint.exclusion === undefined || own === undefined ? {} : { exclusion: own }),
    };
    addConstraintTo(catalog, table, definition, table.origin);
  }
  if (!takes("indexes")) return;
  for (const index of indexesOfTable(catalog, name)) {
    if (index.constraint !== null) continue;
    addIndexTo(
      catalog,
      table.name,
      { ...index, name: isPostgresql ? null : index.name },
      table.origin,
    );
  }
}
