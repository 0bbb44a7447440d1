import { findIndex, findTable } from "../catalog/lookup.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { named } from "./wording.ts";

export const reindex = defineRule({
  id: "reindex",
  title: "An index is rebuilt under locks that block writes, and reads that could use it",
  severity: "error",
  summary:
    "Writes wait until the index is rebuilt, and so does every query whose plan could use it.",
  kinds: ["reindex"],
  dialects: ["postgresql"],
  judge: (change, context) => {
    if (change.concurrently) return null;
    const { name, target } = change;
    if (name !== null && target === "table" && !isLiveTable(context, name)) return null;
    const index = name === null || target !== "index" ? null : findIndex(context.catalog, name);
    if (index !== null && !isLiveTable(context, index.table)) return null;
    const subject = target === "table" ? name : (index?.table ?? null);
    const isPassedOver =
      context.databaseVersion < 14 &&
      subject !== null &&
      findTable(context.catalog, subject)?.partitioned === true;
    if (isPassedOver) return null;
    const unknown = target === "index" ? "its table" : "every table";
    const table = subject === null ? unknown : named(subject);
    return {
      hazards: ["scans-table", "blocks-writes", "blocks-reads"],
      finding: {
        message: `SHARE on ${table} blocks every write, and ACCESS EXCLUSIVE on the index blocks every query that could use it, until it is rebuilt.`,
        safeWay: "Use `REINDEX … CONCURRENTLY`, outside of a transaction.",
        ...(context.inTransaction
          ? {}
          : {
              mend: {
                replace: /^(reindex\s+(?:index|table|schema|database))\b/i,
                with: context.sql.startsWith("reindex") ? "$1 concurrently" : "$1 CONCURRENTLY",
              },
            }),
      },
    };
  },
});
