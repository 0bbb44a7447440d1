import { sameArguments } from "../catalog/argument-types.ts";
import { nameKey } from "../catalog/catalog.ts";
import type { Routine } from "../catalog/catalog.ts";
import type { CreateFunction, DropFunction } from "../model/schema-change.ts";
import { clearsTheWay } from "./clears-the-way.ts";
import { defineRule } from "./define-rule.ts";
import { privilegesNotKept } from "./privileges-kept.ts";
import { findAgain } from "./release.ts";
import { callsLost } from "./routine-losses.ts";
import { findRoutine } from "./routines.ts";
import type { RuleContext } from "./rule.ts";
import { denied, missingRoutine } from "./server-errors.ts";
import { takesAlong } from "./takes-along.ts";
import { needingFunction } from "./tracked-dependants.ts";
import { linkExpand, listOf, named, withoutGap } from "./wording.ts";

export const dropFunction = defineRule({
  id: "drop-function",
  title: "A function, procedure or aggregate that running code may call is dropped",
  severity: "error",
  summary:
    'Calls of code that still runs fail with "function does not exist"; the same holds for another signature or result under the same name. Trigger functions are exempt, since only triggers call them.',
  kinds: ["drop-function"],
  judge: (change, context) => {
    if (clearsTheWay(change, context)) return {};
    const old = findRoutine(context, change.function, change.argumentTypes);
    if (old?.origin === "change") return takesAlong(change, context);
    // Only a trigger calls a trigger function, and without CASCADE none may be left.
    if (old?.returns === "trigger" && !change.cascade) return {};
    // An overload with defaults, which could not take its calls before, takes them from now on.
    const overloads = context.catalog.functions.get(nameKey(change.function)) ?? [];
    const standsIn = overloads.some(
      (other) => old !== null && other !== old && callsLost(old, other)?.length === 0,
    );
    if (standsIn) return takesAlong(change, context);
    const next = findAgain(
      context,
      (later) =>
        later.kind === "create-function" && takesPlace(later, change, old, context) ? later : null,
      (schema) => schema.functions.has(nameKey(change.function)),
    );
    const routine = `${change.routine} ${named(change.function)}`;
    const lost = old === null || next === null ? [] : (callsLost(old, next.found) ?? []);
    if (lost.length > 0) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code"],
        requirement: "expand",
        finding: {
          message: `The ${routine} is made again, but ${listOf(lost)}: calls of code that is still running and need it fail with ${missingRoutine(change.routine, change.function, null, context.dialect)}.`,
          safeWay: `Keep the names and defaults of its arguments. ${linkExpand}`,
        },
      };
    }
    const lostGrants = next === null ? null : grantsLost(change, next.found, old, context);
    if (lostGrants !== null) {
      return {
        compatibility: "destructive",
        hazards: ["breaks-running-code"],
        requirement: "expand",
        finding: {
          message: `The ${routine} is made again without ${lostGrants}: calls of code that is still running as a role that loses them fail with ${denied(`${change.routine} ${change.function.name}`, context.dialect)}.`,
          safeWay:
            "Grant them again in the same transaction, or use `CREATE OR REPLACE FUNCTION`, which keeps them.",
        },
      };
    }
    const along = next === null ? {} : takesAlong(change, context);
    if (next?.follows === "in-transaction" || along.finding !== undefined) return along;
    if (next !== null) {
      return {
        finding: {
          severity: "warning",
          message: `The ${routine} is missing until it is made again in a later transaction; calls in between fail.`,
          safeWay: withoutGap("FUNCTION", context.dialect),
        },
      };
    }
    const needing = needingFunction(context, change.function);
    const besides =
      needing.length === 0
        ? ""
        : change.cascade
          ? ` CASCADE takes ${listOf(needing)} along.`
          : ` Because of ${listOf(needing)} the server refuses.`;
    return {
      compatibility: "destructive",
      hazards:
        besides === "" || change.cascade
          ? ["breaks-running-code"]
          : ["breaks-running-code", "cannot-run"],
      requirement: "expand",
      finding: {
        message:
          old?.returns === "trigger"
            ? `CASCADE takes the triggers that call ${routine} along: what they keep true for code that is still running stops the moment this runs.`
            : `Code that is still running calls ${routine}; it fails with ${missingRoutine(change.routine, change.function, change.argumentTypes ?? old?.argumentTypes ?? null, context.dialect)} the moment this runs.${besides}`,
        safeWay: `Add the new version beside it ${context.dialect === "postgresql" ? "as an overload or " : ""}under a new name, and ship code that calls that. ${linkExpand}`,
      },
    };
  },
});

/** What roles may no longer call; of a trigger function nobody is asked for it. */
function grantsLost(
  change: DropFunction,
  next: CreateFunction,
  old: Routine | null,
  context: RuleContext,
): string | null {
  if (old === null || old.returns === "trigger") return null;
  const on = { kind: "function", name: change.function } as const;
  const { argumentTypes } = next;
  return privilegesNotKept({ ...on, argumentTypes }, old, context, {
    ...on,
    argumentTypes: old.argumentTypes,
  });
}

/** Whether a routine that is made later answers the calls of the one that goes, as far as its signature tells. */
function takesPlace(
  next: CreateFunction,
  change: DropFunction,
  old: Routine | null,
  context: RuleContext,
): boolean {
  if (nameKey(next.function) !== nameKey(change.function)) return false;
  if (context.dialect !== "postgresql") return old === null || old.returns === next.returns;
  if (old !== null) return callsLost(old, next) !== null;
  return change.argumentTypes !== null && sameArguments(next.argumentTypes, change.argumentTypes);
}
