import type { Expression } from "../../model/expression.ts";
import { namesIn, nodeAs, tagOf, type FuncCall, type Node, type NodeTag } from "./ast.ts";
import { walk } from "./walk.ts";

/** What a constant expression may be made of. */
const constantTags: ReadonlySet<NodeTag> = new Set<NodeTag>([
  "A_Const",
  "A_ArrayExpr",
  "A_Expr",
  "A_Indices",
  "A_Indirection",
  "BoolExpr",
  "BooleanTest",
  "CaseExpr",
  "CaseWhen",
  "CoalesceExpr",
  "CollateClause",
  "Integer",
  "List",
  "MinMaxExpr",
  "NullTest",
  "RowExpr",
  "String",
  "TypeCast",
]);

/** What an expression or a query uses, together with its text. */
export function readExpression(node: unknown, sql: string): Expression {
  const functions: string[] = [];
  const columns = new Set<string>();
  let constant = true;
  walk(node, (inner) => {
    const tag = tagOf(inner);
    if (tag !== null && !constantTags.has(tag)) constant = false;
    const call = nodeAs(inner, "FuncCall");
    if (call !== null) functions.push(functionName(call));
    const value = nodeAs(inner, "SQLValueFunction");
    if (value !== null) functions.push(valueFunctionName(value.op ?? ""));
    const column = nodeAs(inner, "ColumnRef");
    if (column !== null) {
      const name = nodeAs(column.fields?.at(-1), "String")?.sval;
      if (name !== undefined) columns.add(name);
    }
  });
  return { sql, constant, isNull: isNullLiteral(node), functions, columns: [...columns] };
}

/** Lower case, with its schema unless that is `pg_catalog`. */
export function functionName(call: FuncCall): string {
  return namesIn(call.funcname)
    .filter((part, at, parts) => !(at < parts.length - 1 && part === "pg_catalog"))
    .join(".")
    .toLowerCase();
}

/** The text of a string constant, also when it is cast; null for anything else. */
export function stringConstant(node: Node | undefined): string | null {
  const constant = nodeAs(uncast(node), "A_Const");
  if (constant?.sval === undefined) return null;
  return constant.sval.sval ?? "";
}

/** A constant as text: `5`, `on`, `true`; null for anything else. */
export function constantText(node: Node | undefined): string | null {
  const constant = nodeAs(uncast(node), "A_Const");
  if (constant === null) return null;
  if (constant.sval !== undefined) return constant.sval.sval ?? "";
  if (constant.ival !== undefined) return String(constant.ival.ival ?? 0);
  if (constant.fval !== undefined) return constant.fval.fval ?? "0";
  if (constant.boolval !== undefined) return String(constant.boolval.boolval ?? false);
  if (constant.bsval !== undefined) return constant.bsval.bsval ?? "";
  return null;
}

/** What stands inside any number of casts. */
export function uncast(node: Node | undefined): Node | undefined {
  let inner = node;
  for (let cast = nodeAs(inner, "TypeCast"); cast !== null; cast = nodeAs(inner, "TypeCast")) {
    inner = cast.arg;
  }
  return inner;
}

function isNullLiteral(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  return nodeAs(uncast(node as Node), "A_Const")?.isnull === true;
}

/** `SVFOP_CURRENT_TIMESTAMP_N` is `current_timestamp`. */
function valueFunctionName(operation: string): string {
  return operation
    .replace(/^SVFOP_/, "")
    .replace(/_N$/, "")
    .toLowerCase();
}
