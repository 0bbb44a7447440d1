import type { ColumnDefinition, ConstraintDefinition } from "../../model/definitions.ts";
import type { Expression } from "../../model/expression.ts";
import type { SqlType } from "../../model/sql-type.ts";
import { readCheck, readReferences, simpleConstraint } from "../sql-text/constraint.ts";
import {
  expectKeyword,
  nextKeyword,
  readGroup,
  readName,
  splitAtCommas,
  sqlOf,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import { readDefault } from "../sql-text/default-value.ts";
import { readExpression, type Reader } from "../sql-text/expression.ts";

/** A column with the constraints that stand beside it. */
export interface DeclaredColumn {
  readonly column: ColumnDefinition;
  readonly constraints: readonly ConstraintDefinition[];
}

/** Words that end a column's type, which is any run of words (SQLite, "CREATE TABLE", section 3). */
const constraintWords = new Set(
  "CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES GENERATED AS".split(" "),
);

/** `name [type] constraint …`, to the end of the clause. */
export function readColumnDefinition(cursor: Cursor, reader: Reader): DeclaredColumn {
  const name = readName(cursor);
  const type = readColumnType(cursor);
  const constraints: ConstraintDefinition[] = [];
  let nullable = true;
  let defaultValue: Expression | null = null;
  let autoIncrement = false;
  let generated: ColumnDefinition["generated"] = null;
  let collation: string | null = null;

  while (!cursor.atEnd()) {
    const constraintName = cursor.accept("CONSTRAINT") ? readName(cursor) : null;
    if (cursor.accept("PRIMARY", "KEY")) {
      if (!cursor.accept("ASC")) cursor.accept("DESC");
      skipConflictClause(cursor);
      // `INTEGER PRIMARY KEY` is the row's number, which SQLite fills in; other keys may hold NULL.
      if (cursor.accept("AUTOINCREMENT") || type.name === "integer") autoIncrement = true;
      if (autoIncrement) nullable = false;
      constraints.push({
        ...simpleConstraint,
        name: constraintName,
        type: "primary-key",
        columns: [name],
      });
    } else if (cursor.accept("NOT", "NULL")) {
      nullable = false;
      skipConflictClause(cursor);
    } else if (cursor.accept("NULL")) {
      skipConflictClause(cursor);
    } else if (cursor.accept("UNIQUE")) {
      skipConflictClause(cursor);
      constraints.push({
        ...simpleConstraint,
        name: constraintName,
        type: "unique",
        columns: [name],
      });
    } else if (nextKeyword(cursor) === "CHECK") {
      constraints.push(readCheck(cursor, constraintName, reader));
    } else if (cursor.accept("DEFAULT")) {
      defaultValue = readColumnDefault(cursor, reader);
    } else if (cursor.accept("COLLATE")) {
      collation = readName(cursor);
    } else if (nextKeyword(cursor) === "REFERENCES") {
      constraints.push(readReferences(cursor, { name: constraintName, columns: [name] }));
    } else if (cursor.accept("GENERATED", "ALWAYS", "AS") || cursor.accept("AS")) {
      const expression = readExpression(readGroup(cursor), reader);
      const stored = cursor.accept("STORED");
      if (!stored) cursor.accept("VIRTUAL");
      generated = { kind: stored ? "stored" : "virtual", expression };
    } else unexpected(cursor);
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
      position: null,
    },
    constraints,
  };
}

/** Any words, then `(n)` or `(n, m)`. No type at all has the empty name. */
function readColumnType(cursor: Cursor): SqlType {
  const words: string[] = [];
  for (let token = cursor.peek(); token !== null; token = cursor.peek()) {
    if (token.kind !== "word" && token.kind !== "name" && token.kind !== "string") break;
    if (constraintWords.has(token.keyword)) break;
    words.push(cursor.take().value.toLowerCase());
  }
  const name = words.join(" ");
  const parts =
    words.length > 0 && nextKeyword(cursor) === "(" ? splitAtCommas(readGroup(cursor)) : [];
  return {
    name,
    schema: null,
    modifiers: parts.map((part) => Number(sqlOf(part))).filter(Number.isInteger),
    arrayDimensions: 0,
    unsigned: words.includes("unsigned"),
    values: [],
    text: parts.length === 0 ? name : `${name}(${parts.map(sqlOf).join(",")})`,
  };
}

/** A bare or double-quoted word is a string here, not a column: no column can stand in DEFAULT. */
function readColumnDefault(cursor: Cursor, reader: Reader): Expression {
  const value = readDefault(cursor, reader);
  const isWord =
    value.functions.length === 0 && value.columns.length === 1 && !value.sql.startsWith("(");
  return isWord ? { ...value, constant: true, columns: [] } : value;
}

export function skipConflictClause(cursor: Cursor): void {
  if (!cursor.accept("ON", "CONFLICT")) return;
  if (!["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"].some((word) => cursor.accept(word))) {
    expectKeyword(cursor, "REPLACE");
  }
}
