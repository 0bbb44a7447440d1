import type { RoutineBody, RoutineCall } from "../../../model/routine.ts";
import type { Statement } from "../../../model/statement.ts";
import type { Grammar } from "../grammar.ts";
import { readText } from "../read-text.ts";
import type { Reading } from "../reading.ts";
import { sourceText } from "../source-text.ts";
import { blockSteps } from "./block-steps.ts";
import { parseRoutine } from "./routine-source.ts";
import { doesSomething, readStep } from "./step-statements.ts";

/** What a call of a function or procedure runs; null where its body cannot be read. Lines are those of its body. */
export function readRoutineCall(
  grammar: Grammar,
  body: RoutineBody,
  call: RoutineCall,
): readonly Statement[] | null {
  if (body.tracked !== undefined) return changing(body.tracked);
  if (body.language === "sql") return changing(readText(grammar, body.text, body.line));
  if (body.language !== "plpgsql") return null;
  const parsed = parseRoutine(body, grammar);
  if (parsed.state === "refused") return null;
  const steps = blockSteps(parsed.result, grammar, argumentsOf(body, call));
  const reading: Reading = {
    grammar,
    source: sourceText(body.text, body.line),
    prepared: new Map(),
    readInner: (sql: string, line: number) => readText(grammar, sql, line, 1),
  };
  return steps.flatMap((step) => readStep({ ...step, line: body.line + step.line - 1 }, reading));
}

function changing(statements: readonly Statement[]): readonly Statement[] {
  return statements.filter(doesSomething);
}

/** The parameters that are known at the call: given as a constant, or left to a default that is one. */
function argumentsOf(body: RoutineBody, call: RoutineCall): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  const inputs = body.parameters.filter(({ mode }) => mode !== "out" && mode !== "table");
  for (const [at, { name, mode, default: fallback }] of inputs.entries()) {
    if (mode === "variadic") continue;
    const given = at < call.arguments.length ? call.arguments[at] : call.namedArguments[name];
    const value = given === undefined ? fallback : given;
    if (value !== null) known.set(name, value);
  }
  return known;
}
