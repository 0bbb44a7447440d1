import { nameKey } from "../catalog.ts";
import type { Catalog } from "../catalog.ts";
import { storeSequence } from "../entries.ts";
import type { SetObjectSchema } from "../../model/schema-change.ts";
import { moveFunction } from "./functions.ts";
import { moveType } from "./types.ts";

/** Gives a type, routine or sequence another schema; of the rest the catalog knows nothing. */
export function moveObject(catalog: Catalog, change: SetObjectSchema): void {
  const to = { schema: change.to, name: change.name.name };
  const key = nameKey(change.name);
  switch (change.object) {
    case "type":
    case "domain":
      return moveType(catalog, change.name, to);
    case "function":
    case "procedure":
    case "routine":
    case "aggregate":
      return moveFunction(catalog, change.name, to, change.argumentTypes ?? null);
    case "sequence": {
      const sequence = catalog.sequences.get(key);
      if (sequence === undefined) return;
      catalog.sequences.delete(key);
      storeSequence(catalog, { ...sequence, name: to });
      return;
    }
    default:
  }
}
