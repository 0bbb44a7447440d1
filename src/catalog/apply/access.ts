import type { OwnedObject } from "../../model/schema-change.ts";
import { sameArguments } from "../argument-types.ts";
import type { Access, Catalog } from "../catalog.ts";
import { nameKey, objectKey } from "../catalog.ts";
import { storeSequence, storeTable, storeView } from "../entries.ts";

/** Alters who may do what with an object that the catalog knows, or that goes by one name. */
export function alterAccess(
  catalog: Catalog,
  on: OwnedObject,
  alter: (before: Access) => Access,
): void {
  switch (on.kind) {
    case "relation":
      return alterRelation(catalog, nameKey(on.name), alter);
    case "function": {
      const { argumentTypes } = on;
      const overloads = catalog.functions.get(nameKey(on.name));
      if (overloads === undefined) return;
      const isMeant = (types: readonly string[]): boolean =>
        argumentTypes === null || sameArguments(types, argumentTypes);
      catalog.functions.set(
        nameKey(on.name),
        overloads.map((one) => (isMeant(one.argumentTypes) ? altered(one, alter) : one)),
      );
      return;
    }
    case "type": {
      const type = catalog.types.get(nameKey(on.name));
      if (type !== undefined) catalog.types.set(nameKey(on.name), altered(type, alter));
      return;
    }
    case "object": {
      const key = objectKey(on.object, on.name);
      catalog.objects.set(key, altered(catalog.objects.get(key) ?? {}, alter));
    }
  }
}

function alterRelation(catalog: Catalog, key: string, alter: (before: Access) => Access): void {
  const table = catalog.tables.get(key);
  const view = catalog.views.get(key);
  const sequence = catalog.sequences.get(key);
  if (table !== undefined) storeTable(catalog, altered(table, alter));
  else if (view !== undefined) storeView(catalog, altered(view, alter));
  else if (sequence !== undefined) storeSequence(catalog, altered(sequence, alter));
}

function altered<Kind extends Access>(object: Kind, alter: (before: Access) => Access): Kind {
  return { ...object, ...alter(object) };
}
