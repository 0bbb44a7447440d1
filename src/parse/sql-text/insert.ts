import type { SchemaChange } from "../../model/schema-change.ts";
import {
  nextKeyword,
  readGroup,
  readName,
  readQualifiedName,
  unexpected,
  type Cursor,
} from "./cursor.ts";
import type { Reader } from "./expression.ts";
import { readQuery } from "./query.ts";
import { UnreadableError } from "./unreadable.ts";

const insertModifiers = ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE"];

/** `INSERT …` and `REPLACE …`, with the verb still to read. */
export function readInsert(
  cursor: Cursor,
  reader: Reader,
  complete: boolean,
): readonly SchemaChange[] {
  cursor.take();
  if (cursor.accept("OR")) cursor.take();
  while (insertModifiers.includes(nextKeyword(cursor))) cursor.take();
  cursor.accept("INTO");
  const table = readQualifiedName(cursor);
  if (cursor.accept("PARTITION")) readGroup(cursor);
  if (cursor.accept("AS")) readName(cursor);
  if (nextKeyword(cursor) === "(" && nextKeyword(cursor, 1) !== "SELECT") readGroup(cursor);
  const source = nextKeyword(cursor);
  if (["VALUES", "VALUE", "SET", "DEFAULT"].includes(source)) {
    return [{ kind: "insert-rows", table, fromQuery: false, reads: [] }];
  }
  if (!["SELECT", "WITH", "(", "TABLE"].includes(source)) unexpected(cursor, "`VALUES` or a query");
  if (!complete) throw new UnreadableError("its query is too long");
  if (source === "TABLE") {
    cursor.take();
    return [{ kind: "insert-rows", table, fromQuery: true, reads: [readQualifiedName(cursor)] }];
  }
  const rest = cursor.rest();
  const end = rest.findIndex(
    (token, index) =>
      token.keyword === "ON" && ["DUPLICATE", "CONFLICT"].includes(rest[index + 1]?.keyword ?? ""),
  );
  const query = readQuery(end === -1 ? rest : rest.slice(0, end), reader);
  return [{ kind: "insert-rows", table, fromQuery: true, reads: query.reads }];
}
