import { nameKey } from "../catalog/catalog.ts";
import { defineRule } from "./define-rule.ts";
import { findLater } from "./release.ts";
import { listOf, named, quote } from "./wording.ts";

export const renameType = defineRule({
  id: "rename-type",
  title: "A type or domain gets another name, which running code does not know",
  severity: "error",
  summary:
    'Code that casts to the type or binds parameters of it fails with "type does not exist". When an enum takes the place of another, the values that are gone are what breaks.',
  kinds: ["rename-type"],
  judge: (change, context) => {
    const old = context.catalog.types.get(nameKey(change.type));
    if (old?.origin === "change") return {};
    const next = findLater(context, (later) =>
      later.kind === "create-type" && nameKey(later.type) === nameKey(change.type) ? later : null,
    );
    const type = named(change.type);
    const destructive = {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "split",
    } as const;
    const before = old?.definition;
    const after = next?.found.definition;
    if (next?.follows === "in-transaction" && before?.kind === "enum" && after?.kind === "enum") {
      const lost = before.values.filter((value) => !after.values.includes(value));
      if (lost.length === 0) return {};
      return {
        ...destructive,
        finding: {
          message: `The new ${type} has no value ${listOf(lost.map(quote))}: code that is still running and writes it fails with "invalid input value for enum", and rows that hold it cannot be moved.`,
          safeWay:
            "First ship code that no longer writes the value and update the rows; then swap the type in a later pull request, or leave the value unused.",
        },
      };
    }
    return {
      ...destructive,
      finding: {
        message: `Code that is still running casts to ${type} or binds parameters of it; it fails with "type does not exist" the moment this runs.`,
        safeWay: `Create ${quote(change.to)} beside it, move the columns by expand and contract, and drop ${type} in a later pull request.`,
      },
    };
  },
});
