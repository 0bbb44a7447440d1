import type { SchemaChange } from "../../model/schema-change.ts";
import { attempt } from "../sql-text/clause.ts";
import {
  acceptIfExists,
  createCursor,
  displayName,
  readQualifiedName,
  splitAtCommas,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { Reader } from "../sql-text/expression.ts";
import { readAlterClause } from "./alter-clause.ts";

/** `ALTER TABLE …`, from behind the word TABLE: each clause for itself, so that one odd clause hides no other. */
export function readAlterTable(cursor: Cursor, reader: Reader): readonly SchemaChange[] {
  acceptIfExists(cursor);
  const table = readQualifiedName(cursor);
  skipWait(cursor);
  const changes = splitAtCommas(cursor.rest()).flatMap((tokens) => {
    const result = attempt(tokens, displayName(table), () => {
      const clause = createCursor(tokens, reader.dialect);
      const read: SchemaChange[] = [];
      while (!clause.atEnd()) read.push(...readAlterClause(clause, table, reader));
      return read;
    });
    return result.read ? result.value : [result.unknown];
  });
  // The server renames the table last, wherever that stands: the other clauses know it by its old name.
  const isRename = (change: SchemaChange): boolean =>
    change.kind === "rename-table" || change.kind === "set-table-schema";
  return [...changes.filter((change) => !isRename(change)), ...changes.filter(isRename)];
}

/** MariaDB's `WAIT n` and `NOWAIT` behind the table's name. */
function skipWait(cursor: Cursor): void {
  if (cursor.accept("WAIT")) cursor.take();
  else cursor.accept("NOWAIT");
}
