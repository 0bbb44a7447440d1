import { findIndex, findTable } from "../catalog/lookup.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { Reindex, SchemaChange } from "../model/schema-change.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import { isMadeInTransaction } from "./release.ts";
import type { RuleContext } from "./rule.ts";

export const cannotRunInTransaction = defineRule({
  id: "cannot-run-in-transaction",
  title: "A statement that the server refuses inside a transaction runs in one",
  severity: "error",
  summary:
    "The server refuses CONCURRENTLY, VACUUM, ALTER SYSTEM, CREATE DATABASE, and REINDEX or CLUSTER of more than one table inside a transaction, and TimescaleDB and Citus what they commit on their own; also the one that a driver or a tool opens around several statements. The deployment stops there.",
  kinds: [
    "create-index",
    "drop-index",
    "reindex",
    "detach-partition",
    "maintenance",
    "add-enum-value",
    "create-object",
    "drop-object",
    "change-setting",
    "create-view",
    "call-function",
  ],
  dialects: ["postgresql", "sqlite"],
  judge: (change, context) => {
    if (!context.inTransaction) return null;
    const command = refusedCommand(change, context);
    if (command === null) return null;
    const words =
      context.dialect === "sqlite"
        ? `cannot ${command} from within a transaction`
        : `${command} cannot run inside a transaction block`;
    const isNew = change.kind === "create-index" && !isLiveTable(context, change.table);
    return {
      hazards: ["cannot-run"],
      finding: {
        message: `The migration fails with "${words}", and nothing of it is applied.`,
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
    return change.kind === "maintenance" && change.command === "vacuum" ? "VACUUM" : null;
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
        ? reindexOfPartitioned(change, context)
        : `REINDEX ${change.target.toUpperCase()}`;
    case "maintenance":
      if (change.command === "cluster") {
        const isWide = change.table === null || isPartitioned(change.table, context);
        return isWide ? "CLUSTER" : null;
      }
      return change.command.startsWith("vacuum") ? "VACUUM" : null;
    case "create-object":
    case "drop-object": {
      const verb = change.kind === "create-object" ? "CREATE" : "DROP";
      const isWhole = change.object === "database" || change.object === "tablespace";
      return isWhole ? `${verb} ${change.object.toUpperCase()}` : null;
    }
    case "create-view":
      return change.fillsAggregate === true ? "CREATE MATERIALIZED VIEW ... WITH DATA" : null;
    case "call-function":
      return change.effect === "runs-alone" ? nameInError(change.function) : null;
    case "change-setting":
      return change.target === "system" ? "ALTER SYSTEM" : null;
    case "add-enum-value":
      return context.databaseVersion < 12 && !isMadeInTransaction(change.type, context)
        ? "ALTER TYPE ... ADD"
        : null;
    default:
      return null;
  }
}

/** Of the two functions that commit on their own, TimescaleDB writes its one with parentheses. */
function nameInError(written: string): string {
  const name = written.split(".").at(-1) ?? written;
  return name === "refresh_continuous_aggregate" ? `${name}()` : name;
}

/** From 14 on it goes through all partitions, each in a transaction of its own; before, the server passes it over. */
function reindexOfPartitioned({ target, name }: Reindex, context: RuleContext): string | null {
  if (name === null || context.databaseVersion < 14) return null;
  const table = target === "table" ? name : findIndex(context.catalog, name)?.table;
  if (table === undefined || !isPartitioned(table, context)) return null;
  return `REINDEX ${target.toUpperCase()}`;
}

function isPartitioned(table: QualifiedName, context: RuleContext): boolean {
  return findTable(context.catalog, table)?.partitioned === true;
}
