import type { RoutineCall } from "../../model/routine.ts";
import type { Statement } from "../../model/statement.ts";
import { hasOption, nodeAs, nodesAs, type FuncCall, type Node } from "./ast.ts";
import { isHarmlessFunction } from "./builtin-functions.ts";
import { functionName } from "./expression.ts";
import { functionsCalled, isThereToCall } from "./query.ts";
import { routineCall } from "./select.ts";

/** Actions of ALTER TABLE that run an expression on rows; a new default runs only with later rows. */
const evaluatingActions: ReadonlySet<string> = new Set([
  "AT_AddColumn",
  "AT_AddConstraint",
  "AT_AlterColumnType",
  "AT_SetExpression",
]);

/** Calls of one function with more differing arguments than this are one call whose arguments are not known. */
const variantLimit = 8;

/**
 * The functions that a statement runs beside those that are told as changes: any that an INSERT, an UPDATE, a new
 * column or an index evaluates, and those whose names promise no harm, since the history may make one of such a name.
 */
export function evaluatedCalls(statement: Node): readonly RoutineCall[] {
  const roots = evaluatedIn(statement);
  if (roots.length === 0) return [];
  const told = nodeAs(statement, "SelectStmt") !== null || isThereToCall(statement);
  const calls = distinctCalls(
    functionsCalled(roots).filter((call) => {
      const name = functionName(call);
      return isHarmlessFunction(name) || !(told || movesSequence(name));
    }),
  );
  // Of a new column's default that nobody knows, the rules say that it may be another one for each row.
  const isColumn = nodeAs(statement, "AlterTableStmt") !== null;
  return isColumn ? calls.map((call) => ({ ...call, effect: call.effect ?? [] })) : calls;
}

/** The functions of an expression whose names promise no harm. */
export function harmlessCalls(root: unknown): readonly RoutineCall[] {
  return distinctCalls(
    functionsCalled(root).filter((call) => isHarmlessFunction(functionName(call))),
  );
}

/** The field of a statement: absent where nothing is called. */
export function withCalls(calls: readonly RoutineCall[]): Pick<Statement, "calls"> {
  return calls.length === 0 ? {} : { calls };
}

function movesSequence(name: string): boolean {
  return name === "nextval" || name === "setval";
}

/** The parts of a statement that the server evaluates while the statement runs. */
function evaluatedIn(statement: Node): readonly unknown[] {
  for (const tag of ["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"] as const)
    if (nodeAs(statement, tag) !== null) return [statement];
  for (const tag of ["CopyStmt", "IndexStmt"] as const)
    if (nodeAs(statement, tag) !== null) return [statement];
  const created = nodeAs(statement, "CreateTableAsStmt");
  if (created !== null) return created.into?.skipData === true ? [] : [created.query];
  const explained = nodeAs(statement, "ExplainStmt");
  if (explained?.query !== undefined)
    return runsExplained(explained.options) ? evaluatedIn(explained.query) : [];
  const altered = nodeAs(statement, "AlterTableStmt");
  if (altered !== null) {
    return nodesAs(altered.cmds, "AlterTableCmd")
      .filter(({ subtype }) => evaluatingActions.has(subtype ?? ""))
      .map(({ def }) => def);
  }
  return [
    nodeAs(statement, "AlterDomainStmt")?.def,
    nodeAs(statement, "CallStmt")?.funccall?.args,
    nodeAs(statement, "CreateStmt")?.partbound,
    nodeAs(statement, "DeclareCursorStmt")?.query,
    nodeAs(statement, "ExecuteStmt")?.params,
  ].filter((part) => part !== undefined);
}

/** EXPLAIN shows a plan; with ANALYZE it runs the statement. */
export function runsExplained(options: readonly Node[] | undefined): boolean {
  return hasOption(options, "analyze");
}

/** The calls that differ. */
export function distinctCalls(calls: readonly FuncCall[]): readonly RoutineCall[] {
  const [first] = calls;
  if (first === undefined) return [];
  if (calls.length === 1) return [harmless(routineCall(first, false), functionName(first))];
  const byName = new Map<string, Map<string, RoutineCall>>();
  for (const call of calls) {
    const read = harmless(routineCall(call, false), functionName(call));
    const { schema, name } = read.function;
    const key = JSON.stringify([schema, name, read.arguments.length]);
    const variants = byName.get(key) ?? new Map<string, RoutineCall>();
    byName.set(key, variants);
    const one = variants.size < variantLimit ? read : withoutArguments(read);
    variants.set(JSON.stringify([one.arguments, one.namedArguments]), one);
  }
  return [...byName.values()].flatMap((variants) => [...variants.values()]);
}

function harmless(call: RoutineCall, name: string): RoutineCall {
  return isHarmlessFunction(name) ? { ...call, effect: [] } : call;
}

function withoutArguments(call: RoutineCall): RoutineCall {
  const names = Object.keys(call.namedArguments);
  return {
    ...call,
    arguments: call.arguments.map(() => null),
    namedArguments: Object.fromEntries(names.map((name) => [name, null])),
  };
}
