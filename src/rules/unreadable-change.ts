import { defineRule } from "./define-rule.ts";

export const unreadableChange = defineRule({
  id: "unreadable-change",
  title: "A statement that could not be read, so nothing is known of what it does",
  severity: "error",
  summary:
    "What cannot be read may do anything: a syntax error, dynamic SQL, a call of a function that nobody knows, a statement that no rule judges, a migration that is no SQL (Rails, Django, TypeScript). It never counts as safe. Functions that `safe-functions` names on the base branch are exempt.",
  kinds: ["unknown"],
  judge: (change) => ({
    compatibility: "unknown",
    finding: {
      message: change.reason,
      safeWay:
        change.isCall === true
          ? "Write what it does as plain SQL. If it is harmless, name the function under `safe-functions` in .github/expand-contract.yml on the base branch."
          : "Write it as plain SQL that can be read, or have it reviewed by a person and set the rule to `warning`.",
    },
  }),
});
