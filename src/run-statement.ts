import type { Catalog, Place } from "./catalog/catalog.ts";
import { applyChange } from "./catalog/apply.ts";
import { holds } from "./catalog/conditions.ts";
import { addHole } from "./catalog/holes.ts";
import { resolveChange } from "./catalog/resolve.ts";
import { failureOf } from "./catalog/would-fail.ts";
import { callOfReplaced, mayTakeAway, takesLiveAway } from "./later-effects.ts";
import type { Attempt, Condition, Guard } from "./model/condition.ts";
import type { QualifiedName } from "./model/qualified-name.ts";
import type { RoutineCall } from "./model/routine.ts";
import type { SchemaChange } from "./model/schema-change.ts";
import type { Certainty, Statement } from "./model/statement.ts";
import {
  calledStatements,
  evaluatedStatements,
  routinesCalled,
  type Routines,
} from "./routine-calls.ts";

/** A change that a statement makes on this schema, names resolved. */
export interface Effect {
  readonly change: SchemaChange;
  readonly certainty: Certainty;
  /** The function of the history that does it, as the statement names it; absent where the statement itself does. */
  readonly by?: QualifiedName;
}

/** Runs the statements of one section, in order. */
export interface Run {
  /**
   * What a statement does to the schema as it is now. Each change is given before the next is looked for, so that it can
   * be taken in between. What a block's condition rules out is left out.
   */
  readonly effectsOf: (statement: Statement) => Iterable<Effect>;
}

/** What has become of a block with handlers. */
interface Progress {
  changes: number;
  hasFailed: boolean;
}

/** Refusals that the schema tells beforehand. */
const foreseen: ReadonlySet<string> = new Set([
  "duplicate_column",
  "duplicate_function",
  "duplicate_object",
  "duplicate_schema",
  "duplicate_table",
]);

/** Those conditions by the codes under which a handler may name them as well. */
const conditionsByCode: Readonly<Record<string, string>> = {
  "42701": "duplicate_column",
  "42703": "undefined_column",
  "42710": "duplicate_object",
  "42723": "duplicate_function",
  "42P06": "duplicate_schema",
  "42P07": "duplicate_table",
  "42P16": "invalid_table_definition",
};

/** Functions that call each other several times multiply; beyond so many calls, they are not followed. */
const innerCallLimit = 200;

export function startRun(catalog: Catalog, routines: Routines): Run {
  const answers = new Map<Condition, boolean | null>();
  const attempts = new Map<Attempt, Progress>();
  const isRelease = catalog !== routines.baseCatalog;
  let innerCalls = 0;

  function answerOf(condition: Condition): boolean | null {
    const known = answers.get(condition);
    const answer = known === undefined ? holds(catalog, condition) : known;
    answers.set(condition, answer);
    return answer;
  }

  function progressOf(attempt: Attempt): Progress {
    const progress = attempts.get(attempt) ?? { changes: 0, hasFailed: false };
    attempts.set(attempt, progress);
    return progress;
  }

  /** How sure it is that a statement with these guards runs; null where it does not. */
  function certaintyOf(guards: readonly Guard[]): Certainty | null {
    let certainty: Certainty = "always";
    for (const guard of guards) {
      if (guard.kind === "condition") {
        const answer = answerOf(guard.condition);
        if (answer === !guard.holds) return null;
        if (answer === null) certainty = "maybe";
        continue;
      }
      const { hasFailed } = progressOf(guard.attempt);
      if (guard.kind === "handler") {
        if (!hasFailed) certainty = "maybe";
        continue;
      }
      if (hasFailed) return null;
      // An error undoes the block as far as it ran, so more than one statement says nothing of the first.
      const { catches, isAlone } = guard.attempt;
      const isForeseen = isAlone && catches.every((name) => foreseen.has(nameOf(name)));
      if (!isForeseen) certainty = "maybe";
      else if (certainty === "always") certainty = "if-new";
    }
    return certainty;
  }

  /** Whether a handler takes the server's refusal of this change, so that its block ends here. */
  function isCaught(change: SchemaChange, guards: readonly Guard[]): boolean {
    const failure = failureOf(catalog, change);
    if (failure === null) return false;
    for (const guard of guards.toReversed()) {
      if (guard.kind !== "attempt" || !catches(guard.attempt, failure)) continue;
      const progress = progressOf(guard.attempt);
      // What the block has done by now is undone, which the catalog cannot follow: it is taken to run.
      if (progress.changes > 0) return false;
      progress.hasFailed = true;
      return true;
    }
    return false;
  }

  function callDepth(depth: number): number {
    return innerCalls > innerCallLimit ? Infinity : depth;
  }

  function* effects(
    statement: Statement,
    outer: readonly Guard[],
    depth: number,
  ): Iterable<Effect> {
    const guards = [...outer, ...(statement.guards ?? [])];
    const certainty = certaintyOf(guards);
    if (certainty === null) return;
    for (const call of statement.calls ?? []) {
      const evaluated = evaluatedStatements(catalog, routines, call, callDepth(depth));
      if (evaluated.length > 0 && depth > 0) innerCalls += 1;
      for (const inner of evaluated) yield* by(call, effects(inner, guards, depth + 1));
    }
    for (const written of statement.changes) {
      const called = calledStatements(catalog, routines, written, callDepth(depth));
      if (called !== null) {
        if (depth > 0) innerCalls += 1;
        const call = written.kind === "unknown" ? written.call : undefined;
        for (const inner of called) yield* by(call, effects(inner, guards, depth + 1));
        continue;
      }
      const change = resolveChange(catalog, certainty === "always" ? written : tolerant(written));
      if (isCaught(resolveChange(catalog, written), guards)) return;
      for (const guard of guards)
        if (guard.kind === "attempt") progressOf(guard.attempt).changes += 1;
      const replaced = isRelease ? callOfReplaced(change, catalog) : null;
      yield { change, certainty };
      if (replaced !== null) yield* laterEffects(replaced, guards, depth);
    }
    if (!isRelease) return;
    for (const call of statement.laterCalls ?? []) yield* laterEffects(call, guards, depth);
  }

  function* laterEffects(
    call: RoutineCall,
    guards: readonly Guard[],
    depth: number,
  ): Iterable<Effect> {
    if (!mayTakeAway(call, catalog)) return;
    for (const inner of evaluatedStatements(catalog, routines, call, callDepth(depth)))
      for (const { change } of effects(inner, guards, depth + 1))
        if (takesLiveAway(change, routines.baseCatalog))
          yield { change, certainty: "maybe", by: call.function };
  }

  function* by(call: RoutineCall | undefined, done: Iterable<Effect>): Iterable<Effect> {
    const isMade = call !== undefined && routinesCalled(catalog, call).length > 0;
    for (const effect of done) yield isMade ? { ...effect, by: call.function } : effect;
  }

  return { effectsOf: (statement) => effects(statement, [], 0) };
}

/**
 * Takes an effect into the catalog. What may not have run takes nothing away there and proves nothing: what it drops
 * counts as still there, and what it renames as not known any more.
 */
export function applyEffect(catalog: Catalog, { change, certainty }: Effect, place: Place): void {
  if (certainty !== "maybe") return applyChange(catalog, change, place);
  if (/^(?:rename-|set-table-schema|detach-)/.test(change.kind)) {
    const table = "table" in change ? (change.table?.name ?? null) : null;
    const message = "A condition that is not known decides whether this runs.";
    return addHole(catalog, { ...place, message }, table);
  }
  const isRemoval = /^drop-/.test(change.kind) && change.kind !== "drop-not-null";
  const isProof = change.kind === "set-not-null" || change.kind === "validate-constraint";
  if (!isRemoval && !isProof) applyChange(catalog, change, place);
}

function catches({ catches: names }: Attempt, failure: string): boolean {
  return names.some((name) => name === "others" || nameOf(name) === failure);
}

function nameOf(condition: string): string {
  return conditionsByCode[condition.toUpperCase()] ?? condition;
}

/** With a condition or a handler around it, a statement may find what it makes, or miss what it drops. */
function tolerant(change: SchemaChange): SchemaChange {
  if ("ifNotExists" in change) return { ...change, ifNotExists: true };
  return "ifExists" in change ? { ...change, ifExists: true } : change;
}
