import type { CallFunction } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import type { RuleVerdict } from "./rule.ts";
import { linkExpand, named, quote } from "./wording.ts";

export const extensionCall = defineRule({
  id: "extension-call",
  title: "A function of an extension locks or rewrites a live table, or removes its rows",
  severity: "error",
  summary:
    "Functions such as `create_hypertable`, `create_distributed_table` and `drop_chunks` change a table as a statement would: they take ACCESS EXCLUSIVE, write every row elsewhere, or remove rows for good. A table of the same release is exempt.",
  kinds: ["call-function"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (!isLiveTable(context, change.table)) return {};
    return verdictOf(change);
  },
});

function verdictOf(change: CallFunction): RuleVerdict {
  const [call, table] = [quote(change.function), named(change.table)];
  switch (change.effect) {
    case "converts-table":
      return {
        hazards: ["can-fail"],
        finding: {
          severity: "warning",
          message: `${call} rebuilds how ${table} is stored and takes ACCESS EXCLUSIVE on it, and refuses a table whose rows do not fit.`,
          safeWay: `Set a short \`lock_timeout\` before it and try again, or make a new table this way and move the rows in batches.`,
        },
      };
    case "moves-rows":
      return {
        hazards: ["rewrites-table", "blocks-writes", "blocks-reads"],
        finding: {
          message: `${call} writes every row of ${table} elsewhere and keeps ACCESS EXCLUSIVE on it until it is done; queries of running code wait.`,
          safeWay:
            "Make a new, empty table this way, copy the rows in batches while both are written, and then swap; or use a maintenance window.",
        },
      };
    case "runs-alone":
      return {};
    case "drops-rows":
      return removal(`${call} removes rows of ${table} that code still running may read`);
    case "schedules-removal":
      return removal(`${call} removes rows of ${table} for good as soon as they are old enough`);
  }
}

function removal(what: string): RuleVerdict {
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code", "loses-data"],
    requirement: "expand",
    finding: {
      message: `${what}; no rollback brings them back.`,
      safeWay: `Ship code that does not need these rows, and keep a copy where they may be asked for. ${linkExpand}`,
    },
  };
}
