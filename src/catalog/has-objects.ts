import type { Catalog } from "./catalog.ts";
import { nameKey } from "./catalog.ts";
import { sameArguments } from "./argument-types.ts";
import { compareTypes } from "./column-type.ts";
import { indexesOfTable } from "./entries.ts";
import { findColumn, findConstraint, findIndex, findTable, findView } from "./lookup.ts";
import { fullName, objectName, partName } from "./object-name.ts";
import { sameIndexDefinition, sameList } from "./same-definition.ts";
import type { ConstraintDefinition } from "../model/definitions.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { CreateIndex, SchemaChange } from "../model/schema-change.ts";

/** Something that a change left behind and how to see that it is there. */
interface Trace {
  readonly object: string;
  readonly isThere: (catalog: Catalog) => boolean;
}

/**
 * The objects that these changes (resolved, in order) added and that the catalog does not have: tables, columns,
 * constraints, indexes, views, types, enum values, functions, triggers, relaxed or widened columns. What the
 * changes themselves take away again is not asked for. Names as in `objectName`, in order of appearance. With holes
 * in the catalog, a lack may only be something unread.
 */
export function lacksOf(catalog: Catalog, changes: readonly SchemaChange[]): readonly string[] {
  const traces = new Map<string, Trace>();
  for (const change of changes) {
    const gone = removedObject(change);
    if (gone !== null) forget(traces, gone);
    for (const [position, trace] of tracesOf(change).entries())
      traces.set(`${trace.object} ${change.kind} ${position}`, trace);
  }
  const lacking = [...traces.values()].filter((trace) => !trace.isThere(catalog));
  return [...new Set(lacking.map(({ object }) => object))];
}

/** Whether a change leaves something that `lacksOf` can look for: a removal does not. */
export function leavesTrace(change: SchemaChange): boolean {
  return tracesOf(change).length > 0;
}

function forget(traces: Map<string, Trace>, object: string): void {
  for (const [key, trace] of traces)
    if (trace.object === object || trace.object.startsWith(`${object}.`)) traces.delete(key);
}

/** The object that a change takes away or gives another name. */
function removedObject(change: SchemaChange): string | null {
  return /^(?:drop|rename)-(?!not-null$|default$|identity$|expression$)/.test(change.kind)
    ? objectName(change)
    : null;
}

function tracesOf(change: SchemaChange): readonly Trace[] {
  const object = objectName(change) ?? "";
  const trace = (isThere: Trace["isThere"]): readonly Trace[] => [{ object, isThere }];
  switch (change.kind) {
    case "create-table": {
      if (change.temporary) return [];
      const { table } = change;
      const columns = change.columns.map((column) => columnTrace(table, column.name));
      const constraints = change.constraints.map((one) => constraintTrace(table, one));
      return [
        { object, isThere: (catalog) => findTable(catalog, table) !== null },
        ...columns,
        ...constraints,
      ];
    }
    case "add-column":
      return [
        columnTrace(change.table, change.column.name),
        ...change.constraints.map((constraint) => constraintTrace(change.table, constraint)),
      ];
    case "alter-column-type":
      return trace((catalog) => {
        const type = findColumn(catalog, change.table, change.column)?.type;
        if (type === undefined) return false;
        const { relation } = compareTypes(change.type, type, catalog.dialect, catalog);
        return ["same", "wider", "unlike"].includes(relation);
      });
    case "drop-not-null":
      return trace(
        (catalog) => findColumn(catalog, change.table, change.column)?.nullable === true,
      );
    case "set-default":
      return trace((catalog) => {
        const column = findColumn(catalog, change.table, change.column);
        return column !== null && (column.default !== null || column.identity !== null);
      });
    case "add-identity":
      return trace((catalog) => {
        const column = findColumn(catalog, change.table, change.column);
        return column !== null && column.identity !== null;
      });
    case "add-constraint":
      return [constraintTrace(change.table, change.constraint)];
    case "create-index":
      return trace((catalog) => hasIndex(catalog, change));
    case "create-view":
      if (change.temporary) return [];
      return trace(
        (catalog) =>
          findView(catalog, change.view) !== null || findTable(catalog, change.view) !== null,
      );
    case "create-type":
      return trace((catalog) => catalog.types.has(nameKey(change.type)));
    case "add-enum-value":
      return trace((catalog) => enumHas(catalog, change.type, change.value));
    case "create-function":
      return trace((catalog) =>
        (catalog.functions.get(nameKey(change.function)) ?? []).some((routine) =>
          sameArguments(routine.argumentTypes, change.argumentTypes),
        ),
      );
    case "create-trigger":
      return trace(
        (catalog) => findTable(catalog, change.table)?.triggers.has(change.name) === true,
      );
    case "create-policy":
      return trace(
        (catalog) => findTable(catalog, change.table)?.policies.has(change.name) === true,
      );
    case "create-schema":
      return trace((catalog) => catalog.schemas.has(change.name));
    case "create-sequence":
      return trace((catalog) => catalog.sequences.has(nameKey(change.sequence)));
    case "create-extension":
      return trace((catalog) => catalog.extensions.has(change.name));
    case "attach-partition":
      return trace((catalog) => {
        const parent = findTable(catalog, change.partition)?.partitionOf ?? null;
        return parent !== null && nameKey(parent) === nameKey(change.table);
      });
    default:
      return [];
  }
}

function columnTrace(table: QualifiedName, column: string): Trace {
  return {
    object: partName(table, column),
    isThere: (catalog) => findColumn(catalog, table, column) !== null,
  };
}

/** Without a name, or under another one after a squash, an equal constraint serves as well. */
function constraintTrace(table: QualifiedName, constraint: ConstraintDefinition): Trace {
  const object = constraint.name === null ? fullName(table) : partName(table, constraint.name);
  const isThere = (catalog: Catalog): boolean => {
    if (constraint.name !== null && findConstraint(catalog, table, constraint.name) !== null)
      return true;
    const found = findTable(catalog, table);
    if (found === null) return false;
    if (constraint.type === "not-null")
      return constraint.columns.every((name) => found.columns.get(name)?.nullable === false);
    return [...found.constraints.values()].some(
      (other) =>
        other.type === constraint.type &&
        sameList(other.columns, constraint.columns) &&
        other.references?.table.name === constraint.references?.table.name,
    );
  };
  return { object, isThere };
}

function hasIndex(catalog: Catalog, { table, index }: CreateIndex): boolean {
  const { name } = index;
  const named = name === null ? null : { schema: table.schema, name };
  if (named !== null && findIndex(catalog, named, table) !== null) return true;
  return indexesOfTable(catalog, table).some((other) => sameIndexDefinition(other, index));
}

function enumHas(catalog: Catalog, type: QualifiedName, value: string): boolean {
  const definition = catalog.types.get(nameKey(type))?.definition;
  return definition?.kind === "enum" && definition.values.includes(value);
}
