import type { SchemaChange } from "../../model/schema-change.ts";
import {
  acceptIfExists,
  expectEnd,
  expectKeyword,
  readName,
  readQualifiedName,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";
import { dropIndex } from "./alter-clause.ts";
import { readTableOption } from "./table-option.ts";

/** `DROP …`, with the verb still to read. MySQL takes CASCADE and RESTRICT and does nothing with them. */
export function readDropStatement(cursor: Cursor): readonly SchemaChange[] {
  expectKeyword(cursor, "DROP");
  const temporary = cursor.accept("TEMPORARY");
  if (cursor.accept("TABLE") || cursor.accept("TABLES")) {
    const dropped = readList(cursor, (ifExists): SchemaChange => {
      return { kind: "drop-table", table: readQualifiedName(cursor), ifExists, cascade: false };
    });
    // A temporary table belongs to the session: nothing else knows it.
    return temporary ? [] : dropped;
  }
  if (cursor.accept("VIEW")) {
    return readList(cursor, (ifExists) => {
      return {
        kind: "drop-view",
        view: readQualifiedName(cursor),
        materialized: false,
        ifExists,
        cascade: false,
      };
    });
  }
  if (cursor.accept("INDEX")) return readDropIndex(cursor);
  if (cursor.accept("PREPARE")) return [];
  if (cursor.accept("TRIGGER")) {
    const ifExists = acceptIfExists(cursor);
    const name = readQualifiedName(cursor).name;
    expectEnd(cursor);
    return [{ kind: "drop-trigger", name, table: null, ifExists }];
  }
  if (cursor.accept("DATABASE") || cursor.accept("SCHEMA")) {
    const ifExists = acceptIfExists(cursor);
    const name = readName(cursor);
    expectEnd(cursor);
    return [{ kind: "drop-schema", name, ifExists, cascade: true }];
  }
  for (const routine of ["function", "procedure"] as const) {
    if (!cursor.accept(routine.toUpperCase())) continue;
    const ifExists = acceptIfExists(cursor);
    const name = readQualifiedName(cursor);
    expectEnd(cursor);
    return [
      {
        kind: "drop-function",
        function: name,
        routine,
        argumentTypes: null,
        ifExists,
        cascade: false,
      },
    ];
  }
  if (cursor.accept("SEQUENCE")) {
    return readList(cursor, (ifExists) => {
      return {
        kind: "drop-sequence",
        sequence: readQualifiedName(cursor),
        ifExists,
        cascade: false,
      };
    });
  }
  const word = cursor.peek()?.keyword;
  if (word === "EVENT" || word === "USER" || word === "ROLE") {
    throw new UnreadableError(`what \`DROP ${word}\` takes away is not known`);
  }
  unexpected(cursor);
}

function readList(
  cursor: Cursor,
  read: (ifExists: boolean) => SchemaChange,
): readonly SchemaChange[] {
  const ifExists = acceptIfExists(cursor);
  const changes: SchemaChange[] = [];
  do {
    changes.push(read(ifExists));
  } while (cursor.accept(","));
  if (cursor.accept("WAIT")) cursor.take();
  else cursor.accept("NOWAIT");
  if (!cursor.accept("RESTRICT")) cursor.accept("CASCADE");
  expectEnd(cursor);
  return changes;
}

function readDropIndex(cursor: Cursor): readonly SchemaChange[] {
  const ifExists = acceptIfExists(cursor);
  const name = readName(cursor);
  expectKeyword(cursor, "ON");
  const table = readQualifiedName(cursor);
  while (!cursor.atEnd()) readTableOption(cursor, table);
  return [dropIndex(name, table, ifExists)];
}
