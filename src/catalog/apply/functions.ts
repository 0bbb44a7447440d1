import { nameKey } from "../catalog.ts";
import type { Catalog, Routine } from "../catalog.ts";
import { sameArguments } from "../argument-types.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import type { CreateFunction, DropFunction } from "../../model/schema-change.ts";
import { originOfNew } from "./stamp.ts";

export function createFunction(catalog: Catalog, change: CreateFunction): void {
  const overloads = catalog.functions.get(nameKey(change.function)) ?? [];
  const isSame = (routine: Routine): boolean =>
    sameArguments(routine.argumentTypes, change.argumentTypes);
  const routine: Routine = {
    name: change.function,
    origin:
      overloads.find(isSame)?.origin ?? originOfNew(catalog, change.replace, change.function.name),
    routine: change.routine,
    argumentTypes: change.argumentTypes,
    returns: change.returns,
    volatility: change.volatility,
  };
  storeOverloads(catalog, change.function, [
    ...overloads.filter((overload) => !isSame(overload)),
    routine,
  ]);
}

export function dropFunction(catalog: Catalog, change: DropFunction): void {
  const overloads = catalog.functions.get(nameKey(change.function)) ?? [];
  const { argumentTypes } = change;
  const kept =
    argumentTypes === null
      ? []
      : overloads.filter((overload) => !sameArguments(overload.argumentTypes, argumentTypes));
  storeOverloads(catalog, change.function, kept);
}

/** Gives all overloads another name or schema: the statement's arguments are not known here. */
export function moveFunction(catalog: Catalog, from: QualifiedName, to: QualifiedName): void {
  const overloads = catalog.functions.get(nameKey(from));
  if (overloads === undefined || nameKey(from) === nameKey(to)) return;
  catalog.functions.delete(nameKey(from));
  const there = catalog.functions.get(nameKey(to)) ?? [];
  storeOverloads(catalog, to, [
    ...there,
    ...overloads.map((overload) => ({ ...overload, name: to })),
  ]);
}

function storeOverloads(
  catalog: Catalog,
  name: QualifiedName,
  overloads: readonly Routine[],
): void {
  if (overloads.length === 0) catalog.functions.delete(nameKey(name));
  else catalog.functions.set(nameKey(name), overloads);
}
