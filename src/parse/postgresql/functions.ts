import type { SchemaChange } from "../../model/schema-change.ts";
import {
  nodeAs,
  nodesAs,
  namesIn,
  objectName,
  qualifiedName,
  type FunctionParameter,
  type NodeOf,
  type ObjectType,
  type ObjectWithArgs,
} from "./ast.ts";
import { readRoutineBody } from "./routine-body.ts";
import type { Passage } from "./source-text.ts";
import { readArgumentType } from "./type-name.ts";

type RoutineKind = "function" | "procedure" | "aggregate";

/** CREATE FUNCTION and CREATE PROCEDURE. The body runs later, so it is kept as text. */
export function readCreateFunction(
  statement: NodeOf<"CreateFunctionStmt">,
  part: Passage,
): readonly SchemaChange[] {
  const parameters = nodesAs(statement.parameters, "FunctionParameter");
  return [
    {
      kind: "create-function",
      function: qualifiedName(namesIn(statement.funcname)),
      routine: statement.is_procedure === true ? "procedure" : "function",
      argumentTypes: inputTypes(parameters),
      parameters: inputsOf(parameters).map(({ name, defexpr }) => ({
        name: name ?? null,
        hasDefault: defexpr !== undefined,
      })),
      returns: returnedText(statement, parameters),
      replace: statement.replace === true,
      volatility: volatilityOf(statement),
      body: readRoutineBody(statement, part),
    },
  ];
}

/** CREATE AGGREGATE. Its arguments are the first entry of a pair, or the option `basetype` of the old syntax. */
export function readCreateAggregate(statement: NodeOf<"DefineStmt">): readonly SchemaChange[] {
  const parameters = nodesAs(nodeAs(statement.args?.[0], "List")?.items, "FunctionParameter");
  const options = nodesAs(statement.definition, "DefElem");
  const base = options.find(({ defname }) => defname === "basetype");
  const state = options.find(({ defname }) => defname === "stype");
  const baseType = nodeAs(base?.arg, "TypeName");
  return [
    {
      kind: "create-function",
      function: qualifiedName(namesIn(statement.defnames)),
      routine: "aggregate",
      argumentTypes: baseType === null ? inputTypes(parameters) : [readArgumentType(baseType)],
      returns: state === undefined ? null : readArgumentType(nodeAs(state.arg, "TypeName") ?? {}),
      replace: statement.replace === true,
      volatility: "immutable",
    },
  ];
}

/** ALTER FUNCTION that changes properties (volatility, cost, SECURITY, SET): its callers' calls stay valid. */
export function readAlterFunction(statement: NodeOf<"AlterFunctionStmt">): readonly SchemaChange[] {
  const routine = statement.func === undefined ? undefined : { ObjectWithArgs: statement.func };
  return [
    {
      kind: "alter-table-option",
      table: objectName(routine),
      option: `${routineKind(statement.objtype)}-options`,
    },
  ];
}

export function routineKind(type: ObjectType | undefined): RoutineKind {
  if (type === "OBJECT_PROCEDURE") return "procedure";
  return type === "OBJECT_AGGREGATE" ? "aggregate" : "function";
}

/** The input types that a statement names; null where it leaves them out. */
export function routineArguments(routine: ObjectWithArgs | null): readonly string[] | null {
  if (routine === null || routine.args_unspecified === true) return null;
  return nodesAs(routine.objargs, "TypeName").map(readArgumentType);
}

function inputTypes(parameters: readonly FunctionParameter[]): readonly string[] {
  return inputsOf(parameters).map(({ argType }) => readArgumentType(argType));
}

function inputsOf(parameters: readonly FunctionParameter[]): readonly FunctionParameter[] {
  return parameters.filter(({ mode }) => mode !== "FUNC_PARAM_OUT" && mode !== "FUNC_PARAM_TABLE");
}

function returnedText(
  statement: NodeOf<"CreateFunctionStmt">,
  parameters: readonly FunctionParameter[],
): string | null {
  const columns = parameters.filter(({ mode }) => mode === "FUNC_PARAM_TABLE");
  if (columns.length > 0) {
    const texts = columns.map(({ name, argType }) => `${name ?? ""} ${readArgumentType(argType)}`);
    return `table(${texts.join(", ")})`;
  }
  if (statement.returnType === undefined) return null;
  const type = readArgumentType(statement.returnType);
  return statement.returnType.setof === true ? `setof ${type}` : type;
}

function volatilityOf(
  statement: NodeOf<"CreateFunctionStmt">,
): "immutable" | "stable" | "volatile" {
  for (const option of nodesAs(statement.options, "DefElem")) {
    if (option.defname !== "volatility") continue;
    const written = nodeAs(option.arg, "String")?.sval;
    if (written === "immutable" || written === "stable") return written;
  }
  return "volatile";
}
