import { nameKey } from "../catalog.ts";
import type { Catalog, Table } from "../catalog.ts";
import { indexesOfTable } from "../entries.ts";
import type { ConstraintDefinition } from "../../model/definitions.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { addConstraintTo } from "./add-constraint.ts";
import { addIndexTo } from "./create-index.ts";
import { drawingFromOriginal } from "./drawn-default.ts";

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
    const copy = drawingFromOriginal(catalog, name, column);
    table.columns.set(column.name, {
      ...copy,
      origin: table.origin,
      inherited: false,
      default: takes("defaults") ? copy.default : null,
      identity: takes("identity") ? column.identity : null,
      generated: takes("generated") ? column.generated : null,
    });
  }
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
      notValid: false,
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
