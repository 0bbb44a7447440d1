import { nameKey } from "../catalog/catalog.ts";
import type { SetObjectSchema } from "../model/schema-change.ts";
import { sameArguments } from "../catalog/argument-types.ts";
import { defineRule } from "./define-rule.ts";
import { followedBy } from "./release.ts";
import { isMadeBefore, isMadeByRelease } from "./released-object.ts";
import { findRoutine } from "./routines.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { missingObject, missingRoutine, missingSequence, missingType } from "./server-errors.ts";
import { named, quote } from "./wording.ts";

/** Objects that nothing but other statements on the schema names. */
const unnamedByCode: ReadonlySet<string> = new Set([
  "conversion",
  "event trigger",
  "foreign data wrapper",
  "language",
  "operator class",
  "operator family",
  "server",
  "subscription",
  "tablespace",
]);

const uses: Readonly<Record<string, string>> = {
  database: "connects to",
  publication: "follows",
  role: "connects as",
};

export const renameObject = defineRule({
  id: "rename-object",
  title: "A role, type, routine, sequence or the like gets another name or schema",
  severity: "error",
  summary:
    "Code that still runs knows the old name, or looks in the old schema, and fails at once. No order of deployments makes it safe in one step. What the same release makes is exempt.",
  kinds: ["rename-object", "set-object-schema"],
  judge: (change, context) => {
    if (unnamedByCode.has(change.object)) return {};
    if (change.kind === "set-object-schema") {
      return isUnknownToCode(change, context)
        ? {}
        : split(
            `Code that is still running looks for ${change.object === "extension" ? "what is in extension" : change.object} ${named(change.name)} where it was, not in ${quote(change.to)}; it fails with ${missingThere(change)} the moment this runs, unless both schemas are on its search path.`,
          );
    }
    if (isMadeByRelease(change, context)) return {};
    const use = uses[change.object] ?? "names";
    return split(
      `Code that is still running ${use} ${quote(change.name)}; it fails with ${missingObject(change.object, change.name)} the moment that ${change.object} is called ${quote(change.to)}.`,
    );
  },
});

/** In the server's words; what is in an extension has many names. */
function missingThere(change: SetObjectSchema): string {
  switch (change.object) {
    case "type":
    case "domain":
      return missingType(change.name);
    case "function":
    case "procedure":
    case "aggregate":
      return missingRoutine(change.object, change.name, change.argumentTypes ?? null, "postgresql");
    case "sequence":
      return missingSequence(change.name, "postgresql");
    default:
      return quote("does not exist");
  }
}

function split(message: string): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "split",
    finding: {
      message,
      safeWay:
        "Make a second one beside it, move the code to that, and drop this one in a later pull request.",
    },
  };
}

/** Whether this release made it, nothing but triggers calls it, or the same transaction puts another in its place. */
function isUnknownToCode(change: SetObjectSchema, context: RuleContext): boolean {
  const { catalog } = context;
  const key = nameKey(change.name);
  const routines = catalog.functions.get(key) ?? [];
  const isRoutine = ["function", "procedure", "routine", "aggregate"].includes(change.object);
  if (isRoutine) {
    if (routines.length > 0 && routines.every(({ origin }) => origin === "change")) return true;
    if (findRoutine(context, change.name, null)?.returns === "trigger") return true;
    const again = followedBy(
      context,
      (later) =>
        later.kind === "create-function" &&
        nameKey(later.function) === key &&
        (change.argumentTypes == null || sameArguments(later.argumentTypes, change.argumentTypes)),
    );
    return again === "in-transaction";
  }
  if (change.object === "sequence") return catalog.sequences.get(key)?.origin === "change";
  if (change.object === "extension") {
    return isMadeBefore(
      context,
      (earlier) => earlier.kind === "create-extension" && earlier.name === change.name.name,
    );
  }
  return catalog.types.get(key)?.origin === "change";
}
