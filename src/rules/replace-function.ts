import { defineRule } from "./define-rule.ts";
import { findRoutine } from "./routines.ts";
import { named, quote } from "./wording.ts";

export const replaceFunction = defineRule({
  id: "replace-function",
  title: "CREATE OR REPLACE FUNCTION changes the return type, which the server refuses",
  severity: "error",
  summary:
    "CREATE OR REPLACE FUNCTION cannot change what a function returns: the server refuses. The deployment stops there.",
  kinds: ["create-function"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (!change.replace || change.returns === null) return null;
    const old = findRoutine(context, change.function, change.argumentTypes);
    if (old === null || old.returns === null || old.returns === change.returns) return null;
    return {
      hazards: ["cannot-run"],
      finding: {
        message: `${named(change.function)} returns ${quote(old.returns)}, not ${quote(change.returns)}, and the server refuses: "cannot change return type of existing function".`,
        safeWay:
          "Create it under a new name, move the callers, and drop the old one in a later pull request.",
      },
    };
  },
});
