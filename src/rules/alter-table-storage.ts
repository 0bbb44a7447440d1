import { findTable } from "../catalog/lookup.ts";
import type { Hazard } from "../model/hazard.ts";
import { defineRule } from "./define-rule.ts";
import { isLiveTable } from "./live.ts";
import type { RuleContext } from "./rule.ts";
import { named } from "./wording.ts";

/** PostgreSQL's actions that write the whole table anew under ACCESS EXCLUSIVE. */
const postgresqlRewrites: Readonly<Record<string, string>> = {
  "set-logged": "SET LOGGED",
  "set-unlogged": "SET UNLOGGED",
  tablespace: "SET TABLESPACE",
  "access-method": "SET ACCESS METHOD",
};

/** Those of MySQL and MariaDB that copy the table while nobody may write it. */
const mysqlCopies: Readonly<Record<string, string>> = {
  "convert-character-set": "CONVERT TO CHARACTER SET",
  "order-by": "ORDER BY",
};

/** PostgreSQL's actions that running code cannot notice. Owners and options of anything else end in these words. */
const harmless =
  /^(?:owner|storage-parameters|extension-parameters|cluster-on|without-cluster|without-oids|replica-identity|replica-identity-default|replica-identity-nothing|row-type|create-statistics|rename-trigger|rename-policy|rename-rule|index-.*|.*-owner|.*-options)$/;

export const alterTableStorage = defineRule({
  id: "alter-table-storage",
  title: "A change of storage writes the whole table anew under a lock that blocks writes",
  severity: "error",
  summary:
    "SET LOGGED, SET UNLOGGED, SET TABLESPACE and SET ACCESS METHOD (in MySQL, CONVERT TO CHARACTER SET) write the whole table anew. An unlogged table is empty after a crash.",
  kinds: ["alter-table-option"],
  judge: (change, context) => {
    const clause = rewritesOf(context)[change.option];
    if (clause === undefined) return isHarmless(change.option, context) ? {} : null;
    if (!isLiveTable(context, change.table)) return {};
    // It has no rows of its own, and its partitions stay as they are.
    if (findTable(context.catalog, change.table)?.partitioned === true) return {};
    const isPostgresql = context.dialect === "postgresql";
    const unlogged = change.option === "set-unlogged";
    const hazards: Hazard[] = ["rewrites-table", "blocks-writes"];
    if (isPostgresql) hazards.push("blocks-reads");
    if (unlogged) hazards.push("loses-data");
    const lock = isPostgresql
      ? "ACCESS EXCLUSIVE blocks every read and write of running code until it is done"
      : "every write of running code waits until it is done";
    return {
      compatibility: unlogged ? "destructive" : "additive",
      hazards,
      finding: {
        message: `${clause} writes ${named(change.table)} and its indexes anew; ${lock}.${unlogged ? " After a crash the table is empty." : ""}`,
        safeWay: isPostgresql
          ? "Copy the table online (`pg_repack`, or a new table filled in batches), or do it in a maintenance window."
          : "Copy the table online (`gh-ost`, `pt-online-schema-change`), or do it in a maintenance window.",
      },
    };
  },
});

function rewritesOf(context: RuleContext): Readonly<Record<string, string>> {
  if (context.dialect === "postgresql") return postgresqlRewrites;
  return context.dialect === "sqlite" ? {} : mysqlCopies;
}

/** Every other table option of MySQL and MariaDB leaves columns and rows as they are. */
function isHarmless(option: string, context: RuleContext): boolean {
  return context.dialect === "postgresql" ? harmless.test(option) : context.dialect !== "sqlite";
}
