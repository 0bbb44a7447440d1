import { nameKey } from "../catalog/catalog.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { earlierInTransaction } from "./release.ts";
import { linkExpand, named, quote } from "./wording.ts";

export const createRestrictivePolicy = defineRule({
  id: "create-restrictive-policy",
  title: "A restrictive policy hides rows from running code",
  severity: "error",
  summary:
    "A restrictive policy narrows what all the others allow, so code that still runs loses rows that it sees now. A permissive policy only adds.",
  kinds: ["create-policy"],
  judge: (change, context) => {
    if (change.definition.permissive || !isLiveTable(context, change.table)) return {};
    const replaces = earlierInTransaction(context).some(
      (earlier) =>
        earlier.kind === "drop-policy" &&
        earlier.name === change.name &&
        nameKey(earlier.table) === nameKey(change.table),
    );
    if (replaces) return {};
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code"],
      requirement: "expand",
      finding: {
        message: `Restrictive policy ${quote(change.name)} narrows what every other policy of ${named(change.table)} allows: running code loses rows that it sees now.`,
        safeWay: `Ship code that satisfies the policy first. ${linkExpand}`,
      },
    };
  },
});
