import type { Grammar } from "../grammar.ts";
import { nodeAs, nodesAs, namesIn, type Node, type SelectStmt } from "../ast.ts";
import { functionName } from "../expression.ts";
import { tokenAt } from "../lexer.ts";
import { readCondition } from "./condition.ts";
import { knownText } from "./known-text.ts";
import { textOf, type Known, type Value } from "./variables.ts";

/** Longer lists are not gone through one by one. */
const itemLimit = 200;

/** What an expression of the block gives; null where it is not known. */
export function valueOf(text: string, known: Known, grammar: Grammar): Value | null {
  const node = expressionNode(text, grammar);
  if (node === undefined) return null;
  const items = itemsOf(node, known);
  if (items !== null) return { kind: "items", items };
  const value = knownText(node, (name) => textOf(known, name));
  if (value !== undefined) return { kind: "text", text: value };
  const condition = readCondition(node, known);
  return condition.kind === "undecided" ? null : { kind: "condition", condition };
}

/** The tree of an expression; undefined where it does not parse. */
export function expressionNode(text: string, grammar: Grammar): Node | undefined {
  const select = queryOf(`SELECT ${text}`, grammar);
  return nodesAs(select?.targetList, "ResTarget")[0]?.val;
}

export function queryOf(text: string, grammar: Grammar): SelectStmt | null {
  const parsed = grammar.parse(text);
  return parsed.state === "parsed" ? nodeAs(parsed.result[0]?.stmt, "SelectStmt") : null;
}

/** The elements of `ARRAY['a', 'b']`, also cast, or of a variable that is known to hold such an array. */
export function itemsOf(node: Node | undefined, known: Known): readonly (string | null)[] | null {
  const cast = nodeAs(node, "TypeCast");
  if (cast !== null) {
    const type = namesIn(cast.typeName?.names).at(-1) ?? "";
    return ["text", "varchar", "name"].includes(type) ? itemsOf(cast.arg, known) : null;
  }
  const column = nodeAs(node, "ColumnRef");
  if (column !== null) {
    const value = known.get(namesIn(column.fields).join("."));
    return value?.kind === "items" ? value.items : null;
  }
  const array = nodeAs(node, "A_ArrayExpr");
  return array === null ? null : allKnown(array.elements ?? [], known);
}

/**
 * The rows of a query over constants: `VALUES (…)`, `SELECT unnest(ARRAY[…])`, and `SELECT *` or the named columns of
 * such a query in FROM. By column name, in order.
 */
export function rowsOf(
  text: string,
  known: Known,
  grammar: Grammar,
): readonly ReadonlyMap<string, string | null>[] | null {
  const select = queryOf(text, grammar);
  return select === null ? null : rowsOfQuery(select, known);
}

function rowsOfQuery(
  select: SelectStmt,
  known: Known,
): readonly ReadonlyMap<string, string | null>[] | null {
  if (hasMore(select)) return null;
  if (select.valuesLists !== undefined) return valueRows(select, [], known);
  const [target, ...otherTargets] = nodesAs(select.targetList, "ResTarget");
  if (select.fromClause === undefined) {
    const call = otherTargets.length === 0 ? nodeAs(target?.val, "FuncCall") : null;
    return call === null
      ? null
      : unnestRows({ FuncCall: call }, target?.name ?? functionName(call), known);
  }
  const [source, ...others] = select.fromClause;
  const rows = others.length === 0 ? rowsOfSource(source, known) : null;
  if (rows === null) return null;
  const fields = nodesAs(select.targetList, "ResTarget").map(
    ({ val }) => nodeAs(val, "ColumnRef")?.fields ?? [],
  );
  if (fields.every((names) => "A_Star" in (names.at(-1) ?? {}))) return rows;
  const columns = fields.map((names) => namesIn(names).at(-1) ?? "");
  const isPlain = columns.every((name) => rows.every((row) => row.has(name)));
  const isRenamed = nodesAs(select.targetList, "ResTarget").some(({ name }) => name !== undefined);
  if (!isPlain || isRenamed) return null;
  return rows.map((row) => new Map(columns.map((name) => [name, row.get(name) ?? null])));
}

function rowsOfSource(
  source: Node | undefined,
  known: Known,
): readonly ReadonlyMap<string, string | null>[] | null {
  const inner = nodeAs(source, "RangeSubselect");
  if (inner !== null) {
    const select = nodeAs(inner.subquery, "SelectStmt");
    if (select?.valuesLists === undefined || hasMore(select)) return null;
    return valueRows(select, namesIn(inner.alias?.colnames), known);
  }
  const call = nodeAs(source, "RangeFunction");
  if (call === null || call.ordinality === true || call.coldeflist !== undefined) return null;
  const [first, ...others] = nodesAs(call.functions, "List");
  const named = namesIn(call.alias?.colnames)[0] ?? call.alias?.aliasname ?? "unnest";
  return others.length > 0 ? null : unnestRows(first?.items?.[0], named, known);
}

function unnestRows(
  node: Node | undefined,
  column: string,
  known: Known,
): readonly ReadonlyMap<string, string | null>[] | null {
  const call = nodeAs(node, "FuncCall");
  if (call === null || functionName(call) !== "unnest" || call.args?.length !== 1) return null;
  const items = itemsOf(call.args[0], known);
  return items === null ? null : items.map((item) => new Map([[column, item]]));
}

function valueRows(
  select: SelectStmt,
  names: readonly string[],
  known: Known,
): readonly ReadonlyMap<string, string | null>[] | null {
  const rows: ReadonlyMap<string, string | null>[] = [];
  for (const list of nodesAs(select.valuesLists, "List")) {
    const values = allKnown(list.items ?? [], known);
    if (values === null || rows.length === itemLimit) return null;
    rows.push(new Map(values.map((value, at) => [names[at] ?? `column${at + 1}`, value])));
  }
  return rows;
}

function allKnown(nodes: readonly Node[], known: Known): readonly (string | null)[] | null {
  if (nodes.length > itemLimit) return null;
  const values = nodes.map((node) => knownText(node, (name) => textOf(known, name)));
  return values.every((value) => value !== undefined) ? values : null;
}

/** Anything of a query that leaves rows out, adds some or orders them. */
function hasMore(select: SelectStmt): boolean {
  const { op, whereClause, groupClause, havingClause, limitCount, limitOffset } = select;
  const { withClause, distinctClause, intoClause, sortClause } = select;
  const parts = [whereClause, groupClause, havingClause, limitCount, limitOffset, withClause];
  return (
    (op !== undefined && op !== "SETOP_NONE") ||
    [...parts, distinctClause, intoClause, sortClause].some((part) => part !== undefined)
  );
}

/** The left and right side of `variable := value`, also written with `=`; null for anything else. */
export function assignmentIn(
  text: string,
): { readonly target: string; readonly value: string } | null {
  let depth = 0;
  for (let at = 0, token = tokenAt(text, at); token !== null; token = tokenAt(text, at)) {
    const symbol = token.kind === "symbol" ? text[token.start] : "";
    if (symbol === "(" || symbol === "[") depth += 1;
    else if (symbol === ")" || symbol === "]") depth -= 1;
    else if (depth === 0 && (symbol === "=" || symbol === ":")) {
      const end = symbol === ":" ? token.end + 1 : token.end;
      if (text[end - 1] !== "=") return null;
      return { target: text.slice(0, token.start).trim(), value: text.slice(end) };
    }
    at = token.end;
  }
  return null;
}
