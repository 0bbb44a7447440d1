import { nameKey } from "../catalog/catalog.ts";
import type { DropSequence } from "../model/schema-change.ts";
import { clearsTheWay } from "./clears-the-way.ts";
import { defineRule } from "./define-rule.ts";
import { wentEarlier } from "./release.ts";
import type { RuleContext } from "./rule.ts";
import { takesAlong } from "./takes-along.ts";
import { missingSequence } from "./server-errors.ts";
import { linkExpand, named } from "./wording.ts";

export const dropSequence = defineRule({
  id: "drop-sequence",
  title: "A sequence that running code may draw numbers from is dropped",
  severity: "error",
  summary:
    "Code and defaults that draw numbers from the sequence fail, and its last number is lost. With CASCADE the defaults go too, so inserts get NULL.",
  kinds: ["drop-sequence"],
  judge: (change, context) => {
    if (clearsTheWay(change, context)) return {};
    if (context.catalog.sequences.get(nameKey(change.sequence))?.origin === "change")
      return takesAlong(change, context);
    if (wentWithItsColumn(change, context)) return {};
    const sequence = named(change.sequence);
    return {
      compatibility: "destructive",
      hazards: ["breaks-running-code", "loses-data"],
      requirement: "expand",
      finding: {
        message:
          `Code or a default that draws from sequence ${sequence} fails with ${missingSequence(change.sequence, context.dialect)}, and the last number is lost.` +
          (change.cascade && context.dialect === "postgresql"
            ? " CASCADE takes the defaults that use it along, so inserts get NULL."
            : ""),
        safeWay: `First ship code and defaults that no longer use ${sequence}. ${linkExpand}`,
      },
    };
  },
});

/** Whether the release has dropped the column that the sequence numbers: then nobody draws from it, and it may be gone. */
function wentWithItsColumn(change: DropSequence, context: RuleContext): boolean {
  const owner = context.baseCatalog?.sequences.get(nameKey(change.sequence))?.ownedBy ?? null;
  return owner !== null && wentEarlier(context, owner.table, owner.column);
}
