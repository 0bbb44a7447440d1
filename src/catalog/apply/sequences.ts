import { nameKey } from "../catalog.ts";
import type { Catalog, Column } from "../catalog.ts";
import { storeSequence } from "../entries.ts";
import type { AlterSequence, CreateSequence, DropSequence } from "../../model/schema-change.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { originOfNew } from "./stamp.ts";

export function createSequence(catalog: Catalog, change: CreateSequence): void {
  if (catalog.sequences.has(nameKey(change.sequence))) return;
  const origin = originOfNew(catalog, change.ifNotExists, change.sequence);
  storeSequence(catalog, { name: change.sequence, origin, ownedBy: change.ownedBy ?? null });
}

/** Only OWNED BY matters here: with its column, the sequence goes too. */
export function alterSequence(catalog: Catalog, change: AlterSequence): void {
  const sequence = catalog.sequences.get(nameKey(change.sequence));
  if (sequence === undefined || change.ownedBy === undefined) return;
  storeSequence(catalog, { ...sequence, ownedBy: change.ownedBy });
}

/** Drops a sequence; with CASCADE the defaults that draw from it go too. */
export function dropSequence(catalog: Catalog, change: DropSequence): void {
  const sequence = catalog.sequences.get(nameKey(change.sequence));
  catalog.sequences.delete(nameKey(change.sequence));
  if (!change.cascade || sequence === undefined) return;
  const { ownedBy } = sequence;
  const owner = ownedBy === null ? undefined : catalog.tables.get(nameKey(ownedBy.table));
  const serial = owner?.columns.get(ownedBy?.column ?? "");
  if (serial !== undefined) serial.autoIncrement = false;
  for (const table of catalog.tables.values())
    for (const column of table.columns.values())
      if (drawsFrom(column, change.sequence)) column.default = null;
}

/** Whether a default is `nextval('schema.name')`; without a schema the name alone tells. */
function drawsFrom({ default: value }: Column, { schema, name }: QualifiedName): boolean {
  if (value?.functions.includes("nextval") !== true) return false;
  const parts = /'([^']*)'/.exec(value.sql)?.[1]?.replaceAll('"', "").split(".") ?? [];
  return parts.at(-1) === name && (parts.length === 1 || parts.at(-2) === schema);
}
