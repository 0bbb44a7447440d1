import { nameKey } from "../catalog.ts";
import type { Catalog, Table, Trigger } from "../catalog.ts";
import { note } from "../cross-references.ts";
import { tablesWithTrigger } from "../entries.ts";
import { partitionsOf } from "../lookup.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { originOfPart } from "./stamp.ts";
import type { CreateTrigger, DropTrigger } from "../../model/schema-change.ts";

export function createTrigger(catalog: Catalog, change: CreateTrigger): void {
  const table = catalog.tables.get(nameKey(change.table));
  if (table === undefined) return;
  const stamped = originOfPart(catalog, table, change.replace, change.name);
  storeTrigger(catalog, table, change.name, {
    origin: table.triggers.get(change.name)?.origin ?? stamped,
    function: change.function ?? null,
    forEachRow: change.forEachRow === true,
    definition: change.definition ?? null,
    inherited: false,
  });
}

export function dropTrigger(catalog: Catalog, change: DropTrigger): void {
  const { table, name } = change;
  const owners =
    table === null ? tablesWithTrigger(catalog, name) : [catalog.tables.get(nameKey(table))];
  for (const owner of owners) if (owner !== undefined) removeTrigger(catalog, owner, name);
}

export function renameTrigger(
  catalog: Catalog,
  name: QualifiedName,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  const table = catalog.tables.get(nameKey(name));
  const trigger = table?.triggers.get(from);
  if (table === undefined || trigger === undefined) return;
  removeTrigger(catalog, table, from);
  storeTrigger(catalog, table, to, trigger);
}

/** Gives a partition the triggers of its parent that fire for each row. */
export function adoptTriggers(catalog: Catalog, parent: QualifiedName, partition: Table): void {
  for (const [name, trigger] of catalog.tables.get(nameKey(parent))?.triggers ?? [])
    if (trigger.forEachRow)
      storeTrigger(catalog, partition, name, {
        ...trigger,
        origin: partition.origin,
        inherited: true,
      });
}

/** Takes the triggers of its former parent from a partition, and from its own partitions. */
export function disownTriggers(catalog: Catalog, partition: Table): void {
  for (const [name, { inherited }] of partition.triggers)
    if (inherited) removeTrigger(catalog, partition, name);
}

/** Takes away every trigger that calls a function. */
export function removeTriggersCalling(catalog: Catalog, name: QualifiedName): void {
  const key = nameKey(name);
  for (const { triggers } of catalog.tables.values())
    for (const [trigger, called] of triggers)
      if (called.function !== null && nameKey(called.function) === key) triggers.delete(trigger);
}

/** Triggers call a function on under the name that it now has. */
export function redirectTriggers(catalog: Catalog, from: QualifiedName, to: QualifiedName): void {
  const key = nameKey(from);
  for (const { triggers } of catalog.tables.values())
    for (const [name, trigger] of triggers)
      if (trigger.function !== null && nameKey(trigger.function) === key)
        triggers.set(name, { ...trigger, function: to });
}

function storeTrigger(catalog: Catalog, table: Table, name: string, trigger: Trigger): void {
  table.triggers.set(name, trigger);
  note(catalog, "tables-with-trigger", name, nameKey(table.name));
  if (!trigger.forEachRow) return;
  for (const partition of partitionsOf(catalog, table.name)) {
    partition.triggers.set(name, {
      ...trigger,
      origin: partition.triggers.get(name)?.origin ?? trigger.origin,
      inherited: true,
    });
    note(catalog, "tables-with-trigger", name, nameKey(partition.name));
  }
}

function removeTrigger(catalog: Catalog, table: Table, name: string): void {
  table.triggers.delete(name);
  for (const partition of partitionsOf(catalog, table.name))
    if (partition.triggers.get(name)?.inherited === true) partition.triggers.delete(name);
}
