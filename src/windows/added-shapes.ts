import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { Shape } from "../model/window.ts";

/** The columns, tables and views that changes bring, also by giving a table another name. */
export function addedShapes(changes: readonly SchemaChange[]): readonly Shape[] {
  return changes.flatMap((change): readonly Shape[] => {
    switch (change.kind) {
      case "add-column":
        return [shape(change.table, change.column.name)];
      case "create-table":
        return change.temporary ? [] : [shape(change.table)];
      case "create-view":
        return change.temporary ? [] : [shape(change.view)];
      case "rename-table":
        return [shape({ schema: change.table.schema, name: change.to })];
      default:
        return [];
    }
  });
}

function shape({ schema, name }: QualifiedName, column: string | null = null): Shape {
  return { schema, relation: name, column };
}
