import { isNode, walkTree, type SyntaxNode } from "./grammar.ts";

const lowerBounds = new Set([">", ">="]);
const upperBounds = new Set(["<", "<="]);

/** The table whose rows a condition chooses. */
export interface ConditionTable {
  readonly name: string;
  /** Whether a column with this prefix (null where none is written) is surely one of the table's. */
  readonly owns: (prefix: string | null) => boolean;
}

/**
 * Whether a condition limits the rows to a batch: a key equals something, is in a written list, or lies between two
 * ends. What a key is can only be told by its name here: `id`, `uuid` and the like, or the table's name with `_id`.
 */
export function isBoundedCondition(condition: SyntaxNode, table: ConditionTable): boolean {
  let hasLower = false;
  let hasUpper = false;
  const waiting: unknown[] = [condition];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!isNode(node) || node["type"] !== "binary_expr") continue;
    const operator = String(node["operator"]).toUpperCase();
    if (operator === "AND") {
      waiting.push(node["left"], node["right"]);
      continue;
    }
    if (!isKey(node["left"], table)) continue;
    const value = node["right"];
    if ((operator === "IN" || operator === "=") && isLimitedQuery(value)) return true;
    if (!isConstant(value)) continue;
    if (operator === "=" || operator === "BETWEEN" || operator === "IN") return true;
    if (lowerBounds.has(operator)) hasLower = true;
    if (upperBounds.has(operator)) hasUpper = true;
  }
  return hasLower && hasUpper;
}

function isKey(node: unknown, table: ConditionTable): boolean {
  if (!isNode(node) || node["type"] !== "column_ref" || typeof node["column"] !== "string")
    return false;
  if (!table.owns(typeof node["table"] === "string" ? node["table"] : null)) return false;
  const column = node["column"].toLowerCase();
  if (["id", "uuid", "guid", "pk", "rowid", "_rowid_", "oid"].includes(column)) return true;
  const singular = table.name.toLowerCase().replace(/s$/, "");
  return column === `${singular}_id` || column === `${singular}id`;
}

/** Neither a column, which would be a join, nor a query: literals, variables and functions of them. */
function isConstant(node: unknown): boolean {
  for (const inner of walkTree(node)) {
    if (inner["type"] === "column_ref" || inner["type"] === "select") return false;
  }
  return true;
}

/**
 * A query with LIMIT, in a list of one or bare. MySQL refuses LIMIT right inside IN, so people wrap such a query into
 * another one: `id IN (SELECT id FROM (SELECT id FROM t LIMIT 1000) AS batch)`.
 */
function isLimitedQuery(node: unknown): boolean {
  let query = node;
  while (isNode(query)) {
    const { ast, value, expr, from, limit } = query;
    if (query["type"] === "expr_list") query = onlyElement(value);
    else if (isNode(ast)) query = ast;
    else if (isNode(expr)) query = expr;
    else if (query["type"] === "select" && isNode(limit))
      return onlyElement(limit["value"]) !== null;
    else query = query["type"] === "select" && !isNode(query["_next"]) ? onlyElement(from) : null;
  }
  return false;
}

function onlyElement(list: unknown): unknown {
  return Array.isArray(list) && list.length === 1 ? (list[0] as unknown) : null;
}
