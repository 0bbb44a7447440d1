import { findColumn } from "../catalog/lookup.ts";
import type { Dialect } from "../model/dialect.ts";
import type { AddColumn } from "../model/schema-change.ts";
import { isLiveTable } from "./live.ts";
import type { RuleContext } from "./rule.ts";

/** Whether ADD COLUMN changes a table that may have rows, rather than finding the column there already. */
export function growsLiveTable(change: AddColumn, context: RuleContext): boolean {
  if (!isLiveTable(context, change.table)) return false;
  return (
    !change.ifNotExists || findColumn(context.catalog, change.table, change.column.name) === null
  );
}

/** The lock that PostgreSQL holds while it rewrites a table, for messages. */
export const whileRewriting =
  "ACCESS EXCLUSIVE blocks every read and write of running code until it is done";

/** The same in every dialect: MySQL lets reads through while it copies a table. */
export function whileCopying(dialect: Dialect): string {
  return dialect === "postgresql"
    ? whileRewriting
    : "every write of running code waits until it is done";
}
