import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import type { DeclaredColumn } from "./column-definition.ts";

/**
 * What MODIFY and CHANGE say of a column: they restate it whole, so what is not written is taken away (MySQL manual,
 * "ALTER TABLE Statement"). Which of these changes alters anything is for the catalog to tell.
 */
export function restateColumn(
  table: QualifiedName,
  declared: DeclaredColumn,
): readonly SchemaChange[] {
  const { name, type, collation, nullable, generated, autoIncrement, position } = declared.column;
  const changes: SchemaChange[] = [
    { kind: "alter-column-type", table, column: name, type, using: null, collation },
    { kind: nullable ? "drop-not-null" : "set-not-null", table, column: name },
  ];
  if (generated !== null) {
    changes.push({ kind: "set-expression", table, column: name, expression: generated.expression });
  } else if (declared.column.default !== null) {
    changes.push({ kind: "set-default", table, column: name, default: declared.column.default });
  } else if (!autoIncrement) {
    changes.push({ kind: "drop-default", table, column: name });
  }
  if (autoIncrement) {
    changes.push({ kind: "alter-column-option", table, column: name, option: "auto-increment" });
  }
  if (position !== null) {
    changes.push({ kind: "alter-column-option", table, column: name, option: "position" });
  }
  for (const constraint of declared.constraints)
    changes.push({ kind: "add-constraint", table, constraint });
  return changes;
}
