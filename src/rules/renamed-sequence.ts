import { nameKey } from "../catalog/catalog.ts";
import type { RenameTable } from "../model/schema-change.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { missingSequence } from "./server-errors.ts";
import { named, quote } from "./wording.ts";

/** Whether it is a sequence that gets another name: ALTER TABLE renames these too. */
export function renamesSequence(change: RenameTable, context: RuleContext): boolean {
  const isKnown = context.catalog.sequences.has(nameKey(change.table));
  return isKnown || /^alter\s+sequence\b/i.test(context.sql);
}

/** What the new name does to code that draws numbers by the old one. No view can stand in for a sequence. */
export function judgeRenamedSequence(change: RenameTable, context: RuleContext): RuleVerdict {
  if (context.catalog.sequences.get(nameKey(change.table))?.origin === "change") return {};
  const old = named(change.table);
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "split",
    finding: {
      message: `Code that is still running draws numbers from sequence ${old}; it fails with ${missingSequence(change.table, context.dialect)} the moment this runs. Defaults of columns go on with the new name.`,
      safeWay: `Create ${quote(change.to)} beside it with a start above the numbers that ${old} reaches meanwhile, ship code that draws from it, and drop ${old} in a later pull request.`,
    },
  };
}
