import { nameKey, type Catalog } from "./catalog/catalog.ts";
import { relationExists } from "./catalog/lookup.ts";
import { takesAway } from "./gate/takes-away.ts";
import { callByName, type RoutineBody, type RoutineCall } from "./model/routine.ts";
import type { SchemaChange } from "./model/schema-change.ts";
import { routinesCalled } from "./routine-calls.ts";
import { needingFunction } from "./rules/tracked-dependants.ts";

/*
 * What a function takes away that a statement has run later, by a trigger for instance: it may be the next statement that
 * fires it, or running code. Rows that it writes, and what cannot be read of it, are no news there.
 */

/** Whether a change takes away something that the base has. */
export function takesLiveAway(change: SchemaChange, base: Catalog): boolean {
  if (change.kind === "truncate" || !takesAway(change)) return false;
  return !("table" in change) || change.table === null || relationExists(base, change.table);
}

/** A function that gets another body, and that a trigger, a default or a view has already; otherwise null. */
export function callOfReplaced(change: SchemaChange, catalog: Catalog): RoutineCall | null {
  if (change.kind !== "create-function" || !change.replace) return null;
  const { function: name, argumentTypes } = change;
  if (!catalog.functions.has(nameKey(name))) return null;
  if (needingFunction({ catalog, dialect: catalog.dialect }, name).length === 0) return null;
  return { ...callByName(name), arguments: argumentTypes.map(() => null) };
}

/** Whether a call could take anything away: to read every body for that would be felt, and few can. */
export function mayTakeAway(call: RoutineCall, catalog: Catalog): boolean {
  if (routinesCalled(catalog, call).length === 0) return false;
  for (const overloads of catalog.functions.values())
    if (overloads.some(({ body }) => body !== undefined && alters(body))) return true;
  return false;
}

const known = new WeakMap<RoutineBody, boolean>();

/** Whether a body has a word without which none alters a schema. It may be called by any other. */
function alters(body: RoutineBody): boolean {
  const before = known.get(body);
  if (before !== undefined) return before;
  const found = /\b(?:alter|drop|execute)\b/i.test(body.text);
  known.set(body, found);
  return found;
}
