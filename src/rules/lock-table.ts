import type { Hazard } from "../model/hazard.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { named } from "./wording.ts";

const blocksWrites: ReadonlySet<string> = new Set([
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
  "WRITE",
]);

export const lockTable = defineRule({
  id: "lock-table",
  title: "A table is locked by hand until the transaction ends",
  severity: "error",
  summary:
    "A lock that is taken by hand lasts until the transaction ends, however long the statements behind it take.",
  kinds: ["lock-table"],
  judge: (change, context) => {
    const mode = change.mode.toUpperCase();
    if (!isLiveTable(context, change.table)) return null;
    // MySQL's READ lets nobody write either.
    if (!blocksWrites.has(mode) && mode !== "READ") return null;
    const blocksAll = mode === "ACCESS EXCLUSIVE" || mode === "WRITE";
    const hazards: readonly Hazard[] = blocksAll
      ? ["blocks-reads", "blocks-writes"]
      : ["blocks-writes"];
    return {
      hazards,
      finding: {
        message: `${mode} on ${named(change.table)} blocks every ${blocksAll ? "read and write" : "write"} of running code until the transaction ends.`,
        safeWay:
          "Leave it out: each statement takes the lock that it needs, for as long as it needs it.",
      },
    };
  },
});
