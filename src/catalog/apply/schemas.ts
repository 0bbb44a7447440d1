import { nameKey, objectKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import { accessToNew } from "../default-privileges.ts";
import { storeSequence } from "../entries.ts";
import type { CreateSchema, DropSchema, RenameSchema } from "../../model/schema-change.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { removeView, removeViewsReading } from "./drop-view.ts";
import { removeWithDependants } from "./drop-table.ts";
import { dropFunction, moveFunction } from "./functions.ts";
import { moveTable } from "./move-table.ts";
import { dropSequence } from "./sequences.ts";
import { originOfNew } from "./stamp.ts";
import { dropType, moveType } from "./types.ts";
import { moveView } from "./views.ts";

export function createSchema(catalog: Catalog, change: CreateSchema): void {
  if (catalog.schemas.has(change.name)) return;
  const name = { schema: "public", name: change.name };
  catalog.schemas.set(change.name, originOfNew(catalog, change.ifNotExists, name));
  catalog.objects.set(objectKey("schema", change.name), {
    ...accessToNew(catalog, "schema", null),
    ...(change.owner === undefined ? {} : { owner: change.owner }),
  });
}

/** Drops a schema with all that is in it; without CASCADE the server refuses unless it is empty. */
export function dropSchema(catalog: Catalog, change: DropSchema): void {
  catalog.schemas.delete(change.name);
  catalog.objects.delete(objectKey("schema", change.name));
  const isMysql = catalog.dialect === "mysql" || catalog.dialect === "mariadb";
  if (!change.cascade && !isMysql) return;
  const dropped = { ifExists: true, cascade: true, argumentTypes: null };
  const inSchema = (name: QualifiedName): boolean => name.schema === change.name;
  for (const table of [...catalog.tables.values()])
    if (inSchema(table.name)) removeWithDependants(catalog, table, true);
  for (const view of [...catalog.views.values()]) {
    if (!inSchema(view.name)) continue;
    removeView(catalog, view.name);
    removeViewsReading(catalog, view.name);
  }
  for (const type of [...catalog.types.values()])
    if (inSchema(type.name)) dropType(catalog, { ...dropped, kind: "drop-type", type: type.name });
  for (const { name, routine } of [...catalog.functions.values()].flat())
    if (inSchema(name))
      dropFunction(catalog, { ...dropped, kind: "drop-function", function: name, routine });
  for (const { name } of [...catalog.sequences.values()])
    if (inSchema(name))
      dropSequence(catalog, { ...dropped, kind: "drop-sequence", sequence: name });
}

export function renameSchema(catalog: Catalog, change: RenameSchema): void {
  const origin = catalog.schemas.get(change.name);
  catalog.schemas.delete(change.name);
  catalog.schemas.set(change.to, origin ?? "base");
  const access = catalog.objects.get(objectKey("schema", change.name));
  catalog.objects.delete(objectKey("schema", change.name));
  if (access !== undefined) catalog.objects.set(objectKey("schema", change.to), access);
  const inSchema = (name: QualifiedName): boolean => name.schema === change.name;
  const moved = (name: QualifiedName): QualifiedName => ({ schema: change.to, name: name.name });
  for (const table of [...catalog.tables.values()])
    if (inSchema(table.name)) moveTable(catalog, table, moved(table.name));
  // Each as the moves before it leave it.
  for (const key of [...catalog.views.keys()]) {
    const view = catalog.views.get(key);
    if (view !== undefined && inSchema(view.name)) moveView(catalog, view, moved(view.name));
  }
  for (const type of [...catalog.types.values()])
    if (inSchema(type.name)) moveType(catalog, type.name, moved(type.name));
  for (const overloads of [...catalog.functions.values()]) {
    const name = overloads[0]?.name;
    if (name !== undefined && inSchema(name)) moveFunction(catalog, name, moved(name));
  }
  for (const sequence of [...catalog.sequences.values()]) {
    if (!inSchema(sequence.name)) continue;
    catalog.sequences.delete(nameKey(sequence.name));
    storeSequence(catalog, { ...sequence, name: moved(sequence.name) });
  }
}
