import { findIndex } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { historyIsWhole, isLiveTable } from "./live.ts";
import { named, quote } from "./wording.ts";

export const dropIndexNotConcurrently = defineRule({
  id: "drop-index-not-concurrently",
  title: "An index is dropped under a lock on its table that blocks all behind it",
  severity: "warning",
  summary:
    "The lock itself is brief, but it waits behind the longest query on the table, and every other query waits behind it.",
  kinds: ["drop-index"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.concurrently) return null;
    const index = findIndex(context.catalog, change.index);
    const mayBeAbsent = index === null && change.ifExists;
    if (mayBeAbsent && historyIsWhole(context, change.index.schema)) return null;
    // The server refuses to drop the index of a constraint by itself.
    if (index !== null && index.constraint !== null) return null;
    if (index !== null && (index.origin === "change" || !isLiveTable(context, index.table))) {
      return null;
    }
    const table = index === null ? "its table" : named(index.table);
    return {
      finding: {
        message: `ACCESS EXCLUSIVE on ${table} is brief, but it waits behind the longest query there, and everything else waits behind it.`,
        safeWay: `Drop ${quote(change.index.name)} with CONCURRENTLY, outside of a transaction.`,
        ...(context.inTransaction || change.cascade
          ? {}
          : {
              mend: {
                replace: /^(drop\s+index)\b/i,
                with: context.sql.startsWith("drop") ? "$1 concurrently" : "$1 CONCURRENTLY",
              },
            }),
      },
    };
  },
});
