import { defineRule } from "./define-rule.ts";
import { sameArguments } from "../catalog/argument-types.ts";
import { nameKey } from "../catalog/catalog.ts";
import { followedBy } from "./release.ts";
import { findRoutine } from "./routines.ts";
import { missingRoutine } from "./server-errors.ts";
import { named, quote } from "./wording.ts";

export const renameFunction = defineRule({
  id: "rename-function",
  title: "A function or procedure gets another name, which running code does not call",
  severity: "error",
  summary: 'Calls of code that still runs fail with "function does not exist".',
  kinds: ["rename-function"],
  judge: (change, context) => {
    const old = findRoutine(context, change.function, null);
    // Triggers follow a function to its new name, and nothing else calls a trigger function.
    if (old?.origin === "change" || old?.returns === "trigger") return {};
    const again = followedBy(
      context,
      (later) =>
        later.kind === "create-function" &&
        nameKey(later.function) === nameKey(change.function) &&
        old !== null &&
        sameArguments(later.argumentTypes, old.argumentTypes) &&
        later.returns === old.returns,
    );
    if (again === "in-transaction") return {};
    const name = named(change.function);
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `Code that is still running calls ${change.routine} ${name}; it fails with ${missingRoutine(change.routine, change.function, old?.argumentTypes ?? null, context.dialect)} the moment this runs.`,
        safeWay: `Create ${quote(change.to)} beside it, move the callers, and drop ${name} in a later pull request.`,
      },
    };
  },
});
