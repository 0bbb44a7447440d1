import type { SchemaChange } from "../../model/schema-change.ts";
import {
  expectEnd,
  expectKeyword,
  nextKeyword,
  readName,
  readQualifiedName,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { Reader } from "../sql-text/expression.ts";
import { readColumnDefinition } from "./column-definition.ts";

/** `ALTER TABLE …`, from behind the word TABLE. SQLite takes one clause. */
export function readAlterTable(cursor: Cursor, reader: Reader): readonly SchemaChange[] {
  const table = readQualifiedName(cursor);
  if (cursor.accept("RENAME", "TO")) {
    const to = readName(cursor);
    expectEnd(cursor);
    return [{ kind: "rename-table", table, to }];
  }
  if (cursor.accept("RENAME")) {
    if (nextKeyword(cursor, 1) !== "TO") cursor.accept("COLUMN");
    const column = readName(cursor);
    expectKeyword(cursor, "TO");
    const to = readName(cursor);
    expectEnd(cursor);
    return [{ kind: "rename-column", table, column, to }];
  }
  if (cursor.accept("ADD")) {
    cursor.accept("COLUMN");
    const { column, constraints } = readColumnDefinition(cursor, reader);
    return [{ kind: "add-column", table, column, constraints, ifNotExists: false }];
  }
  if (cursor.accept("DROP")) {
    cursor.accept("COLUMN");
    const column = readName(cursor);
    expectEnd(cursor);
    return [{ kind: "drop-column", table, column, ifExists: false, cascade: false }];
  }
  unexpected(cursor);
}
