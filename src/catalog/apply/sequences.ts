import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import { accessToNew } from "../default-privileges.ts";
import { relationExists } from "../lookup.ts";
import { storeColumn, storeSequence } from "../entries.ts";
import type { AlterSequence, CreateSequence, DropSequence } from "../../model/schema-change.ts";
import { clearDefaults, drawingFromOriginal } from "./drawn-default.ts";
import { setOwner } from "./owners.ts";
import { originOfNew } from "./stamp.ts";

export function createSequence(catalog: Catalog, change: CreateSequence): void {
  if (relationExists(catalog, change.sequence)) return;
  const origin = originOfNew(catalog, change.ifNotExists, change.sequence);
  const access = accessToNew(catalog, "sequence", change.sequence.schema);
  const ownedBy = change.ownedBy ?? null;
  storeSequence(catalog, { name: change.sequence, origin, ownedBy, ...access });
}

/** Only OWNED BY matters here: with its column, the sequence goes too. */
export function alterSequence(catalog: Catalog, change: AlterSequence): void {
  const sequence = catalog.sequences.get(nameKey(change.sequence));
  if (sequence === undefined) return;
  if (change.owner !== undefined)
    setOwner(catalog, { kind: "relation", name: change.sequence }, change.owner);
  if (change.ownedBy === undefined) return;
  const owner =
    sequence.ownedBy === null ? undefined : catalog.tables.get(nameKey(sequence.ownedBy.table));
  const column = owner?.columns.get(sequence.ownedBy?.column ?? "");
  // The column goes on drawing from it.
  if (owner !== undefined && column?.autoIncrement === true)
    storeColumn(catalog, owner, drawingFromOriginal(catalog, owner.name, column));
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
  clearDefaults(catalog, change.sequence);
}
