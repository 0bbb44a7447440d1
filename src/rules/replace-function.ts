import type { CreateFunction } from "../model/schema-change.ts";
import type { Routine } from "../catalog/catalog.ts";
import { defineRule } from "./define-rule.ts";
import { findRoutine } from "./routines.ts";
import { named, quote } from "./wording.ts";

export const replaceFunction = defineRule({
  id: "replace-function",
  title: "CREATE OR REPLACE FUNCTION changes what the server does not let it change",
  severity: "error",
  summary:
    "CREATE OR REPLACE FUNCTION cannot change what a function returns, rename an argument or take its default away: the server refuses. The deployment stops there.",
  kinds: ["create-function"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (!change.replace) return null;
    const old = findRoutine(context, change.function, change.argumentTypes);
    const message = old === null ? null : refusal(old, change);
    if (message === null) return null;
    return {
      hazards: ["cannot-run"],
      finding: {
        message,
        safeWay:
          "Create it under a new name, move the callers, and drop the old one in a later pull request.",
      },
    };
  },
});

function refusal(old: Routine, change: CreateFunction): string | null {
  const name = named(change.function);
  if (old.returns !== null && change.returns !== null && old.returns !== change.returns)
    return `${name} returns ${quote(old.returns)}, not ${quote(change.returns)}, and the server refuses: "cannot change return type of existing function".`;
  for (const [position, before] of (old.parameters ?? []).entries()) {
    const after = change.parameters?.[position];
    if (after === undefined) continue;
    if (before.name !== null && before.name !== after.name)
      return `The server refuses to rename an argument of ${name}: "cannot change name of input parameter ${quote(before.name)}".`;
    if (before.hasDefault && !after.hasDefault)
      return `The server refuses to take a default of ${name} away: "cannot remove parameter defaults from existing function".`;
  }
  return null;
}
