import type { Routine } from "../catalog/catalog.ts";
import { sameArguments } from "../catalog/argument-types.ts";
import { nameKey } from "../catalog/catalog.ts";
import type { CreateFunction } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { followedBy } from "./release.ts";
import { named, quote } from "./wording.ts";

export const ambiguousOverload = defineRule({
  id: "ambiguous-overload",
  title: "A new overload with defaults takes the same calls as one that running code calls",
  severity: "error",
  summary:
    'An argument with a default does not replace a function but stands beside it. Calls of code that still runs then fit both, and fail with "function is not unique". It is no harm where the old overload goes in the same transaction.',
  kinds: ["create-function"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    const overloads = context.catalog.functions.get(nameKey(change.function)) ?? [];
    const live = overloads.filter(({ origin }) => origin === "base");
    const isReplaced = (routine: Routine): boolean =>
      sameArguments(routine.argumentTypes, change.argumentTypes);
    // One that is replaced took the same calls already, unless it gets more defaults.
    if (live.some((routine) => isReplaced(routine) && required(routine) <= required(change)))
      return null;
    const rival = live.find(
      (routine) => !isReplaced(routine) && callInCommon(routine, change) !== null,
    );
    if (rival === undefined) return null;
    const goes = followedBy(
      context,
      (later) =>
        later.kind === "drop-function" &&
        nameKey(later.function) === nameKey(change.function) &&
        later.argumentTypes !== null &&
        sameArguments(later.argumentTypes, rival.argumentTypes),
    );
    if (goes === "in-transaction") return null;
    const name = named(change.function);
    const call = `${change.function.name}(${(callInCommon(rival, change) ?? []).join(", ")})`;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `Code that is still running calls ${change.routine} ${name}, which the new overload with its defaults takes too; it fails with ${quote(`${change.routine} ${call} is not unique`)} the moment this runs.`,
        safeWay: `Create it under a new name, or drop the old overload in the same transaction.`,
      },
    };
  },
});

/** The types of the longest call that both take, one of them by a default; null where there is none. */
function callInCommon(old: Routine, next: CreateFunction): readonly string[] | null {
  const count = Math.min(old.argumentTypes.length, next.argumentTypes.length);
  const least = Math.max(required(old), required(next));
  for (let length = count; length >= least; length -= 1) {
    const types = old.argumentTypes.slice(0, length);
    if (sameArguments(types, next.argumentTypes.slice(0, length))) return types;
  }
  return null;
}

/** How many arguments a call must give at least. */
function required({
  argumentTypes,
  parameters,
}: Pick<CreateFunction, "argumentTypes"> & Partial<Pick<Routine, "parameters">>): number {
  const defaults = parameters?.filter(({ hasDefault }) => hasDefault).length ?? 0;
  return argumentTypes.length - defaults;
}
