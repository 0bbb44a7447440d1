import { sameArguments } from "../catalog/argument-types.ts";
import type { Routine } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { RuleContext } from "./rule.ts";

/** The overload that a statement means; null where the history does not tell. */
export function findRoutine(
  context: Pick<RuleContext, "catalog">,
  name: QualifiedName,
  argumentTypes: readonly string[] | null,
): Routine | null {
  const overloads = context.catalog.functions.get(nameKey(name)) ?? [];
  if (argumentTypes === null) return overloads.length === 1 ? (overloads[0] ?? null) : null;
  return overloads.find((routine) => sameArguments(routine.argumentTypes, argumentTypes)) ?? null;
}
