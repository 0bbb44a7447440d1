import type { Catalog, Column } from "../catalog.ts";
import { sequencesOfTable } from "../entries.ts";
import { quoteName } from "../quote.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";

/** A copy of a serial column, which draws from the sequence of the original and does not own it. */
export function drawingFromOriginal(
  catalog: Catalog,
  table: QualifiedName,
  column: Column,
): Column {
  if (catalog.dialect !== "postgresql" || !column.autoIncrement) return column;
  const sequence = sequencesOfTable(catalog, table).find(
    ({ ownedBy }) => ownedBy?.column === column.name,
  );
  if (sequence === undefined) return { ...column, autoIncrement: false };
  const text = quoteName(sequence.name, catalog.dialect).replaceAll("'", "''");
  const sql = `nextval('${text}'::regclass)`;
  const drawn = { sql, constant: false, isNull: false, functions: ["nextval"], columns: [] };
  return { ...column, autoIncrement: false, default: drawn };
}

/** Takes the defaults away that draw from a sequence, which CASCADE drops. */
export function clearDefaults(catalog: Catalog, sequence: QualifiedName): void {
  for (const table of catalog.tables.values())
    for (const column of table.columns.values())
      if (drawsFrom(column, sequence)) column.default = null;
}

/** Whether a default is `nextval('schema.name')`; without a schema the name alone tells. */
function drawsFrom({ default: value }: Column, { schema, name }: QualifiedName): boolean {
  if (value?.functions.includes("nextval") !== true) return false;
  const parts = /'([^']*)'/.exec(value.sql)?.[1]?.replaceAll('"', "").split(".") ?? [];
  return parts.at(-1) === name && (parts.length === 1 || parts.at(-2) === schema);
}
