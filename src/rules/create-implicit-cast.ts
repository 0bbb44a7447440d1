import { defineRule } from "./define-rule.ts";
import { quote } from "./wording.ts";

export const createImplicitCast = defineRule({
  id: "create-implicit-cast",
  title: "A new implicit cast makes queries of running code ambiguous, or mean something else",
  severity: "error",
  summary:
    'Where several operators or functions fit through the cast, code that still runs fails with "operator is not unique", or gets another one than before. Casts that are written out, or made in assignments only, are exempt.',
  kinds: ["create-object"],
  dialects: ["postgresql"],
  judge: (change) => {
    if (change.isImplicit !== true) return null;
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `The server casts ${quote(change.name)} by itself from now on: expressions of code that is still running may fail with "operator is not unique", or call another operator than before.`,
        safeWay: "Leave `AS IMPLICIT` out, and write the cast where it is needed.",
      },
    };
  },
});
