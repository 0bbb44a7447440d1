import type { RoutineBody, RoutineParameter } from "../../model/routine.ts";
import { namesIn, nodeAs, nodesAs, type FunctionParameter, type Node, type NodeOf } from "./ast.ts";
import { constantText } from "./expression.ts";
import { knownText } from "./plpgsql/known-text.ts";
import { tokenAt } from "./lexer.ts";
import { indexOfByte, lineAt, type Passage } from "./source-text.ts";
import { readArgumentType } from "./type-name.ts";

const modes: Readonly<Record<string, RoutineParameter["mode"]>> = {
  FUNC_PARAM_OUT: "out",
  FUNC_PARAM_INOUT: "inout",
  FUNC_PARAM_VARIADIC: "variadic",
  FUNC_PARAM_TABLE: "table",
};

/** The body of a CREATE FUNCTION or CREATE PROCEDURE statement. */
export function readRoutineBody(
  statement: NodeOf<"CreateFunctionStmt">,
  part: Passage,
): RoutineBody {
  const options = nodesAs(statement.options, "DefElem");
  const language = options.find(({ defname }) => defname === "language");
  const code = options.find(({ defname }) => defname === "as");
  const { returnType } = statement;
  const returns = returnType === undefined ? null : readArgumentType(returnType);
  return {
    language: (nodeAs(language?.arg, "String")?.sval ?? "sql").toLowerCase(),
    text: namesIn(nodeAs(code?.arg, "List")?.items)[0] ?? "",
    line: bodyLine(part, code?.location ?? 0),
    parameters: nodesAs(statement.parameters, "FunctionParameter").map(readParameter),
    returns: returns !== null && returnType?.setof === true ? `SETOF ${returns}` : returns,
    isProcedure: statement.is_procedure === true,
  };
}

function readParameter({ name, mode, argType, defexpr }: FunctionParameter): RoutineParameter {
  return {
    name: name ?? "",
    mode: modes[mode ?? ""] ?? "in",
    type: readArgumentType(argType),
    hasDefault: defexpr !== undefined,
    default: constantArgument(defexpr),
  };
}

/** The text of an argument that is a constant, whatever it is cast to; null for NULL and anything else. */
export function constantArgument(node: Node | undefined): string | null {
  return knownText(node, () => undefined) ?? constantText(node);
}

/** The line on which a body begins that stands at or behind a byte offset: behind the opening quote. */
export function bodyLine(part: Passage, offset: number): number {
  let at = indexOfByte(part, offset);
  for (let token = tokenAt(part.text, at); token !== null; token = tokenAt(part.text, at)) {
    if (token.kind === "string") break;
    at = token.end;
  }
  return lineAt(part.source, part.start + at);
}
