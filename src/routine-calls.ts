import type { Catalog, Routine } from "./catalog/catalog.ts";
import { nameKey } from "./catalog/catalog.ts";
import { resolveExisting } from "./catalog/resolve-name.ts";
import type { RoutineCall } from "./model/routine.ts";
import type { SchemaChange } from "./model/schema-change.ts";
import type { Statement } from "./model/statement.ts";
import type { SqlParser } from "./parse/parser.ts";

/** What is known of functions beside the history. */
export interface Routines {
  readonly parser: SqlParser | undefined;
  /** Functions that the configuration declares safe to call: `schema.name` or `name`. */
  readonly safe: readonly string[];
  /** The schema before the release: a function that the release makes or replaces is not the one declared safe. */
  readonly baseCatalog: Catalog;
}

/** A function may call a function, and so on. */
const depthLimit = 4;

/**
 * What runs in the place of a call: the body of a routine that the history made, what an extension's function does, or
 * nothing where the function is declared safe. Null for every change that is no call; where nothing is known, the call
 * itself as an unknown change that says why.
 */
export function calledStatements(
  catalog: Catalog,
  routines: Routines,
  change: SchemaChange,
  depth: number,
): readonly Statement[] | null {
  if (change.kind !== "unknown" || change.call === undefined) return null;
  const { call, ...unknown } = change;
  const overloads = routinesCalled(catalog, call);
  if (isDeclaredSafe(call, overloads, catalog, routines)) return [];
  const refuse = (reason: string): readonly Statement[] => [
    statementOf({ ...unknown, reason, isCall: true }),
  ];
  const what = `The ${call.isProcedure ? "procedure" : "function"} \`${change.object ?? ""}\``;
  const followed = overloads.length > 0 || call.runs !== null;
  if (followed && depth >= depthLimit)
    return refuse(`${what} is called by too many others in a row.`);
  if (overloads.length === 0) {
    const { effect, runs } = call;
    if (effect === null)
      return refuse(`${what} is called, but no migration makes it, so what it does is not known.`);
    const own = effect.map(statementOf);
    return runs === null ? own : [...own, ...(routines.parser?.parse(runs) ?? [])];
  }
  const fitting = overloads.filter((routine) => fits(routine, call));
  const meant = fitting.length === 0 ? overloads : fitting;
  const read = meant.map(({ body }) => ({
    language: body?.language,
    statements: (body === undefined ? null : routines.parser?.readCall?.(body, call)) ?? null,
  }));
  const [first, ...others] = read;
  if (others.length > 0) {
    const statements = read.flatMap((one) => one.statements ?? []);
    return read.every((one) => one.statements?.every(onlyCalls) === true)
      ? statements
      : refuse(`${what} is called, and several of this name could be meant.`);
  }
  if (first?.statements !== null && first?.statements !== undefined) return first.statements;
  const language =
    first?.language === undefined ? "" : `, which is written in \`${first.language}\`,`;
  return refuse(`${what}${language} is called, and its body cannot be read.`);
}

function onlyCalls({ changes, session }: Statement): boolean {
  return changes.length === 0 && session === null;
}

/** What runs in the place of a call that a statement makes while it evaluates an expression. */
export function evaluatedStatements(
  catalog: Catalog,
  routines: Routines,
  call: RoutineCall,
  depth: number,
): readonly Statement[] {
  const { schema, name } = call.function;
  const object = schema === null ? name : `${schema}.${name}`;
  const change = { kind: "unknown", reason: "", object, call } as const;
  return calledStatements(catalog, routines, change, depth) ?? [];
}

/** The functions of the history that a call may mean. */
export function routinesCalled(catalog: Catalog, call: RoutineCall): readonly Routine[] {
  const name = resolveExisting(catalog, call.function, catalog.functions);
  return catalog.functions.get(nameKey(name)) ?? [];
}

/** Whether as many arguments are given as the routine takes. */
function fits({ argumentTypes, body }: Routine, call: RoutineCall): boolean {
  const given = call.arguments.length + Object.keys(call.namedArguments).length;
  const optional = body?.parameters.filter(({ hasDefault }) => hasDefault).length ?? 0;
  const isVariadic = body?.parameters.some(({ mode }) => mode === "variadic") === true;
  return given >= argumentTypes.length - optional && (isVariadic || given <= argumentTypes.length);
}

function isDeclaredSafe(
  call: RoutineCall,
  overloads: readonly Routine[],
  catalog: Catalog,
  { safe, baseCatalog }: Routines,
): boolean {
  const { schema, name } = call.function;
  const isNamed = safe.some((declared) => {
    const dot = declared.lastIndexOf(".");
    if (declared.slice(dot + 1) !== name) return false;
    const declaredSchema = dot === -1 ? "public" : declared.slice(0, dot);
    return schema === null
      ? catalog.searchPath.includes(declaredSchema)
      : schema === declaredSchema;
  });
  if (!isNamed) return false;
  const before = routinesCalled(baseCatalog, call);
  return overloads.every((routine) => before.some(({ body }) => isSameBody(body, routine.body)));
}

function isSameBody(one: Routine["body"], other: Routine["body"]): boolean {
  return one?.text === other?.text && one?.language === other?.language;
}

function statementOf(change: SchemaChange): Statement {
  return { line: 1, endLine: 1, sql: "", changes: [change], session: null };
}
