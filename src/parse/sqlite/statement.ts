import type { QualifiedName } from "../../model/qualified-name.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import {
  acceptIfExists,
  expectEnd,
  expectKeyword,
  nextKeyword,
  readName,
  readQualifiedName,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { Reader } from "../sql-text/expression.ts";
import {
  changesOnly,
  effectsOnly,
  type ReadStatement,
  type StatementReading,
} from "../sql-text/read-statements.ts";
import { skipCommonTables } from "../sql-text/common-tables.ts";
import { readInsert } from "../sql-text/insert.ts";
import { readDelete, readUpdate } from "../sql-text/update-delete.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";
import { readAlterTable } from "./alter-table.ts";
import { readCreate } from "./create.ts";
import { readPragma } from "./pragma.ts";

const nothing: StatementReading = { changes: [], effects: [] };

export function sqliteStatementReader(reader: Reader): ReadStatement {
  return (cursor, complete) => readStatement(cursor, complete, reader);
}

function readStatement(cursor: Cursor, complete: boolean, reader: Reader): StatementReading {
  skipCommonTables(cursor);
  const verb = nextKeyword(cursor);
  switch (verb) {
    case "CREATE":
      return changesOnly(readCreate(cursor, reader));
    case "ALTER":
      cursor.take();
      expectKeyword(cursor, "TABLE");
      return changesOnly(readAlterTable(cursor, reader));
    case "DROP":
      return changesOnly([readDrop(cursor)]);
    case "INSERT":
    case "REPLACE":
      return rows(readInsert(cursor, reader, complete));
    case "UPDATE":
      return rows(readUpdate(cursor, reader));
    case "DELETE":
      return rows(readDelete(cursor, reader));
    case "PRAGMA":
      return readPragma(cursor);
    case "VACUUM":
    case "ANALYZE":
      return changesOnly([readMaintenance(cursor)]);
    case "REINDEX":
      cursor.take();
      return changesOnly([
        cursor.atEnd()
          ? { kind: "reindex", target: "database", name: null, concurrently: false }
          : {
              kind: "reindex",
              target: "index",
              name: readQualifiedName(cursor),
              concurrently: false,
            },
      ]);
    case "BEGIN":
      return effectsOnly({ kind: "begin" });
    case "COMMIT":
    case "END":
      return effectsOnly({ kind: "commit" });
    case "ROLLBACK":
      cursor.take();
      cursor.accept("TRANSACTION");
      return cursor.accept("TO") ? nothing : effectsOnly({ kind: "rollback" });
    case "SELECT":
    case "VALUES":
    case "EXPLAIN":
    case "SAVEPOINT":
    case "RELEASE":
      return nothing;
    case "ATTACH":
    case "DETACH":
      throw new UnreadableError("what another database file holds is not known");
  }
  throw new UnreadableError("no statement that is known begins so");
}

function readDrop(cursor: Cursor): SchemaChange {
  expectKeyword(cursor, "DROP");
  const word = cursor.take().keyword;
  const ifExists = acceptIfExists(cursor);
  const name = readQualifiedName(cursor);
  expectEnd(cursor);
  switch (word) {
    case "TABLE":
      return { kind: "drop-table", table: name, ifExists, cascade: false };
    case "VIEW":
      return { kind: "drop-view", view: name, materialized: false, ifExists, cascade: false };
    case "INDEX":
      return {
        kind: "drop-index",
        index: name,
        table: null,
        concurrently: false,
        ifExists,
        cascade: false,
      };
    case "TRIGGER":
      return { kind: "drop-trigger", name: name.name, table: null, ifExists };
  }
  unexpected(cursor, "`TABLE`, `VIEW`, `INDEX` or `TRIGGER`");
}

function readMaintenance(cursor: Cursor): SchemaChange {
  const command = cursor.take().keyword === "VACUUM" ? "vacuum" : "analyze";
  if (nextKeyword(cursor) === "INTO" || cursor.atEnd())
    return { kind: "maintenance", command, table: null };
  if (command === "analyze")
    return { kind: "maintenance", command, table: readQualifiedName(cursor) };
  readName(cursor);
  return { kind: "maintenance", command, table: null };
}

/** Rows of SQLite's own tables are the schema: whoever writes there changes it unseen. */
function rows(changes: readonly SchemaChange[]): StatementReading {
  for (const change of changes) {
    if ("table" in change && change.table !== null && isSchemaTable(change.table)) {
      throw new UnreadableError("it writes to SQLite's own schema table");
    }
  }
  return changesOnly(changes);
}

function isSchemaTable(table: QualifiedName): boolean {
  return /^sqlite_(temp_)?(master|schema)$/i.test(table.name);
}
