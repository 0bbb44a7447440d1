import { namesIn, nodeAs, nodesAs, type Node, type RangeVar, type WithClause } from "./ast.ts";
import { constantText, uncast } from "./expression.ts";
import { isNode } from "./walk.ts";

interface RowStatement {
  readonly relation?: RangeVar;
  readonly whereClause?: Node;
  readonly withClause?: WithClause;
}

/** Whether there is a WHERE clause that can leave rows out. */
export function hasCondition(where: Node | undefined): boolean {
  return where !== undefined && constantText(where) !== "true";
}

/**
 * Whether the WHERE clause of an UPDATE or DELETE limits it to a batch of rows: its key equals a constant, lies
 * between two, is in a list of them, or comes from a query with LIMIT. A key is told by its name (`id`, `uuid`,
 * `ctid`, `user_id` of `users`), so what is left out counts as unbounded.
 */
export function isBatch(statement: RowStatement, joined: readonly Node[] | undefined): boolean {
  const table = statement.relation?.relname ?? "";
  const limited = limitedQueries(statement.withClause, joined);
  let lower = false;
  let upper = false;
  for (const condition of conjuncts(statement.whereClause)) {
    if (isKeyIn(condition, table, limited) || isKeyFromLimit(condition, table)) return true;
    const side = rangeSide(condition, table);
    if (side === "lower") lower = true;
    if (side === "upper") upper = true;
  }
  return lower && upper;
}

/** The conditions that must all hold. */
function conjuncts(where: Node | undefined): readonly Node[] {
  const found: Node[] = [];
  const pending: Node[] = where === undefined ? [] : [where];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const both = nodeAs(next, "BoolExpr");
    if (both?.boolop === "AND_EXPR") for (const part of both.args ?? []) pending.push(part);
    else found.push(next);
  }
  return found;
}

/** `id = 5`, `id BETWEEN 1 AND 100`, `id IN (1, 2)`, `id = batch.id` where `batch` has a LIMIT. */
function isKeyIn(condition: Node, table: string, limited: ReadonlySet<string>): boolean {
  const comparison = nodeAs(condition, "A_Expr");
  if (comparison === null) return false;
  const { lexpr, rexpr } = comparison;
  switch (comparison.kind) {
    case "AEXPR_OP":
      return (
        namesIn(comparison.name)[0] === "=" &&
        ((isKey(lexpr, table) && (isConstant(rexpr) || comesFrom(rexpr, limited))) ||
          (isKey(rexpr, table) && (isConstant(lexpr) || comesFrom(lexpr, limited))))
      );
    case "AEXPR_BETWEEN":
    case "AEXPR_IN":
      return isKey(lexpr, table) && (nodeAs(rexpr, "List")?.items ?? []).every(isConstant);
    case "AEXPR_OP_ANY":
      return isKey(lexpr, table) && (isConstant(rexpr) || isLimitedArray(rexpr));
    default:
      return false;
  }
}

/** `id IN (SELECT … LIMIT 1000)`. */
function isKeyFromLimit(condition: Node, table: string): boolean {
  const link = nodeAs(condition, "SubLink");
  return (
    link !== null &&
    (link.subLinkType === "ANY_SUBLINK" || link.subLinkType === "EXPR_SUBLINK") &&
    isKey(link.testexpr, table) &&
    hasLimit(link.subselect)
  );
}

/** `ctid = ANY (ARRAY (SELECT … LIMIT 1000))`. */
function isLimitedArray(node: Node | undefined): boolean {
  const link = nodeAs(uncast(node), "SubLink");
  return link?.subLinkType === "ARRAY_SUBLINK" && hasLimit(link.subselect);
}

function rangeSide(condition: Node, table: string): "lower" | "upper" | null {
  const comparison = nodeAs(condition, "A_Expr");
  if (comparison?.kind !== "AEXPR_OP") return null;
  const operator = namesIn(comparison.name)[0] ?? "";
  if (!["<", "<=", ">", ">="].includes(operator)) return null;
  const greater = operator.startsWith(">");
  if (isKey(comparison.lexpr, table) && isConstant(comparison.rexpr)) {
    return greater ? "lower" : "upper";
  }
  if (isKey(comparison.rexpr, table) && isConstant(comparison.lexpr)) {
    return greater ? "upper" : "lower";
  }
  return null;
}

function isKey(node: Node | undefined, table: string): boolean {
  const column = namesIn(nodeAs(node, "ColumnRef")?.fields).at(-1)?.toLowerCase();
  if (column === undefined) return false;
  const singular = table.toLowerCase().replace(/s$/, "");
  return (
    ["id", "uuid", "guid", "ctid", "pk"].includes(column) ||
    column === `${table.toLowerCase()}_id` ||
    column === `${singular}_id`
  );
}

function isConstant(node: Node | undefined): boolean {
  const inner = uncast(node);
  if (inner === undefined || !isNode(inner)) return false;
  if (nodeAs(inner, "A_Const") !== null || nodeAs(inner, "ParamRef") !== null) return true;
  const array = nodeAs(inner, "A_ArrayExpr");
  return array !== null && (array.elements ?? []).every((element) => "A_Const" in element);
}

function comesFrom(node: Node | undefined, limited: ReadonlySet<string>): boolean {
  const fields = namesIn(nodeAs(node, "ColumnRef")?.fields);
  return fields.length > 1 && limited.has(fields.at(-2) ?? "");
}

/** The names under which a statement joins queries that have a LIMIT. */
function limitedQueries(
  withClause: WithClause | undefined,
  joined: readonly Node[] | undefined,
): ReadonlySet<string> {
  const queries = new Set(
    nodesAs(withClause?.ctes, "CommonTableExpr")
      .filter(({ ctequery }) => hasLimit(ctequery))
      .map(({ ctename }) => ctename ?? ""),
  );
  const names = new Set<string>();
  for (const relation of nodesAs(joined, "RangeVar")) {
    const name = relation.relname ?? "";
    if (relation.schemaname === undefined && queries.has(name)) {
      names.add(relation.alias?.aliasname ?? name);
    }
  }
  for (const query of nodesAs(joined, "RangeSubselect")) {
    if (hasLimit(query.subquery)) names.add(query.alias?.aliasname ?? "");
  }
  return names;
}

function hasLimit(query: Node | undefined): boolean {
  const select = nodeAs(query, "SelectStmt");
  return select?.limitCount !== undefined && nodeAs(select.limitCount, "A_Const")?.isnull !== true;
}
