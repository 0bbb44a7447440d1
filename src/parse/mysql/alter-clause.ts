import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import {
  acceptIfExists,
  acceptIfNotExists,
  createCursor,
  expectEnd,
  expectKeyword,
  nextKeyword,
  readGroup,
  readName,
  readQualifiedName,
  splitAtCommas,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import { readDefault } from "../sql-text/default-value.ts";
import type { Reader } from "../sql-text/expression.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";
import { renameTable } from "./rename-table.ts";
import { restateColumn } from "./restate-column.ts";
import { readColumnDefinition } from "./column-definition.ts";
import { readConstraintOrIndex, type TableElement } from "./table-element.ts";
import { readTableOption } from "./table-option.ts";

/** One clause of ALTER TABLE. Table options need no comma between them, so what is left over is for the next call. */
export function readAlterClause(
  cursor: Cursor,
  table: QualifiedName,
  reader: Reader,
): readonly SchemaChange[] {
  switch (nextKeyword(cursor)) {
    case "ADD":
      return readAdd(cursor, table, reader);
    case "DROP":
      return readDrop(cursor, table);
    case "MODIFY":
    case "CHANGE":
      return readModify(cursor, table, reader);
    case "ALTER":
      return readAlterPart(cursor, table, reader);
    case "RENAME":
      return readRename(cursor, table);
    default:
      return readTableOption(cursor, table);
  }
}

function readAdd(cursor: Cursor, table: QualifiedName, reader: Reader): readonly SchemaChange[] {
  expectKeyword(cursor, "ADD");
  if (cursor.accept("SYSTEM", "VERSIONING") || cursor.accept("PERIOD", "FOR")) {
    throw new UnreadableError("system versioning is not read");
  }
  if (nextKeyword(cursor) === "PARTITION")
    throw new UnreadableError("changes of partitions are not read");
  const column = cursor.accept("COLUMN");
  if (!column) {
    const element = readConstraintOrIndex(cursor, reader);
    if (element !== null) {
      expectEnd(cursor);
      return [addElement(element, table, false)];
    }
  }
  const ifNotExists = acceptIfNotExists(cursor);
  if (nextKeyword(cursor) !== "(") {
    const declared = readColumnDefinition(cursor, reader);
    return [addElement({ kind: "column", ...declared }, table, ifNotExists)];
  }
  const parts = splitAtCommas(readGroup(cursor));
  expectEnd(cursor);
  return parts.map((tokens) => {
    const part = createCursor(tokens, reader.dialect);
    const element = readConstraintOrIndex(part, reader) ?? {
      kind: "column",
      ...readColumnDefinition(part, reader),
    };
    expectEnd(part);
    return addElement(element, table, ifNotExists);
  });
}

function addElement(
  element: TableElement,
  table: QualifiedName,
  ifNotExists: boolean,
): SchemaChange {
  switch (element.kind) {
    case "column":
      return {
        kind: "add-column",
        table,
        column: element.column,
        constraints: element.constraints,
        ifNotExists,
      };
    case "constraint":
      return { kind: "add-constraint", table, constraint: element.constraint };
    case "index":
      return {
        kind: "create-index",
        table,
        index: element.index,
        concurrently: false,
        ifNotExists: element.ifNotExists || ifNotExists,
        only: false,
      };
    case "like":
      throw new UnreadableError("`LIKE` is not known here");
  }
}

function readDrop(cursor: Cursor, table: QualifiedName): readonly SchemaChange[] {
  expectKeyword(cursor, "DROP");
  const change = readDropped(cursor, table);
  expectEnd(cursor);
  return [change];
}

function readDropped(cursor: Cursor, table: QualifiedName): SchemaChange {
  if (cursor.accept("PRIMARY", "KEY")) {
    return {
      kind: "drop-constraint",
      table,
      name: null,
      type: "primary-key",
      ifExists: false,
      cascade: false,
    };
  }
  for (const [words, type] of [
    [["FOREIGN", "KEY"], "foreign-key"],
    [["CHECK"], "check"],
    [["CONSTRAINT"], null],
  ] as const) {
    if (!cursor.accept(...words)) continue;
    const ifExists = acceptIfExists(cursor);
    return {
      kind: "drop-constraint",
      table,
      name: readName(cursor),
      type,
      ifExists,
      cascade: false,
    };
  }
  if (cursor.accept("INDEX") || cursor.accept("KEY")) {
    const ifExists = acceptIfExists(cursor);
    return dropIndex(readName(cursor), table, ifExists);
  }
  if (nextKeyword(cursor) === "PARTITION") {
    throw new UnreadableError("changes of partitions are not read");
  }
  if (cursor.accept("SYSTEM", "VERSIONING") || cursor.accept("PERIOD", "FOR")) {
    throw new UnreadableError("system versioning is not read");
  }
  cursor.accept("COLUMN");
  const ifExists = acceptIfExists(cursor);
  const column = readName(cursor);
  // MySQL takes these words and does nothing with them.
  if (!cursor.accept("RESTRICT")) cursor.accept("CASCADE");
  return { kind: "drop-column", table, column, ifExists, cascade: false };
}

/** The primary key's index has the fixed name PRIMARY. */
export function dropIndex(name: string, table: QualifiedName, ifExists: boolean): SchemaChange {
  if (name.toUpperCase() === "PRIMARY") {
    return {
      kind: "drop-constraint",
      table,
      name: null,
      type: "primary-key",
      ifExists,
      cascade: false,
    };
  }
  return {
    kind: "drop-index",
    index: { schema: null, name },
    table,
    concurrently: false,
    ifExists,
    cascade: false,
  };
}

function readModify(cursor: Cursor, table: QualifiedName, reader: Reader): readonly SchemaChange[] {
  const change = cursor.take().keyword === "CHANGE";
  cursor.accept("COLUMN");
  acceptIfExists(cursor);
  const previous = change ? readName(cursor) : null;
  const declared = readColumnDefinition(cursor, reader);
  const restated = restateColumn(table, declared);
  if (previous === null || previous === declared.column.name) return restated;
  return [
    { kind: "rename-column", table, column: previous, to: declared.column.name },
    ...restated,
  ];
}

function readAlterPart(
  cursor: Cursor,
  table: QualifiedName,
  reader: Reader,
): readonly SchemaChange[] {
  expectKeyword(cursor, "ALTER");
  if (cursor.accept("INDEX") || cursor.accept("KEY")) {
    acceptIfExists(cursor);
    readName(cursor);
    cursor.accept("NOT");
    if (!["VISIBLE", "INVISIBLE", "IGNORED"].some((word) => cursor.accept(word)))
      unexpected(cursor);
    return [{ kind: "alter-table-option", table, option: "index-visibility" }];
  }
  if (cursor.accept("CHECK") || cursor.accept("CONSTRAINT")) {
    const name = readName(cursor);
    cursor.accept("NOT");
    expectKeyword(cursor, "ENFORCED");
    return [{ kind: "alter-constraint", table, name }];
  }
  cursor.accept("COLUMN");
  acceptIfExists(cursor);
  const column = readName(cursor);
  if (cursor.accept("DROP", "DEFAULT")) return [{ kind: "drop-default", table, column }];
  expectKeyword(cursor, "SET");
  if (cursor.accept("VISIBLE") || cursor.accept("INVISIBLE")) {
    return [{ kind: "alter-column-option", table, column, option: "visibility" }];
  }
  expectKeyword(cursor, "DEFAULT");
  return [{ kind: "set-default", table, column, default: readDefault(cursor, reader) }];
}

function readRename(cursor: Cursor, table: QualifiedName): readonly SchemaChange[] {
  expectKeyword(cursor, "RENAME");
  if (nextKeyword(cursor) === "COLUMN" && cursor.peek(1) !== null) {
    cursor.take();
    acceptIfExists(cursor);
    const column = readName(cursor);
    expectKeyword(cursor, "TO");
    return [{ kind: "rename-column", table, column, to: readName(cursor) }];
  }
  if (["INDEX", "KEY"].includes(nextKeyword(cursor))) {
    cursor.take();
    acceptIfExists(cursor);
    const name = readName(cursor);
    expectKeyword(cursor, "TO");
    return [{ kind: "rename-index", index: { schema: null, name }, table, to: readName(cursor) }];
  }
  if (!cursor.accept("TO") && !cursor.accept("AS")) cursor.accept("=");
  const to = readQualifiedName(cursor);
  expectEnd(cursor);
  return renameTable(table, to);
}
