import {
  nextKeyword,
  readGroup,
  readQualifiedName,
  sqlOf,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import { effectsOnly, type StatementReading } from "../sql-text/read-statements.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";

/** `PRAGMA [schema.]name [= value | (value)]`: a setting of the session; without a value it only asks. */
export function readPragma(cursor: Cursor): StatementReading {
  cursor.take();
  const name = readQualifiedName(cursor).name.toLowerCase();
  if (cursor.atEnd()) return { changes: [], effects: [] };
  if (name === "writable_schema") {
    throw new UnreadableError("it lets rows of SQLite's own schema table be written");
  }
  const isGroup = nextKeyword(cursor) === "(";
  if (!isGroup && !cursor.accept("=")) unexpected(cursor);
  const value = isGroup ? readGroup(cursor) : cursor.rest();
  const [first] = value;
  const text = value.length === 1 && first !== undefined ? first.value : sqlOf(value);
  return effectsOnly({ kind: "set", name, values: [text], local: false });
}
