import { nameKey } from "../catalog/catalog.ts";
import type { Column, Origin, View } from "../catalog/catalog.ts";
import { sequencesOfTable, viewsReading } from "../catalog/entries.ts";
import { findColumn } from "../catalog/lookup.ts";
import type { Expression } from "../model/expression.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { columnsOfType, viewsNaming } from "./dependants.ts";
import { fillsItself } from "./live.ts";
import type { RuleContext, RuleVerdict } from "./rule.ts";
import { columnOf, listOf, named, quote } from "./wording.ts";

/** A drop, by its own name or by CASCADE. */
type Drop = Extract<
  SchemaChange,
  {
    kind:
      | "drop-table"
      | "drop-column"
      | "drop-view"
      | "drop-function"
      | "drop-type"
      | "drop-sequence"
      | "drop-schema";
  }
>;

/**
 * The verdict on a drop that harms nobody by itself, because its object is new or comes back: it may take along what
 * running code knows.
 */
export function takesAlong(change: Drop, context: RuleContext): RuleVerdict {
  const along = liveAlong(change, context);
  if (along.length === 0) return {};
  return {
    compatibility: "destructive",
    hazards: ["breaks-running-code"],
    requirement: "split",
    finding: {
      message: `It takes ${listOf(along)} along, which code that is still running may use.`,
      safeWay: "Make what goes along again in the same transaction, or keep what it depends on.",
    },
  };
}

/** What goes along, was there before this release and is not there behind it, as phrases. */
function liveAlong(change: Drop, context: RuleContext): readonly string[] {
  const { catalog, dialect } = context;
  const cascades = change.cascade && dialect === "postgresql";
  switch (change.kind) {
    case "drop-table":
      return [
        ...sequencesOfTable(catalog, change.table)
          .filter((sequence) => isLost(sequence, context.finalCatalog?.sequences))
          .map(({ name }) => `sequence ${named(name)}`),
        ...(cascades ? viewsAbove(context, viewsReading(catalog, change.table)) : []),
      ];
    case "drop-view":
      return cascades ? viewsAbove(context, viewsReading(catalog, change.view)) : [];
    case "drop-column":
      return cascades ? viewsAbove(context, viewsNaming(catalog, change.table, change.column)) : [];
    case "drop-function":
      return cascades ? callersOf(context, change.function) : [];
    case "drop-type":
      return (cascades ? columnsOfType(catalog, change.type) : [])
        .filter(({ table, column }) => isLostColumn(context, table.name, column))
        .map(({ table, column }) => `column ${columnOf(table.name, column)}`);
    case "drop-sequence":
      return cascades ? defaultsFrom(context, change.sequence) : [];
    case "drop-schema":
      return cascades || dialect !== "postgresql" ? inSchema(context, change.name) : [];
  }
}

interface Named {
  readonly name: QualifiedName;
  readonly origin: Origin;
}

function isLost(one: Named, left: ReadonlyMap<string, unknown> | undefined): boolean {
  return one.origin !== "change" && left?.has(nameKey(one.name)) !== true;
}

function isLostColumn(context: RuleContext, table: QualifiedName, column: string): boolean {
  const { catalog, finalCatalog } = context;
  const isLeft = finalCatalog !== undefined && findColumn(finalCatalog, table, column) !== null;
  return findColumn(catalog, table, column)?.origin !== "change" && !isLeft;
}

/** These views and the views that read them, all the way up. */
function viewsAbove(context: RuleContext, first: readonly View[]): readonly string[] {
  const views = new Set(first);
  for (const view of views)
    for (const above of viewsReading(context.catalog, view.name)) views.add(above);
  return [...views]
    .filter((view) => isLost(view, context.finalCatalog?.views))
    .map(({ name }) => `view ${named(name)}`);
}

/** Triggers, defaults, computed columns and views that call a function. */
function callersOf(context: RuleContext, routine: QualifiedName): readonly string[] {
  const { catalog, finalCatalog } = context;
  const calls = (expression: Expression | null | undefined): boolean =>
    expression?.functions.some((name) => name.split(".").at(-1) === routine.name) === true;
  const ofTables = [...catalog.tables.values()].flatMap((table) => {
    const left = finalCatalog?.tables.get(nameKey(table.name));
    const triggers = [...table.triggers]
      .filter(([, one]) => one.function !== null && nameKey(one.function) === nameKey(routine))
      .filter(([name, { origin }]) => origin !== "change" && left?.triggers.has(name) !== true)
      .map(([name]) => `trigger ${columnOf(table.name, name)}`);
    const columns = [...table.columns.values()]
      .filter((column) => calls(column.default) || calls(column.generated?.expression))
      .filter(({ name, origin }) => origin !== "change" && !isFilled(left?.columns.get(name)))
      .map(({ name }) => `what fills ${columnOf(table.name, name)}`);
    return [...triggers, ...columns];
  });
  const views = [...catalog.views.values()].filter((view) => calls(view.query));
  return [...ofTables, ...viewsAbove(context, views)];
}

function isFilled(column: Column | undefined): boolean {
  return column !== undefined && fillsItself(column);
}

function defaultsFrom(context: RuleContext, sequence: QualifiedName): readonly string[] {
  return [...context.catalog.tables.values()].flatMap((table) =>
    [...table.columns.values()]
      .filter(({ default: value }) => value?.functions.includes("nextval") === true)
      .filter(({ default: value }) => value?.sql.includes(sequence.name) === true)
      .filter(({ origin }) => origin !== "change")
      .map(({ name }) => `the default of ${columnOf(table.name, name)}`),
  );
}

/** All in a schema that it was not made with: what was moved there. */
function inSchema(context: RuleContext, schema: string): readonly string[] {
  const { catalog, finalCatalog } = context;
  const found = (["tables", "sequences", "types"] as const).flatMap((kind) =>
    [...catalog[kind].values()]
      .filter(({ name }) => name.schema === schema)
      .filter((one) => isLost(one, finalCatalog?.[kind]))
      .map(({ name }) => quote(`${schema}.${name.name}`)),
  );
  const relations = [...catalog.tables.values(), ...catalog.views.values()].filter(
    ({ name }) => name.schema === schema,
  );
  const inside = [...catalog.views.values()].filter(({ name }) => name.schema === schema);
  const readers = relations.flatMap(({ name }) => viewsReading(catalog, name));
  return [...found, ...viewsAbove(context, [...inside, ...readers])];
}
