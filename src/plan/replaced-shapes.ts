import type { QualifiedName } from "../model/qualified-name.ts";
import type { SchemaChange } from "../model/schema-change.ts";
import type { Shape, ShapePair } from "../model/window.ts";
import { typeReplacement } from "./recipes/change-column-type.ts";

/** Which shape a plan puts in the place of which; null where it replaces none. */
export function replacedShapes(change: SchemaChange): ShapePair | null {
  switch (change.kind) {
    case "rename-column":
      return { old: column(change.table, change.column), new: column(change.table, change.to) };
    case "alter-column-type":
      return {
        old: column(change.table, change.column),
        new: column(change.table, typeReplacement(change.column)),
      };
    case "rename-table":
      return { old: relation(change.table), new: relation({ ...change.table, name: change.to }) };
    default:
      return null;
  }
}

function relation({ schema, name }: QualifiedName): Shape {
  return { schema, relation: name, column: null };
}

function column(table: QualifiedName, name: string): Shape {
  return { ...relation(table), column: name };
}
