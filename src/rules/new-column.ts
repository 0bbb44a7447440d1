import { findColumn } from "../catalog/lookup.ts";
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

/** The lock that ADD COLUMN holds while it does more than note the column down, for messages. */
export const whileRewriting =
  "ACCESS EXCLUSIVE blocks every read and write of running code until it is done";
