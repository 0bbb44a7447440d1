import type { Reader } from "../sql-text/expression.ts";
import {
  expectEnd,
  expectKeyword,
  nextKeyword,
  readName,
  readQualifiedName,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
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
import { readAlter } from "./alter.ts";
import { readCreate } from "./create.ts";
import { readDropStatement } from "./drop.ts";
import { readPrivileges } from "./privileges.ts";
import { readRenameTables } from "./rename-table.ts";
import { readSet, type SqlModeVariables } from "./session.ts";

const nothing: StatementReading = { changes: [], effects: [] };

/** Statements that only look, or that concern the session alone. */
const harmless = new Set(
  "SELECT ( SHOW HELP SAVEPOINT RELEASE UNLOCK DO VALUES TABLE DEALLOCATE".split(" "),
);

/** What is known by name, and why it cannot be judged. */
const opaque: Readonly<Record<string, string>> = {
  PREPARE: "it prepares SQL whose text is known only when the migration runs",
  EXECUTE: "it runs SQL whose text is known only when the migration runs",
  CALL: "it calls a routine, which can change anything",
  LOAD: "data that is loaded from a file is not read",
  SOURCE: "it runs another file",
  BEGIN: "an anonymous block is not read",
};

/** Reads the statements of one text in order; some settings hang on earlier ones. */
export function mysqlStatementReader(reader: Reader): ReadStatement {
  const sqlModeVariables: SqlModeVariables = new Set();
  return (cursor, complete) => readStatement(cursor, complete, reader, sqlModeVariables);
}

function readStatement(
  cursor: Cursor,
  complete: boolean,
  reader: Reader,
  sqlModeVariables: SqlModeVariables,
): StatementReading {
  skipCommonTables(cursor);
  const verb = nextKeyword(cursor);
  switch (verb) {
    case "CREATE":
      return changesOnly(readCreate(cursor, reader));
    case "ALTER":
      return changesOnly(readAlter(cursor, reader));
    case "DROP":
      return changesOnly(readDropStatement(cursor));
    case "RENAME":
      cursor.take();
      if (!cursor.accept("TABLE") && !cursor.accept("TABLES")) unexpected(cursor);
      return changesOnly(whole(cursor, readRenameTables(cursor)));
    case "TRUNCATE":
      cursor.take();
      cursor.accept("TABLE");
      return changesOnly(
        whole(cursor, [{ kind: "truncate", table: readQualifiedName(cursor), cascade: false }]),
      );
    case "INSERT":
    case "REPLACE":
      return changesOnly(readInsert(cursor, reader, complete));
    case "UPDATE":
      return changesOnly(readUpdate(cursor, reader));
    case "DELETE":
      return changesOnly(readDelete(cursor, reader));
    case "SET":
      return readSet(cursor, sqlModeVariables);
    case "USE":
      cursor.take();
      return effectsOnly({
        kind: "set",
        name: "database",
        values: [readName(cursor)],
        local: false,
      });
    case "GRANT":
    case "REVOKE":
      return changesOnly(readPrivileges(cursor));
    case "LOCK":
      return readLockTables(cursor);
    case "ANALYZE":
    case "OPTIMIZE":
      return readMaintenance(cursor);
    case "BEGIN":
    case "START":
    case "COMMIT":
    case "ROLLBACK":
      return readTransaction(cursor);
    case "EXPLAIN":
    case "DESCRIBE":
    case "DESC":
      cursor.take();
      if (nextKeyword(cursor) === "ANALYZE")
        throw new UnreadableError("it runs the statement that it explains");
      return nothing;
    case "CHECK":
    case "CHECKSUM":
      cursor.take();
      expectKeyword(cursor, "TABLE");
      return nothing;
    case "FLUSH":
      cursor.take();
      if (!cursor.accept("PRIVILEGES")) unexpected(cursor);
      return nothing;
  }
  if (harmless.has(verb)) return nothing;
  throw new UnreadableError(opaque[verb] ?? "no statement that is known begins so");
}

/** Gives what was read back where nothing is left over. */
function whole<Value>(cursor: Cursor, value: Value): Value {
  expectEnd(cursor);
  return value;
}

function readLockTables(cursor: Cursor): StatementReading {
  cursor.take();
  if (!cursor.accept("TABLES") && !cursor.accept("TABLE")) unexpected(cursor);
  const changes: StatementReading["changes"][number][] = [];
  do {
    const table = readQualifiedName(cursor);
    cursor.accept("AS");
    if (!["READ", "WRITE", "LOW_PRIORITY"].includes(nextKeyword(cursor))) readName(cursor);
    cursor.accept("LOW_PRIORITY");
    const mode = readName(cursor).toUpperCase();
    cursor.accept("LOCAL");
    changes.push({ kind: "lock-table", table, mode });
  } while (cursor.accept(","));
  return changesOnly(whole(cursor, changes));
}

/** MariaDB's `ANALYZE UPDATE …` runs the statement, so it is not taken for `ANALYZE TABLE`. */
function readMaintenance(cursor: Cursor): StatementReading {
  const command = cursor.take().keyword === "OPTIMIZE" ? "optimize" : "analyze";
  if (!cursor.accept("NO_WRITE_TO_BINLOG")) cursor.accept("LOCAL");
  if (!cursor.accept("TABLE") && !cursor.accept("TABLES")) unexpected(cursor, "`TABLE`");
  const changes: StatementReading["changes"][number][] = [];
  do {
    changes.push({ kind: "maintenance", command, table: readQualifiedName(cursor) });
  } while (cursor.accept(","));
  return changesOnly(changes);
}

function readTransaction(cursor: Cursor): StatementReading {
  const verb = cursor.take().keyword;
  if (verb === "BEGIN") {
    cursor.accept("WORK");
    if (!cursor.atEnd()) throw new UnreadableError(opaque["BEGIN"] ?? "");
    return effectsOnly({ kind: "begin" });
  }
  if (verb === "START") {
    if (!cursor.accept("TRANSACTION")) unexpected(cursor, "`TRANSACTION`");
    return effectsOnly({ kind: "begin" });
  }
  if (verb === "COMMIT") return effectsOnly({ kind: "commit" });
  cursor.accept("WORK");
  return cursor.accept("TO") ? nothing : effectsOnly({ kind: "rollback" });
}
