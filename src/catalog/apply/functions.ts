import { nameKey } from "../catalog.ts";
import type { Catalog, Place, Routine } from "../catalog.ts";
import { sameArguments } from "../argument-types.ts";
import { accessToNew, keptAccess } from "../default-privileges.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type { CreateFunction, DropFunction } from "../../model/schema-change.ts";
import { removeUsersOf } from "./function-users.ts";
import { originOfNew } from "./stamp.ts";
import { redirectTriggers, removeTriggersCalling } from "./triggers.ts";

export function createFunction(
  catalog: Catalog,
  change: CreateFunction,
  place: Place | null,
): void {
  const overloads = catalog.functions.get(nameKey(change.function)) ?? [];
  const isSame = (routine: Routine): boolean =>
    sameArguments(routine.argumentTypes, change.argumentTypes);
  const previous = overloads.find(isSame);
  const routine: Routine = {
    name: change.function,
    origin: previous?.origin ?? originOfNew(catalog, change.replace, change.function),
    routine: change.routine,
    argumentTypes: change.argumentTypes,
    parameters: change.parameters ?? null,
    returns: change.returns,
    volatility: change.volatility,
    ...(change.body === undefined ? {} : { body: change.body }),
    place,
    ...(previous === undefined
      ? accessToNew(catalog, "function", change.function.schema)
      : keptAccess(previous)),
  };
  storeOverloads(catalog, change.function, [
    ...overloads.filter((overload) => !isSame(overload)),
    routine,
  ]);
}

/** Drops an overload; with CASCADE what uses it goes too, where no other overload may be meant. */
export function dropFunction(catalog: Catalog, change: DropFunction): void {
  const isKnown = catalog.functions.has(nameKey(change.function));
  const kept = withoutMeant(catalog, change.function, change.argumentTypes);
  storeOverloads(catalog, change.function, kept);
  if (!change.cascade || !isKnown || catalog.dialect !== "postgresql") return;
  // A trigger's function takes no arguments.
  if (!kept.some(({ argumentTypes }) => argumentTypes.length === 0))
    removeTriggersCalling(catalog, change.function);
  if (kept.length === 0) removeUsersOf(catalog, change.function);
}

/** Gives the overload that is meant another name or schema, all where the statement names no arguments. */
export function moveFunction(
  catalog: Catalog,
  from: QualifiedName,
  to: QualifiedName,
  argumentTypes: readonly string[] | null = null,
): void {
  if (nameKey(from) === nameKey(to)) return;
  const overloads = catalog.functions.get(nameKey(from)) ?? [];
  const kept = withoutMeant(catalog, from, argumentTypes);
  const moved = overloads.filter((overload) => !kept.includes(overload));
  storeOverloads(catalog, from, kept);
  storeOverloads(catalog, to, [
    ...(catalog.functions.get(nameKey(to)) ?? []),
    ...moved.map((overload) => ({ ...overload, name: to })),
  ]);
  if (moved.some((overload) => overload.argumentTypes.length === 0))
    redirectTriggers(catalog, from, to);
}

function withoutMeant(
  catalog: Catalog,
  name: QualifiedName,
  argumentTypes: readonly string[] | null,
): readonly Routine[] {
  const overloads = catalog.functions.get(nameKey(name)) ?? [];
  if (argumentTypes === null) return [];
  return overloads.filter((overload) => !sameArguments(overload.argumentTypes, argumentTypes));
}

function storeOverloads(
  catalog: Catalog,
  name: QualifiedName,
  overloads: readonly Routine[],
): void {
  if (name.schema === "pg_temp") catalog.hasTemporaryFunctions = true;
  if (overloads.length === 0) catalog.functions.delete(nameKey(name));
  else catalog.functions.set(nameKey(name), overloads);
}
