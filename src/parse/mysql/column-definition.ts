import type { ColumnDefinition, ConstraintDefinition } from "../../model/definitions.ts";
import type { Expression } from "../../model/expression.ts";
import { nextKeyword, readGroup, readName, unexpected, type Cursor } from "../sql-text/cursor.ts";
import { readCheck, readReferences, simpleConstraint } from "../sql-text/constraint.ts";
import { readDefault } from "../sql-text/default-value.ts";
import { readExpression, type Reader } from "../sql-text/expression.ts";
import { acceptCharacterSet, readColumnType } from "./column-type.ts";

/** A column with the constraints that stand beside it. */
export interface DeclaredColumn {
  readonly column: ColumnDefinition;
  readonly constraints: readonly ConstraintDefinition[];
}

/** `name type attribute …`, to the end of the clause or to a `FIRST` or `AFTER`. */
export function readColumnDefinition(cursor: Cursor, reader: Reader): DeclaredColumn {
  const name = readName(cursor);
  const { type, collation: typeCollation, serial } = readColumnType(cursor);
  const constraints: ConstraintDefinition[] = [];
  let nullable = !serial;
  let defaultValue: Expression | null = null;
  let autoIncrement = serial;
  let generated: ColumnDefinition["generated"] = null;
  let collation = typeCollation;
  let position: ColumnDefinition["position"] = null;
  if (serial) constraints.push({ ...simpleConstraint, type: "unique", columns: [name] });

  while (!cursor.atEnd()) {
    if (cursor.accept("NOT", "NULL")) nullable = false;
    else if (cursor.accept("NULL")) nullable = true;
    else if (cursor.accept("DEFAULT")) defaultValue = readDefault(cursor, reader);
    else if (cursor.accept("SERIAL", "DEFAULT", "VALUE")) {
      autoIncrement = true;
      nullable = false;
      constraints.push({ ...simpleConstraint, type: "unique", columns: [name] });
    } else if (cursor.accept("ON", "UPDATE")) readDefault(cursor, reader);
    else if (cursor.accept("AUTO_INCREMENT")) autoIncrement = true;
    else if (cursor.accept("UNIQUE")) {
      cursor.accept("KEY");
      constraints.push({ ...simpleConstraint, type: "unique", columns: [name] });
    } else if (cursor.accept("PRIMARY", "KEY") || cursor.accept("KEY")) {
      nullable = false;
      constraints.push({ ...simpleConstraint, type: "primary-key", columns: [name] });
    } else if (cursor.accept("GENERATED", "ALWAYS", "AS") || cursor.accept("AS")) {
      const expression = readExpression(readGroup(cursor), reader);
      const stored = cursor.accept("STORED") || cursor.accept("PERSISTENT");
      if (!stored) cursor.accept("VIRTUAL");
      generated = { kind: stored ? "stored" : "virtual", expression };
    } else if (cursor.accept("COLLATE")) {
      cursor.accept("=");
      collation = readName(cursor);
    } else if (acceptCharacterSet(cursor)) {
      collation ??= readName(cursor);
    } else if (nextKeyword(cursor) === "REFERENCES") {
      constraints.push(readReferences(cursor, { name: null, columns: [name] }));
    } else if (nextKeyword(cursor) === "CHECK" || nextKeyword(cursor) === "CONSTRAINT") {
      const constraintName =
        cursor.accept("CONSTRAINT") && nextKeyword(cursor) !== "CHECK" ? readName(cursor) : null;
      constraints.push(readCheck(cursor, constraintName, reader));
    } else if (cursor.accept("FIRST")) position = "first";
    else if (cursor.accept("AFTER")) position = { after: readName(cursor) };
    else if (!skipAttribute(cursor)) unexpected(cursor);
  }
  return {
    column: {
      name,
      type,
      nullable,
      default: defaultValue,
      identity: null,
      autoIncrement,
      generated,
      collation,
      position,
    },
    constraints,
  };
}

/** Attributes that change neither the column's shape nor what may be stored in it. */
function skipAttribute(cursor: Cursor): boolean {
  if (["VISIBLE", "INVISIBLE"].some((word) => cursor.accept(word))) return true;
  if (
    ["COMMENT", "COLUMN_FORMAT", "STORAGE", "SRID", "REF_SYSTEM_ID"].some((word) =>
      cursor.accept(word),
    )
  ) {
    cursor.accept("=");
    cursor.take();
    return true;
  }
  if (["ENGINE_ATTRIBUTE", "SECONDARY_ENGINE_ATTRIBUTE"].some((word) => cursor.accept(word))) {
    cursor.accept("=");
    cursor.take();
    return true;
  }
  return cursor.accept("NOT", "SECONDARY");
}
