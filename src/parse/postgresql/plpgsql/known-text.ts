import { quoteIdentifier } from "../../../catalog/quote.ts";
import { namesIn, nodeAs, type FuncCall, type Node } from "../ast.ts";
import { functionName } from "../expression.ts";
import { formatted, quoteLiteral } from "./format-text.ts";

/** The value of an expression as the server would print it; null is NULL, undefined is not known here. */
export type KnownText = string | null | undefined;

/** The value of a variable (`name`, `record.field`) or parameter (`$1`). */
export type ValueOf = (name: string) => KnownText;

/** Expressions that nest deeper, and texts that grow longer, are not worth following. */
const depthLimit = 30;
const lengthLimit = 100_000;

/** Types whose values print as they are written. */
const textTypes: ReadonlySet<string> = new Set(["text", "varchar", "name"]);
const integerTypes: ReadonlySet<string> = new Set(["int2", "int4", "int8"]);
const integer = /^-?(?:0|[1-9]\d{0,17})$/;

/** The text that an expression gives, where it is built from constants and known variables alone. */
export function knownText(node: Node | undefined, valueOf: ValueOf, depth = 0): KnownText {
  if (node === undefined || depth > depthLimit) return undefined;
  const constant = nodeAs(node, "A_Const");
  if (constant !== null) {
    if (constant.isnull === true) return null;
    if (constant.sval !== undefined) return constant.sval.sval ?? "";
    // A boolean prints as `true` or `t`, depending on who asks.
    return constant.ival === undefined ? undefined : String(constant.ival.ival ?? 0);
  }
  const column = nodeAs(node, "ColumnRef");
  if (column !== null) return valueOf(namesIn(column.fields).join("."));
  const parameter = nodeAs(node, "ParamRef");
  if (parameter !== null) return valueOf(`$${parameter.number ?? 0}`);
  const cast = nodeAs(node, "TypeCast");
  if (cast !== null) {
    const type = cast.typeName?.typmods === undefined ? namesIn(cast.typeName?.names).at(-1) : "";
    return convertedText(knownText(cast.arg, valueOf, depth + 1), type ?? "");
  }
  const call = nodeAs(node, "FuncCall");
  if (call !== null) return calledText(call, valueOf, depth);
  const operation = nodeAs(node, "A_Expr");
  if (operation?.kind !== "AEXPR_OP") return undefined;
  const [operator = "", ...schema] = namesIn(operation.name).toReversed();
  if (schema.length > 0) return undefined;
  if (operator === "||") return joinedText(node, valueOf, depth);
  const [left, right] = [operation.lexpr, operation.rexpr].map((side) =>
    knownText(side, valueOf, depth + 1),
  );
  return calculated(operator, left, right);
}

/** Small whole numbers added, subtracted or multiplied, such as the last turn of a loop. */
function calculated(operator: string, left: KnownText, right: KnownText): KnownText {
  const calculate = operations[operator];
  if (calculate === undefined || !isSmall(left) || !isSmall(right)) return undefined;
  return String(calculate(Number(left), Number(right)));
}

const operations: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
};

function isSmall(text: KnownText): text is string {
  return typeof text === "string" && /^-?\d{1,4}$/.test(text);
}

/** A text as a value of a type; undefined where the type may print it in another way. */
export function convertedText(text: KnownText, type: string): KnownText {
  if (text === undefined || text === null) return text;
  if (type === "name" && Buffer.byteLength(text) > 63) return undefined;
  if (textTypes.has(type)) return text;
  return integerTypes.has(type) && integer.test(text) ? text : undefined;
}

/** A chain of `||`, however long: NULL anywhere makes it NULL. */
function joinedText(node: Node, valueOf: ValueOf, depth: number): KnownText {
  const texts: string[] = [];
  const pending: (Node | undefined)[] = [node];
  while (pending.length > 0) {
    const current = pending.pop();
    const joined = nodeAs(current, "A_Expr");
    if (joined?.kind === "AEXPR_OP" && namesIn(joined.name)[0] === "||") {
      pending.push(joined.rexpr, joined.lexpr);
      continue;
    }
    const text = knownText(current, valueOf, depth + 1);
    if (text === null || text === undefined) return text;
    texts.push(text);
  }
  return bounded(texts.join(""));
}

function calledText(call: FuncCall, valueOf: ValueOf, depth: number): KnownText {
  if (call.func_variadic === true) return undefined;
  const values: (string | null)[] = [];
  for (const argument of call.args ?? []) {
    const value = knownText(argument, valueOf, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
  }
  const [first, ...rest] = values;
  if (first === undefined) return undefined;
  switch (functionName(call)) {
    case "format":
      return first === null ? null : bounded(formatted(first, rest));
    case "concat":
      return bounded(values.join(""));
    case "quote_ident":
      return first === null ? null : quoteIdentifier(first, "postgresql");
    case "quote_literal":
      return first === null ? null : quoteLiteral(first);
    case "quote_nullable":
      return first === null ? "NULL" : quoteLiteral(first);
    default:
      return undefined;
  }
}

function bounded(text: string | undefined): string | undefined {
  return text === undefined || text.length > lengthLimit ? undefined : text;
}
