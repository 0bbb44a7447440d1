import type { ColumnDefinition, ConstraintDefinition } from "../../model/definitions.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import { attempt } from "../sql-text/clause.ts";
import { readCheck, readReferences, simpleConstraint } from "../sql-text/constraint.ts";
import {
  acceptIfNotExists,
  createCursor,
  displayName,
  expectEnd,
  nextKeyword,
  readGroup,
  readName,
  readNameList,
  readQualifiedName,
  splitAtCommas,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { Reader } from "../sql-text/expression.ts";
import type { Token } from "../sql-text/token.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";
import { readColumnDefinition, skipConflictClause } from "./column-definition.ts";

/**
 * `CREATE TABLE …`, from behind the word TABLE. An element that cannot be read becomes an `unknown` change beside the
 * table, which then lacks it.
 */
export function readCreateTable(
  cursor: Cursor,
  reader: Reader,
  written: { readonly temporary: boolean; readonly virtual: boolean },
): readonly SchemaChange[] {
  const ifNotExists = acceptIfNotExists(cursor);
  const table = readQualifiedName(cursor);
  const columns: ColumnDefinition[] = [];
  const constraints: ConstraintDefinition[] = [];
  const unread: SchemaChange[] = [];
  if (!written.virtual && nextKeyword(cursor) === "(") {
    for (const tokens of splitAtCommas(readGroup(cursor))) {
      const result = attempt(tokens, displayName(table), () => readElement(tokens, reader));
      if (!result.read) unread.push(result.unknown);
      else {
        if (result.value.column !== null) columns.push(result.value.column);
        constraints.push(...result.value.constraints);
      }
    }
  }
  const fromQuery = cursor.accept("AS");
  const withoutRowId = !written.virtual && !fromQuery && readTableOptions(cursor);
  const change: SchemaChange = {
    kind: "create-table",
    table,
    columns: withoutRowId ? withKeysNotNull(columns, constraints) : columns,
    constraints,
    indexes: [],
    ifNotExists,
    temporary: written.temporary || table.schema?.toLowerCase() === "temp",
    partitionOf: null,
    isDefaultPartition: false,
    partitioned: false,
    inherits: [],
    like: [],
    // A virtual table's module decides on its columns.
    fromQuery: fromQuery || written.virtual,
  };
  return [change, ...unread];
}

/** A column, or table constraints: SQLite wants no comma between those. */
function readElement(
  tokens: readonly Token[],
  reader: Reader,
): {
  readonly column: ColumnDefinition | null;
  readonly constraints: readonly ConstraintDefinition[];
} {
  const cursor = createCursor(tokens, reader.dialect);
  const isConstraint = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].includes(
    nextKeyword(cursor),
  );
  if (!isConstraint) return readColumnDefinition(cursor, reader);
  const constraints: ConstraintDefinition[] = [];
  while (!cursor.atEnd()) constraints.push(readTableConstraint(cursor, reader));
  return { column: null, constraints };
}

function readTableConstraint(cursor: Cursor, reader: Reader): ConstraintDefinition {
  const name = cursor.accept("CONSTRAINT") ? readName(cursor) : null;
  if (nextKeyword(cursor) === "CHECK") {
    const check = readCheck(cursor, name, reader);
    skipConflictClause(cursor);
    return check;
  }
  if (cursor.accept("FOREIGN", "KEY"))
    return readReferences(cursor, { name, columns: readNameList(cursor) });
  const type = cursor.accept("PRIMARY", "KEY")
    ? "primary-key"
    : cursor.accept("UNIQUE")
      ? "unique"
      : null;
  if (type === null) unexpected(cursor, "a constraint");
  const columns = splitAtCommas(readGroup(cursor)).map((tokens) => {
    const part = createCursor(tokens, cursor.dialect);
    const column = readName(part);
    if (part.accept("COLLATE")) readName(part);
    if (!part.accept("ASC")) part.accept("DESC");
    part.accept("AUTOINCREMENT");
    expectEnd(part);
    return column;
  });
  skipConflictClause(cursor);
  return { ...simpleConstraint, name, type, columns };
}

/** Whether WITHOUT ROWID is written. */
function readTableOptions(cursor: Cursor): boolean {
  let withoutRowId = false;
  if (cursor.atEnd()) return false;
  do {
    if (cursor.accept("WITHOUT", "ROWID")) withoutRowId = true;
    else if (!cursor.accept("STRICT"))
      throw new UnreadableError("an option of the table is not known");
  } while (cursor.accept(","));
  expectEnd(cursor);
  return withoutRowId;
}

/** Only without row numbers does SQLite hold the columns of a primary key to NOT NULL. */
function withKeysNotNull(
  columns: readonly ColumnDefinition[],
  constraints: readonly ConstraintDefinition[],
): readonly ColumnDefinition[] {
  const keys = new Set(
    constraints
      .filter((constraint) => constraint.type === "primary-key")
      .flatMap((constraint) => constraint.columns.map((column) => column.toLowerCase())),
  );
  return columns.map((column) =>
    keys.has(column.name.toLowerCase()) ? { ...column, nullable: false } : column,
  );
}
