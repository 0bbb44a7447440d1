import { indexKey, nameKey } from "../catalog.ts";
import type { Catalog, Origin } from "../catalog.ts";
import { childrenOfTable, indexesOfTable, storeIndex } from "../entries.ts";
import { findIndex, relationExists } from "../lookup.ts";
import { impliedIndexName } from "../implied-name.ts";
import { sameIndexDefinition } from "../same-definition.ts";
import type { IndexDefinition } from "../../model/definitions.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type { AlterTableOption, CreateIndex } from "../../model/schema-change.ts";
import { originOfNew } from "./stamp.ts";

export function createIndex(catalog: Catalog, change: CreateIndex): void {
  const { table, index } = change;
  if (change.ifNotExists && index.name !== null) {
    if (catalog.indexes.has(indexKey(catalog.dialect, table, index.name))) return;
    const name = { schema: table.schema, name: index.name };
    if (catalog.dialect === "postgresql" && relationExists(catalog, name)) return;
  }
  const name = { schema: table.schema, name: index.name ?? "" };
  const origin = originOfNew(catalog, change.ifNotExists, name);
  const key = addIndexTo(catalog, table, index, origin);
  if (!change.only) addToPartitions(catalog, table, key, index, origin);
}

/** Adds an index to one table; tells its key. */
export function addIndexTo(
  catalog: Catalog,
  table: QualifiedName,
  definition: IndexDefinition,
  origin: Origin,
  parent: string | null = null,
): string {
  const name = definition.name ?? impliedIndexName(catalog, table, definition);
  const { parts, include, unique, where, method } = definition;
  const previous = catalog.indexes.get(indexKey(catalog.dialect, table, name));
  return storeIndex(catalog, {
    name,
    parts,
    include,
    unique,
    where,
    method,
    origin: previous?.origin ?? origin,
    table,
    constraint: null,
    parent,
  });
}

/** Partitions get the index too, under a name of their own, unless they have an equal one. */
export function addToPartitions(
  catalog: Catalog,
  table: QualifiedName,
  key: string,
  definition: IndexDefinition,
  origin: Origin,
): void {
  const pending = [{ table, key }];
  const seen = new Set<string>();
  for (const entry of pending) {
    if (seen.has(entry.key)) continue;
    seen.add(entry.key);
    for (const child of childrenOfTable(catalog, entry.table)) {
      if (child.partitionOf === null) continue;
      const part = addPart(catalog, child.name, entry.key, definition, origin);
      pending.push({ table: child.name, key: part });
    }
  }
}

/** Makes the index of a partition a part of the parent's. */
export function attachIndex(catalog: Catalog, { table, part }: AlterTableOption): void {
  const index = part === undefined ? null : findIndex(catalog, part, null);
  if (index !== null) storeIndex(catalog, { ...index, parent: nameKey(table) });
}

/** One partition's part of an index: an equal index that it has, or a new one. */
export function addPart(
  catalog: Catalog,
  table: QualifiedName,
  parent: string,
  definition: IndexDefinition,
  origin: Origin,
): string {
  const existing = indexesOfTable(catalog, table).find(
    (index) =>
      (index.parent === undefined || index.parent === null) &&
      sameIndexDefinition(index, definition),
  );
  if (existing !== undefined) return storeIndex(catalog, { ...existing, parent });
  return addIndexTo(catalog, table, { ...definition, name: null }, origin, parent);
}
