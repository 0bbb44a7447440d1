import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { named, quote } from "./wording.ts";

export const changeOwner = defineRule({
  id: "change-owner",
  title: "A table gets another owner, and the old one keeps only what it was granted",
  severity: "warning",
  summary:
    "An owner needs no grants, so code that still runs as the old owner loses every right to the table that was never granted to it. Tables of the same release are exempt.",
  kinds: ["alter-table-option", "alter-object"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.kind === "alter-object") {
      if (change.object !== "all owned by role") return null;
      return {
        finding: {
          message: `Code that is still running as ${quote(change.name)} loses every right to its own tables that was never granted to it.`,
          safeWay: "Grant the old owner what its code needs in the same transaction.",
        },
      };
    }
    if (change.option !== "owner" || !isLiveTable(context, change.table)) return null;
    return {
      finding: {
        message: `Code that is still running as the old owner of ${named(change.table)} loses every right to it that was never granted to it.`,
        safeWay: "Grant the old owner what its code needs in the same transaction.",
      },
    };
  },
});
