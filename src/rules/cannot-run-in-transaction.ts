import type { SchemaChange } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import type { RuleContext } from "./rule.ts";

export const cannotRunInTransaction = defineRule({
  id: "cannot-run-in-transaction",
  title: "A statement that the server refuses inside a transaction runs in one",
  severity: "error",
  summary:
    "The server refuses CONCURRENTLY, VACUUM and REINDEX of a whole schema inside a transaction, also the one that a driver or a tool opens around several statements. The deployment stops there.",
  kinds: [
    "create-index",
    "drop-index",
    "reindex",
    "detach-partition",
    "maintenance",
    "add-enum-value",
  ],
  dialects: ["postgresql", "sqlite"],
  judge: (change, context) => {
    if (!context.inTransaction) return null;
    const command = refusedCommand(change, context);
    if (command === null) return null;
    const isNew = change.kind === "create-index" && !isLiveTable(context, change.table);
    return {
      hazards: ["cannot-run"],
      finding: {
        message: `The migration fails with "${command} cannot run inside a transaction block", and nothing of it is applied.`,
        safeWay: isNew
          ? "Leave CONCURRENTLY out: the table is new, so nobody waits for it."
          : "Move it into a migration of its own that runs outside of a transaction.",
        ...(isNew ? { mend: { replace: /\s+concurrently\b/i, with: "" } } : {}),
      },
    };
  },
});

function refusedCommand(change: SchemaChange, context: RuleContext): string | null {
  if (context.dialect === "sqlite") {
    return change.kind === "maintenance" && change.command.startsWith("vacuum") ? "VACUUM" : null;
  }
  switch (change.kind) {
    case "create-index":
      return change.concurrently ? "CREATE INDEX CONCURRENTLY" : null;
    case "drop-index":
      return change.concurrently ? "DROP INDEX CONCURRENTLY" : null;
    case "detach-partition":
      return change.concurrently ? "ALTER TABLE … DETACH CONCURRENTLY" : null;
    case "reindex":
      if (change.concurrently) return "REINDEX CONCURRENTLY";
      return change.target === "table" || change.target === "index"
        ? null
        : `REINDEX ${change.target.toUpperCase()}`;
    case "maintenance":
      if (change.command === "cluster") return change.table === null ? "CLUSTER" : null;
      return change.command.startsWith("vacuum") ? "VACUUM" : null;
    case "add-enum-value":
      return context.databaseVersion < 12 ? "ALTER TYPE ... ADD" : null;
    default:
      return null;
  }
}
