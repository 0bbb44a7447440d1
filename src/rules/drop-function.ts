import { sameArguments } from "../catalog/argument-types.ts";
import { nameKey } from "../catalog/catalog.ts";
import { defineRule } from "./define-rule.ts";
import { madeAgain } from "./release.ts";
import { findRoutine } from "./routines.ts";
import { linkExpand, named, withoutGap } from "./wording.ts";

export const dropFunction = defineRule({
  id: "drop-function",
  title: "A function, procedure or aggregate that running code may call is dropped",
  severity: "error",
  summary:
    'Calls of code that still runs fail with "function does not exist"; the same holds for another signature or result under the same name. Trigger functions are exempt, since only triggers call them.',
  kinds: ["drop-function"],
  judge: (change, context) => {
    const old = findRoutine(context, change.function, change.argumentTypes);
    if (old?.origin === "change") return {};
    // Only a trigger calls a trigger function, and without CASCADE none may be left.
    if (old?.returns === "trigger" && !change.cascade) return {};
    const argumentTypes = change.argumentTypes ?? old?.argumentTypes ?? null;
    const follows = madeAgain(
      context,
      (later) =>
        later.kind === "create-function" &&
        nameKey(later.function) === nameKey(change.function) &&
        (context.dialect !== "postgresql" ||
          (argumentTypes !== null && sameArguments(later.argumentTypes, argumentTypes))) &&
        (old === null || old.returns === later.returns),
      (schema) => findRoutine({ catalog: schema }, change.function, argumentTypes) !== null,
    );
    if (follows === "in-transaction") return {};
    const routine = `${change.routine} ${named(change.function)}`;
    if (follows === "later") {
      return {
        finding: {
          severity: "warning",
          message: `The ${routine} is missing until it is made again in a later transaction; calls in between fail.`,
          safeWay: withoutGap("FUNCTION", context.dialect),
        },
      };
    }
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message:
          old?.returns === "trigger"
            ? `CASCADE takes the triggers that call ${routine} along: what they keep true for code that is still running stops the moment this runs.`
            : `Code that is still running calls ${routine}; it fails with "${change.routine} does not exist" the moment this runs.`,
        safeWay: `Add the new version beside it ${context.dialect === "postgresql" ? "as an overload or " : ""}under a new name, and ship code that calls that. ${linkExpand}`,
      },
    };
  },
});
