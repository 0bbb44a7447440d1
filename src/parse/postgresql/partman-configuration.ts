import type { SchemaChange } from "../../model/schema-change.ts";
import { namesIn, nodeAs, nodesAs, relationName, type NodeOf } from "./ast.ts";
import { stringConstant } from "./expression.ts";
import { namedByText } from "./named-by-text.ts";
import { walk } from "./walk.ts";

/** pg_partman's own table: a row for each partitioned table, with its retention. */
export const partmanConfiguration = "part_config";

const retentionColumns: ReadonlySet<string> = new Set(["retention", "retention_keep_table"]);

/** UPDATE part_config: from a retention on, maintenance drops old partitions; its other settings take nothing away. */
export function readPartmanUpdate(statement: NodeOf<"UpdateStmt">): readonly SchemaChange[] {
  const columns = nodesAs(statement.targetList, "ResTarget").map(({ name }) => name ?? "");
  if (!columns.some((name) => retentionColumns.has(name))) return [];
  let table = relationName(statement.relation);
  walk(statement.whereClause, (node) => {
    const comparison = nodeAs(node, "A_Expr");
    const column = namesIn(nodeAs(comparison?.lexpr, "ColumnRef")?.fields).at(-1);
    const text = column === "parent_table" ? stringConstant(comparison?.rexpr) : null;
    table = (text === null ? null : namedByText(text)) ?? table;
  });
  const effect = "schedules-removal";
  return [{ kind: "call-function", function: "UPDATE part_config", table, effect }];
}
