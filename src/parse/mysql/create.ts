import type { SchemaChange } from "../../model/schema-change.ts";
import {
  acceptIfNotExists,
  expectKeyword,
  nextKeyword,
  readGroup,
  readName,
  readQualifiedName,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { Reader } from "../sql-text/expression.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";
import { dropIndex } from "./alter-clause.ts";
import { readCreateRoutine } from "./create-routine.ts";
import { readCreateTable } from "./create-table.ts";
import { readCreateView, skipDefinition } from "./create-view.ts";
import { readIndexParts, readIndexType, skipIndexOptions } from "./table-element.ts";

/** `CREATE …`, with the verb still to read. */
export function readCreate(cursor: Cursor, reader: Reader): readonly SchemaChange[] {
  expectKeyword(cursor, "CREATE");
  const replace = cursor.accept("OR", "REPLACE");
  const temporary = cursor.accept("TEMPORARY");
  if (cursor.accept("TABLE")) return readCreateTable(cursor, reader, { temporary, replace });
  skipDefinition(cursor);
  if (cursor.accept("VIEW")) return readCreateView(cursor, reader, { replace });
  if (cursor.accept("TRIGGER")) return readCreateTrigger(cursor, replace);
  cursor.accept("AGGREGATE");
  for (const routine of ["function", "procedure"] as const) {
    if (cursor.accept(routine.toUpperCase()))
      return readCreateRoutine(cursor, { routine, replace });
  }
  if (cursor.accept("DATABASE") || cursor.accept("SCHEMA")) {
    if (replace) throw new UnreadableError("it drops the database that is there");
    const ifNotExists = acceptIfNotExists(cursor);
    return [{ kind: "create-schema", name: readName(cursor), ifNotExists }];
  }
  if (cursor.accept("SEQUENCE")) {
    if (replace) throw new UnreadableError("it drops the sequence that is there");
    const ifNotExists = acceptIfNotExists(cursor);
    return [{ kind: "create-sequence", sequence: readQualifiedName(cursor), ifNotExists }];
  }
  if (["EVENT", "USER", "ROLE", "SERVER", "TABLESPACE"].includes(nextKeyword(cursor))) {
    throw new UnreadableError(`what \`CREATE ${nextKeyword(cursor)}\` makes is not known`);
  }
  return readCreateIndex(cursor, reader, replace);
}

function readCreateIndex(
  cursor: Cursor,
  reader: Reader,
  replace: boolean,
): readonly SchemaChange[] {
  while (cursor.accept("ONLINE") || cursor.accept("OFFLINE")) continue;
  const unique = cursor.accept("UNIQUE");
  const special = ["FULLTEXT", "SPATIAL", "VECTOR"].find((word) => cursor.accept(word));
  if (!cursor.accept("INDEX")) unexpected(cursor);
  const ifNotExists = acceptIfNotExists(cursor);
  const name = readName(cursor);
  let method = readIndexType(cursor) ?? special?.toLowerCase() ?? null;
  expectKeyword(cursor, "ON");
  const table = readQualifiedName(cursor);
  const parts = readIndexParts(readGroup(cursor), reader);
  method = skipIndexOptions(cursor) ?? method;
  const create: SchemaChange = {
    kind: "create-index",
    table,
    index: { name, parts, include: [], unique, where: null, method },
    concurrently: false,
    ifNotExists,
    only: false,
  };
  return replace ? [dropIndex(name, table, true), create] : [create];
}

/** `name BEFORE|AFTER event ON table FOR EACH ROW body`, from behind the word TRIGGER. */
function readCreateTrigger(cursor: Cursor, replace: boolean): readonly SchemaChange[] {
  acceptIfNotExists(cursor);
  const name = readQualifiedName(cursor).name;
  if (!cursor.accept("BEFORE") && !cursor.accept("AFTER"))
    unexpected(cursor, "`BEFORE` or `AFTER`");
  do {
    if (!["INSERT", "UPDATE", "DELETE"].some((word) => cursor.accept(word))) unexpected(cursor);
  } while (cursor.accept("OR"));
  expectKeyword(cursor, "ON");
  const table = readQualifiedName(cursor);
  expectKeyword(cursor, "FOR", "EACH", "ROW");
  return [{ kind: "create-trigger", name, table, replace }];
}
