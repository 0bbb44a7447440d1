import { nameKey } from "../catalog/catalog.ts";
import { defineRule } from "./define-rule.ts";
import { unknownValue } from "./server-errors.ts";
import { named, quote } from "./wording.ts";

export const renameEnumValue = defineRule({
  id: "rename-enum-value",
  title: "An enum value gets another name, which running code neither writes nor reads",
  severity: "error",
  summary:
    "Code that still runs writes the old value, which the server refuses, and reads the new one, which it does not know.",
  kinds: ["rename-enum-value"],
  judge: (change, context) => {
    if (context.catalog.types.get(nameKey(change.type))?.origin === "change") return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
      finding: {
        message: `Code that is still running writes ${quote(change.value)}, which fails with ${unknownValue(change.type, change.value)} the moment this runs, and it reads ${quote(change.to)}, which it does not know.`,
        safeWay: `Add ${quote(change.to)} to ${named(change.type)}, ship code that reads both and writes the new one, and update the rows in batches.`,
      },
    };
  },
});
