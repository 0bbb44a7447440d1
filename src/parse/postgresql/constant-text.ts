import { namesIn, nodeAs, type Node } from "./ast.ts";
import { constantText, functionName, stringConstant } from "./expression.ts";
import { quoteName } from "./type-name.ts";

/**
 * The text that an expression of EXECUTE gives, where it is built from constants alone: literals, `||`, `format`,
 * `quote_ident` and `quote_literal`. Null where it depends on anything else.
 */
export function constantSql(node: Node | undefined): string | null {
  const texts: string[] = [];
  const pending: (Node | undefined)[] = [node];
  while (pending.length > 0) {
    const current = pending.pop();
    const joined = nodeAs(current, "A_Expr");
    if (joined?.kind === "AEXPR_OP" && namesIn(joined.name)[0] === "||") {
      pending.push(joined.rexpr, joined.lexpr);
      continue;
    }
    const text = stringConstant(current) ?? calledText(current);
    if (text === null) return null;
    texts.push(text);
  }
  return texts.join("");
}

function calledText(node: Node | undefined): string | null {
  const call = nodeAs(node, "FuncCall");
  if (call === null) return null;
  const operands = (call.args ?? []).map(constantText);
  const [first, ...rest] = operands;
  if (first === undefined || first === null) return null;
  switch (functionName(call)) {
    case "quote_ident":
      return quoteName(first);
    case "quote_literal":
      return quoteLiteral(first);
    case "format":
      return formatted(first, rest);
    default:
      return null;
  }
}

/** `format` with its plain specifiers; null where one has a position or width, or its value is no constant. */
function formatted(pattern: string, operands: readonly (string | null)[]): string | null {
  let next = 0;
  let known = true;
  const text = pattern.replace(/%(.?)/gs, (_, specifier: string) => {
    if (specifier === "%") return "%";
    const operand = operands[next];
    next += 1;
    if (operand === undefined || operand === null) known = false;
    else if (specifier === "I") return quoteName(operand);
    else if (specifier === "L") return quoteLiteral(operand);
    else if (specifier === "s") return operand;
    known = false;
    return "";
  });
  return known ? text : null;
}

function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
