import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";

/** The table that a change is about, where it is about one. */
export function tableOf(change: SchemaChange): QualifiedName | null {
  if ("table" in change) return change.table;
  if (change.kind === "create-view" || change.kind === "drop-view" || change.kind === "rename-view")
    return change.view;
  return null;
}

/** The column that a change is about, where it is about one alone. */
export function columnOf(change: SchemaChange): string | null {
  if (change.kind === "add-column") return change.column.name;
  if ("column" in change) return change.column;
  return null;
}

/** The last name of the object: what code would spell to use it. */
export function identifierOf(change: SchemaChange): string | null {
  const column = columnOf(change);
  if (column !== null) return column;
  switch (change.kind) {
    case "drop-type":
    case "alter-domain":
    case "add-enum-value":
      return change.type.name;
    case "drop-function":
      return change.function.name;
    case "drop-sequence":
      return change.sequence.name;
    case "alter-composite-type":
      return change.attribute;
    case "set-object-schema":
      return change.name.name;
    case "alter-object":
    case "drop-object":
    case "rename-object":
    case "drop-rule":
    case "alter-policy":
    case "drop-schema":
    case "drop-extension":
    case "drop-trigger":
    case "drop-policy":
    case "drop-constraint":
      return change.name;
    case "drop-index":
      return change.index.name;
    default:
      return tableOf(change)?.name ?? null;
  }
}

export function sameName(a: QualifiedName | null, b: QualifiedName | null): boolean {
  return a !== null && b !== null && a.name === b.name && a.schema === b.schema;
}
