import { nameKey } from "../catalog/catalog.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { goesLater } from "./release.ts";
import { comesAgain, isMadeBefore } from "./released-object.ts";
import { linkExpand, named, quote } from "./wording.ts";

export const dropRule = defineRule({
  id: "drop-rule",
  title: "A rule that running code may rely on is dropped or switched off",
  severity: "error",
  summary:
    "What the rule put in the place of a command of running code, or did beside it, stops. Writes of a view may fail without it. What the same transaction makes again is exempt.",
  kinds: ["drop-rule", "set-rule-state"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.kind === "set-rule-state" && change.enabled) return {};
    if (!isLiveTable(context, change.table)) return {};
    const key = nameKey(change.table);
    const isSame = (other: {
      readonly name: string | null;
      readonly table: QualifiedName;
    }): boolean => other.name === change.name && nameKey(other.table) === key;
    const isNew = isMadeBefore(
      context,
      (earlier) => earlier.kind === "create-rule" && isSame(earlier),
    );
    if (isNew || goesLater(context, change.table, [])) return {};
    const follows = comesAgain(
      context,
      (later) =>
        (later.kind === "create-rule" || (later.kind === "set-rule-state" && later.enabled)) &&
        isSame(later),
      (later) =>
        (later.kind === "drop-rule" || (later.kind === "set-rule-state" && !later.enabled)) &&
        isSame(later),
    );
    if (follows === "in-transaction") return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `What rule ${quote(change.name)} on ${named(change.table)} makes of the commands of code that is still running stops the moment this runs.`,
        safeWay: `First ship code that does without it. ${linkExpand}`,
      },
    };
  },
});
