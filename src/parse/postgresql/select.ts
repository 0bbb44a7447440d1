import type { QualifiedName } from "../../model/qualified-name.ts";
import type { RoutineCall } from "../../model/routine.ts";
import type { SchemaChange, UnknownChange } from "../../model/schema-change.ts";
import type { SessionEffect } from "../../model/statement.ts";
import {
  namesIn,
  nodeAs,
  qualifiedName,
  type FuncCall,
  type Node,
  type SelectStmt,
} from "./ast.ts";
import { isHarmlessFunction } from "./builtin-functions.ts";
import { createdFromQuery } from "./create-table.ts";
import { functionName, stringConstant } from "./expression.ts";
import { extensionCall } from "./extension-functions.ts";
import { namedByText } from "./named-by-text.ts";
import { functionsCalled } from "./query.ts";
import { constantArgument } from "./routine-body.ts";
import { misreadFrom, readSetConfig } from "./session.ts";
import { unknown } from "./unknown.ts";

export interface SelectEffect {
  readonly changes: readonly SchemaChange[];
  readonly session: SessionEffect | null;
}

/** What a SELECT does beside reading: it may make a table, move a sequence, set a parameter, or call a function. */
export function readSelect(statement: SelectStmt): SelectEffect {
  const created =
    statement.intoClause === undefined
      ? []
      : [createdFromQuery(statement.intoClause, statement, false)];
  const called = readCalls(statement);
  return { changes: [...created, ...called.changes], session: called.session };
}

/** What the functions do that an expression or a query calls. */
export function readCalls(root: unknown): SelectEffect {
  const changes: SchemaChange[] = [];
  let session: SessionEffect | null = null;
  for (const call of functionsCalled(root)) {
    const name = functionName(call);
    if (isHarmlessFunction(name)) continue;
    const effect = readSetConfig(call);
    changes.push(...misreadFrom(effect));
    if (effect !== null && session === null) session = effect;
    else changes.push(readCall(call, name));
  }
  return { changes, session };
}

function readCall(call: FuncCall, name: string): SchemaChange {
  if (name === "setval" || name === "nextval") {
    const sequence = sequenceName(call.args?.[0]);
    if (sequence !== null) return { kind: "alter-sequence", sequence, option: name };
  }
  return calledRoutine(call, false);
}

/** A call that may yet be known: the reason holds where nothing knows the function. */
export function calledRoutine(call: FuncCall, isProcedure: boolean): UnknownChange {
  const name = functionName(call);
  const what = isProcedure ? "procedure" : "function";
  return {
    ...unknown(`The ${what} \`${name}\` is called, and what it does is not known.`, name),
    call: routineCall(call, isProcedure),
  };
}

/** A call with its arguments as far as they are constants. */
export function routineCall(call: FuncCall, isProcedure: boolean): RoutineCall {
  const positional: (string | null)[] = [];
  const namedArguments: Record<string, string | null> = {};
  for (const argument of call.args ?? []) {
    const named = nodeAs(argument, "NamedArgExpr");
    if (named === null) positional.push(constantArgument(argument));
    else namedArguments[named.name ?? ""] = constantArgument(named.arg);
  }
  const called = {
    function: qualifiedName(namesIn(call.funcname)),
    isProcedure,
    arguments: positional,
    namedArguments,
  };
  return { ...called, ...extensionCall(called) };
}

/** The sequence that `'public.users_id_seq'` or `pg_get_serial_sequence('users', 'id')` names. */
function sequenceName(argument: Node | undefined): QualifiedName | null {
  const text = stringConstant(argument);
  if (text !== null) return namedByText(text);
  const call = nodeAs(argument, "FuncCall");
  if (call === null || functionName(call) !== "pg_get_serial_sequence") return null;
  const table = stringConstant(call.args?.[0]);
  const column = stringConstant(call.args?.[1]);
  if (table === null || column === null) return null;
  const name = namedByText(table);
  return name === null ? null : { schema: name.schema, name: `${name.name}_${column}_seq` };
}
