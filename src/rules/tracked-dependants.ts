import type { Routine, Table, Trigger } from "../catalog/catalog.ts";
import { nameKey } from "../catalog/catalog.ts";
import { indexesOfTable } from "../catalog/entries.ts";
import { findTable } from "../catalog/lookup.ts";
import type { Expression } from "../model/expression.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { RoutineUse } from "../model/routine.ts";
import type { Statement } from "../model/statement.ts";
import { lacks } from "./dependants.ts";
import type { RuleContext } from "./rule.ts";
import { columnOf, named, quote } from "./wording.ts";

/*
 * What PostgreSQL knows to depend on a column or table beside views, keys and computed columns: it refuses a drop
 * because of them, and CASCADE takes them along.
 */

/** Policies, triggers and functions that need a column, as phrases. */
export function needingColumn(
  context: RuleContext,
  table: QualifiedName,
  column: string,
): readonly string[] {
  const { catalog, dialect } = context;
  if (dialect !== "postgresql") return [];
  const own = findTable(catalog, table);
  const triggers = [...(own?.triggers ?? [])]
    .filter(([, trigger]) => firesBy(trigger, column))
    .map(([name]) => `trigger ${quote(name)}`);
  return [
    ...triggers,
    ...policiesNaming(context, table, column),
    ...bodiesUsing(context, table, column),
  ];
}

/** Policies of other tables and functions that need a table, as phrases. */
export function needingTable(context: RuleContext, table: QualifiedName): readonly string[] {
  if (context.dialect !== "postgresql") return [];
  const typed = [...context.catalog.functions.values()]
    .flat()
    .filter(({ body }) => body?.tracked === undefined)
    .filter((routine) => takesOrGives(routine, table))
    .map(phraseOf);
  return [...policiesNaming(context, table, null), ...bodiesUsing(context, table, null), ...typed];
}

/** Functions whose arguments or result have a type, as phrases. */
export function routinesOfType(context: RuleContext, type: QualifiedName): readonly string[] {
  const routines = [...context.catalog.functions.values()].flat();
  return routines.filter((routine) => takesOrGives(routine, type)).map(phraseOf);
}

/** What calls a function of which there is one under the name, as phrases. */
export function needingFunction(
  context: Pick<RuleContext, "catalog" | "dialect">,
  routine: QualifiedName,
): readonly string[] {
  return callersOf(context, routine).map(({ phrase }) => phrase);
}

/** What calls a function, and the table or view that has it; null for another function. */
interface Caller {
  readonly phrase: string;
  readonly relation: QualifiedName | null;
}

/** What calls a function of which there is one under the name. */
export function callersOf(
  { catalog, dialect }: Pick<RuleContext, "catalog" | "dialect">,
  routine: QualifiedName,
): readonly Caller[] {
  if (dialect !== "postgresql" || catalog.functions.get(nameKey(routine))?.length !== 1) return [];
  const calls = (expression: Expression | null | undefined): boolean =>
    expression?.functions.some((name) => isCalled(name, routine)) === true;
  const ofTables = [...catalog.tables.values()].flatMap((table) => {
    const shown = named(table.name);
    const phrases = [
      ...[...table.columns.values()]
        .filter((column) => calls(column.default) || calls(column.generated?.expression))
        .map(({ name }) => `what fills ${columnOf(table.name, name)}`),
      ...[...table.constraints.values()]
        .filter(({ expression }) => calls(expression))
        .map(({ name }) => `check ${quote(name)} of ${shown}`),
      ...[...table.triggers]
        .filter(([, one]) => one.function !== null && nameKey(one.function) === nameKey(routine))
        .map(([name]) => `trigger ${quote(name)} of ${shown}`),
      ...[...table.policies]
        .filter(([, { definition }]) => calls(definition.using) || calls(definition.check))
        .map(([name]) => `policy ${quote(name)} of ${shown}`),
      ...indexesOfTable(catalog, table.name)
        .filter(({ parts, where }) => calls(where) || parts.some((part) => calls(part.expression)))
        .map(({ name }) => `index ${quote(name)}`),
    ];
    return phrases.map((phrase) => ({ phrase, relation: table.name }));
  });
  const views = [...catalog.views.values()].filter(({ query }) => calls(query));
  const routines = [...catalog.functions.values()]
    .flat()
    .filter(({ body }) =>
      body?.tracked?.some((statement) =>
        calledBy(statement).some((name) => name.name === routine.name),
      ),
    );
  return [
    ...ofTables,
    ...views.map(({ name }) => ({ phrase: `view ${named(name)}`, relation: name })),
    ...routines.map((one) => ({ phrase: phraseOf(one), relation: null })),
  ];
}

function isCalled(written: string, { schema, name }: QualifiedName): boolean {
  return written === name.toLowerCase() || written === `${schema ?? ""}.${name}`.toLowerCase();
}

function calledBy({ calls = [], changes }: Statement): readonly QualifiedName[] {
  const told = changes.flatMap((change) => (change.kind === "unknown" ? (change.call ?? []) : []));
  return [...calls, ...told].map((call) => call.function);
}

function wordsOf(sql: string): readonly string[] {
  return sql.toLowerCase().split(/[^\p{L}\p{N}_$]+/u);
}

function firesBy({ definition }: Trigger, column: string): boolean {
  return (
    definition?.columns.includes(column) === true ||
    definition?.when?.columns.includes(column) === true
  );
}

function policiesNaming(
  context: RuleContext,
  table: QualifiedName,
  column: string | null,
): readonly string[] {
  const word = table.name.toLowerCase();
  return [...context.catalog.tables.values()].flatMap((other) =>
    [...other.policies]
      .filter(([, { definition }]) =>
        [definition.using, definition.check].some((condition) => names(other, condition)),
      )
      .map(([name]) => `policy ${quote(name)} of ${named(other.name)}`),
  );

  function names(other: Table, condition: Expression | null): boolean {
    if (condition === null || (column !== null && !condition.columns.includes(column)))
      return false;
    if (nameKey(other.name) === nameKey(table)) return column !== null;
    // A column that the policy's own table has as well may be that one.
    const isForeign = column === null || lacks(context.catalog, other.name, column);
    return (
      isForeign && wordsOf(condition.sql).includes("from") && wordsOf(condition.sql).includes(word)
    );
  }
}

/** Functions whose body the server keeps as a tree, which name the table or column. */
function bodiesUsing(
  { catalog, usesOf }: RuleContext,
  table: QualifiedName,
  column: string | null,
): readonly string[] {
  const isMeant = ({ relation, column: used, orOf }: RoutineUse): boolean =>
    relation !== null &&
    relation.name === table.name &&
    (relation.schema === null
      ? catalog.searchPath.includes(table.schema ?? "")
      : relation.schema === table.schema) &&
    used === column &&
    orOf.every((other) => lacks(catalog, other, column ?? ""));
  return [...catalog.functions.values()]
    .flat()
    .filter(({ body }) => body?.tracked !== undefined && usesOf?.(body).some(isMeant) === true)
    .map(phraseOf);
}

/** Whether a routine takes or gives values of a type, or rows of a table. */
function takesOrGives(
  { argumentTypes, returns }: Routine,
  { schema, name }: QualifiedName,
): boolean {
  const spelled = [name, `${schema ?? ""}.${name}`];
  const types = [...argumentTypes, (returns ?? "").replace(/^setof /, "")];
  return types.some((type) => spelled.includes(type.replace(/(?:\[\])+$/, "")));
}

function phraseOf({ routine, name }: Routine): string {
  return `${routine} ${named(name)}`;
}
