import type { SchemaChange } from "../../model/schema-change.ts";
import {
  expectKeyword,
  nextKeyword,
  readName,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { Reader } from "../sql-text/expression.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";
import { readAlterTable } from "./alter-table.ts";
import { acceptCharacterSet } from "./column-type.ts";
import { readCreateView, skipDefinition } from "./create-view.ts";

/** `ALTER …`, with the verb still to read. */
export function readAlter(cursor: Cursor, reader: Reader): readonly SchemaChange[] {
  expectKeyword(cursor, "ALTER");
  while (cursor.accept("ONLINE") || cursor.accept("OFFLINE") || cursor.accept("IGNORE")) continue;
  if (cursor.accept("TABLE")) return readAlterTable(cursor, reader);
  if (cursor.accept("DATABASE") || cursor.accept("SCHEMA")) return readAlterDatabase(cursor);
  skipDefinition(cursor);
  // ALTER VIEW states the whole query anew.
  if (cursor.accept("VIEW")) return readCreateView(cursor, reader, { replace: true });
  const word = nextKeyword(cursor);
  if (["EVENT", "FUNCTION", "PROCEDURE", "USER", "SEQUENCE"].includes(word)) {
    throw new UnreadableError(`what \`ALTER ${word}\` changes is not known`);
  }
  unexpected(cursor);
}

/** Character set and collation of a database are defaults for tables to come, so they change nothing that is there. */
function readAlterDatabase(cursor: Cursor): readonly SchemaChange[] {
  const isOption = ["CHARACTER", "CHARSET", "COLLATE", "DEFAULT", "ENCRYPTION"].includes(
    nextKeyword(cursor),
  );
  if (!isOption) readName(cursor);
  while (!cursor.atEnd()) {
    cursor.accept("DEFAULT");
    if (!acceptCharacterSet(cursor) && !cursor.accept("COLLATE") && !cursor.accept("ENCRYPTION"))
      unexpected(cursor);
    cursor.accept("=");
    cursor.take();
  }
  return [];
}
