import type { Guard } from "../../../model/condition.ts";
import type { SchemaChange } from "../../../model/schema-change.ts";
import type { RoutineCall } from "../../../model/routine.ts";
import type { Statement } from "../../../model/statement.ts";
import type { Reading } from "../reading.ts";
import { isServersOwnFunction } from "../builtin-functions.ts";
import { harmlessCalls, withCalls } from "../evaluated-calls.ts";
import { readCalls } from "../select.ts";
import { shortened } from "../shortened.ts";
import { unknown } from "../unknown.ts";
import type { BlockStep } from "./block-steps.ts";
import { assignmentIn } from "./expression-values.ts";

/** The statements of a block's steps that change something, each with what it needs to run. */
export function readStep(step: BlockStep, reading: Reading): readonly Statement[] {
  return readByKind(step, reading)
    .map((statement) => {
      const changes = step.inLoop ? statement.changes.map(unbounded) : statement.changes;
      const guards: readonly Guard[] = [...step.guards, ...(statement.guards ?? [])];
      return guards.length === 0
        ? { ...statement, changes }
        : { ...guardedSession({ ...statement, changes }), guards };
    })
    .filter(doesSomething);
}

/** Whether a statement changes something, or calls what may. */
export function doesSomething({ changes, session, calls = [] }: Statement): boolean {
  return changes.length > 0 || session !== null || calls.some(mayBeOwn);
}

function mayBeOwn({ function: { schema, name } }: RoutineCall): boolean {
  return schema === null ? !isServersOwnFunction(name) : schema !== "pg_catalog";
}

/** What a search path that may be set or not leaves open is told; a COMMIT that may not run is no end. */
function guardedSession(statement: Statement): Statement {
  const { session } = statement;
  if (session?.kind === "commit") return { ...statement, session: null };
  if (session?.kind !== "set" || !["search_path", "all"].includes(session.name)) return statement;
  const change = unknown(
    "The search path is set under a condition, so what the names behind it mean cannot be told.",
  );
  return { ...statement, changes: [...statement.changes, change], session: null };
}

function readByKind(step: BlockStep, reading: Reading): readonly Statement[] {
  switch (step.kind) {
    case "sql":
      return reading.readInner(step.text, step.line);
    case "expression":
      return readEvaluated(step, reading);
    case "dynamic": {
      const text = shortened(step.text, 120);
      return [at(step, [unknown(`EXECUTE runs SQL that is built at run time: \`${text}\`.`)])];
    }
    case "unread":
      return [
        at(step, [unknown("This statement stands in too many others inside of each other.")]),
      ];
  }
}

/** A batch inside a loop is not bounded: one transaction goes through all of them. */
function unbounded(change: SchemaChange): SchemaChange {
  return change.kind === "update-rows" || change.kind === "delete-rows"
    ? { ...change, bounded: false }
    : change;
}

/** Conditions and assignments change something only through the functions they call. */
function readEvaluated(step: BlockStep, reading: Reading): readonly Statement[] {
  if (!step.text.includes("(")) return [];
  // The right side of an assignment; a condition that compares is read whole or in half, with the same calls.
  const whole = reading.grammar.parse(`SELECT ${step.text}`);
  const value = assignmentIn(step.text)?.value;
  const parsed =
    whole.state === "refused" && value !== undefined
      ? reading.grammar.parse(`SELECT ${value}`)
      : whole;
  if (parsed.state === "refused") {
    const text = shortened(step.text, 120);
    const message = shortened(parsed.message, 160);
    return [at(step, [unknown(`The expression \`${text}\` cannot be read: ${message}.`)])];
  }
  const { changes, session } = readCalls(parsed.result);
  return [{ ...at(step, changes), session, ...withCalls(harmlessCalls(parsed.result)) }];
}

function at(step: BlockStep, changes: readonly SchemaChange[]): Statement {
  const lines = step.text.split("\n").length - 1;
  return { line: step.line, endLine: step.line + lines, sql: step.text, changes, session: null };
}
