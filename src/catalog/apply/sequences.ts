import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import { storeSequence } from "../entries.ts";
import type { AlterSequence, CreateSequence } from "../../model/schema-change.ts";
import { originOfNew } from "./stamp.ts";

export function createSequence(catalog: Catalog, change: CreateSequence): void {
  if (catalog.sequences.has(nameKey(change.sequence))) return;
  const origin = originOfNew(catalog, change.ifNotExists, change.sequence.name);
  storeSequence(catalog, { name: change.sequence, origin, ownedBy: null });
}

/** Only OWNED BY matters here: with its column, the sequence goes too. */
export function alterSequence(catalog: Catalog, change: AlterSequence): void {
  const sequence = catalog.sequences.get(nameKey(change.sequence));
  if (sequence === undefined || change.ownedBy === undefined) return;
  storeSequence(catalog, { ...sequence, ownedBy: change.ownedBy });
}
