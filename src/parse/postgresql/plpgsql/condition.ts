import type { Condition } from "../../../model/condition.ts";
import { namesIn, nodeAs, type FuncCall, type Node } from "../ast.ts";
import { constantText, functionName, stringConstant } from "../expression.ts";
import { namedByText } from "../named-by-text.ts";
import { mayBeTemplate } from "../placeholders.ts";
import { soughtBy } from "./sought-object.ts";
import type { Known } from "./variables.ts";

const depthLimit = 30;
const undecided: Condition = { kind: "undecided" };

/** The question to the schema that a condition of the block asks. */
export function readCondition(node: Node | undefined, known: Known, depth = 0): Condition {
  if (node === undefined || depth > depthLimit) return undecided;
  const combined = nodeAs(node, "BoolExpr");
  if (combined !== null) {
    const conditions = (combined.args ?? []).map((part) => readCondition(part, known, depth + 1));
    if (combined.boolop === "NOT_EXPR") return not(conditions[0] ?? undecided);
    return { kind: combined.boolop === "AND_EXPR" ? "all" : "any", conditions };
  }
  const constant = nodeAs(node, "A_Const");
  if (constant?.boolval !== undefined)
    return { kind: "constant", value: constant.boolval.boolval === true };
  const link = nodeAs(node, "SubLink");
  if (link?.subLinkType === "EXISTS_SUBLINK")
    return exists(nodeAs(link.subselect, "SelectStmt") ?? {});
  const column = nodeAs(node, "ColumnRef");
  if (column !== null) {
    const value = known.get(namesIn(column.fields).join("."));
    return value?.kind === "condition" ? value.condition : undecided;
  }
  const test = nodeAs(node, "NullTest");
  if (test !== null) {
    const found = soughtByName(nodeAs(test.arg, "FuncCall"));
    return test.nulltesttype === "IS_NULL" ? not(found) : found;
  }
  return comparedCount(node);
}

/** Whether the query of an EXISTS, or of a statement that sets FOUND, finds something. */
export function exists(select: Parameters<typeof soughtBy>[0]): Condition {
  const object = soughtBy(select);
  return object === null ? undecided : { kind: "exists", object };
}

function not(condition: Condition): Condition {
  return condition.kind === "undecided" ? condition : { kind: "not", condition };
}

/** `to_regclass('public.users')` is NULL where there is no such relation. */
function soughtByName(call: FuncCall | null): Condition {
  const kind = {
    to_regclass: "relation",
    to_regtype: "type",
    to_regproc: "function",
    to_regnamespace: "schema",
  }[call === null ? "" : functionName(call)] as
    "relation" | "type" | "function" | "schema" | undefined;
  const text = stringConstant(call?.args?.[0]);
  const name = text === null || mayBeTemplate(text) ? null : namedByText(text);
  if (kind === undefined || name === null) return undecided;
  return {
    kind: "exists",
    object: {
      kind,
      ...name,
      table: null,
      alongSearchPath: kind !== "schema",
      furtherConditions: false,
    },
  };
}

/** `(SELECT count(*) FROM …) = 0` and the like. */
function comparedCount(node: Node): Condition {
  const comparison = nodeAs(node, "A_Expr");
  const link = nodeAs(comparison?.lexpr, "SubLink");
  if (comparison?.kind !== "AEXPR_OP" || link?.subLinkType !== "EXPR_SUBLINK") return undecided;
  const select = nodeAs(link.subselect, "SelectStmt");
  const counted = nodeAs(nodeAs(select?.targetList?.[0], "ResTarget")?.val, "FuncCall");
  if (select === null || counted?.agg_star !== true || functionName(counted) !== "count")
    return undecided;
  const { targetList, ...query } = select;
  switch (`${namesIn(comparison.name)[0] ?? ""} ${constantText(comparison.rexpr) ?? ""}`) {
    case "= 0":
    case "< 1":
      return not(exists(query));
    case "> 0":
    case ">= 1":
    case "<> 0":
    case "!= 0":
      return exists(query);
    default:
      return undecided;
  }
}
