import type { Catalog } from "../catalog/catalog.ts";
import { findConstraint, findIndex } from "../catalog/lookup.ts";
import type { IndexDefinition } from "../model/definitions.ts";
import type { Expression } from "../model/expression.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import { columnOf, tableOf } from "./object-of.ts";

/** The columns that a change is about; null where it is about a whole table, or that cannot be told. */
export function columnsAbout(change: SchemaChange, catalog: Catalog): readonly string[] | null {
  const columns = namedColumns(change, catalog);
  return columns.length === 0 ? null : columns;
}

/** The table that a change is about; of an index that is dropped by its own name, the one that it is on. */
export function tableAbout(change: SchemaChange, catalog: Catalog): QualifiedName | null {
  const table = tableOf(change);
  return table === null && change.kind === "drop-index"
    ? (findIndex(catalog, change.index)?.table ?? null)
    : table;
}

/** Whether two changes speak of a column in common, as far as their columns can be told. */
export function shareColumn(one: SchemaChange, other: SchemaChange, catalog: Catalog): boolean {
  const columns = columnsAbout(one, catalog);
  const others = columnsAbout(other, catalog);
  return columns === null || others === null || columns.some((name) => others.includes(name));
}

function namedColumns(change: SchemaChange, catalog: Catalog): readonly string[] {
  const column = columnOf(change);
  if (column !== null) return [column];
  switch (change.kind) {
    case "add-constraint":
      return constraintColumns(change.constraint);
    case "drop-constraint": {
      const found =
        change.name === null ? null : findConstraint(catalog, change.table, change.name);
      return found === null ? [] : constraintColumns(found);
    }
    case "create-index":
      return indexColumns(change.index);
    case "drop-index": {
      const found = findIndex(catalog, change.index, change.table);
      return found === null ? [] : indexColumns(found);
    }
    default:
      return [];
  }
}

function constraintColumns(constraint: {
  readonly columns: readonly string[];
  readonly expression: Expression | null;
}): readonly string[] {
  return [...constraint.columns, ...(constraint.expression?.columns ?? [])];
}

function indexColumns({ parts }: Pick<IndexDefinition, "parts">): readonly string[] {
  return parts.flatMap(({ column, expression }) =>
    column === null ? (expression?.columns ?? []) : [column],
  );
}
