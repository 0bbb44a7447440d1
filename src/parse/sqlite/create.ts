import type { IndexPart } from "../../model/definitions.ts";
import type { SchemaChange } from "../../model/schema-change.ts";
import {
  acceptIfNotExists,
  createCursor,
  expectEnd,
  expectKeyword,
  nextKeyword,
  readGroup,
  readNameList,
  readQualifiedName,
  splitAtCommas,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import { readExpression, type Reader } from "../sql-text/expression.ts";
import { readQuery } from "../sql-text/query.ts";
import type { Token } from "../sql-text/token.ts";
import { readCreateTable } from "./create-table.ts";

/** `CREATE …`, with the verb still to read. */
export function readCreate(cursor: Cursor, reader: Reader): readonly SchemaChange[] {
  expectKeyword(cursor, "CREATE");
  const temporary = cursor.accept("TEMP") || cursor.accept("TEMPORARY");
  const virtual = cursor.accept("VIRTUAL");
  if (cursor.accept("TABLE")) return readCreateTable(cursor, reader, { temporary, virtual });
  if (cursor.accept("VIEW")) return readCreateView(cursor, reader, temporary);
  if (cursor.accept("TRIGGER")) {
    const change = readCreateTrigger(cursor);
    // A temporary trigger ends with its session.
    return temporary ? [] : [change];
  }
  return [readCreateIndex(cursor, reader)];
}

function readCreateIndex(cursor: Cursor, reader: Reader): SchemaChange {
  const unique = cursor.accept("UNIQUE");
  if (!cursor.accept("INDEX")) unexpected(cursor);
  const ifNotExists = acceptIfNotExists(cursor);
  const { name } = readQualifiedName(cursor);
  expectKeyword(cursor, "ON");
  const table = readQualifiedName(cursor);
  const parts = splitAtCommas(readGroup(cursor)).map((tokens) => readIndexPart(tokens, reader));
  const where = cursor.accept("WHERE") ? readExpression(cursor.rest(), reader) : null;
  if (where === null) expectEnd(cursor);
  const index = { name, parts, include: [], unique, where, method: null };
  return { kind: "create-index", table, index, concurrently: false, ifNotExists, only: false };
}

/** `column` or an expression, then `[COLLATE name] [ASC|DESC]`. */
function readIndexPart(tokens: readonly Token[], reader: Reader): IndexPart {
  const direction = tokens.at(-1)?.keyword;
  const ordered = direction === "ASC" || direction === "DESC" ? tokens.slice(0, -1) : tokens;
  const bare = ordered.at(-2)?.keyword === "COLLATE" ? ordered.slice(0, -2) : ordered;
  const [first] = bare;
  if (bare.length === 1 && first !== undefined && first.kind !== "number") {
    return { column: first.value, expression: null };
  }
  const cursor = createCursor(bare, reader.dialect);
  if (cursor.atEnd()) unexpected(cursor, "a column");
  return { column: null, expression: readExpression(bare, reader) };
}

function readCreateView(
  cursor: Cursor,
  reader: Reader,
  temporary: boolean,
): readonly SchemaChange[] {
  const ifNotExists = acceptIfNotExists(cursor);
  const view = readQualifiedName(cursor);
  const columns = nextKeyword(cursor) === "(" ? readNameList(cursor) : null;
  expectKeyword(cursor, "AS");
  const query = readQuery(cursor.rest(), reader);
  return [
    {
      kind: "create-view",
      view,
      materialized: false,
      replace: false,
      ifNotExists,
      temporary,
      columns: columns ?? query.columns,
      reads: query.reads,
      query: query.expression,
    },
  ];
}

/** `name [BEFORE|AFTER|INSTEAD OF] event ON table …`, from behind the word TRIGGER. */
function readCreateTrigger(cursor: Cursor): SchemaChange {
  acceptIfNotExists(cursor);
  const { name } = readQualifiedName(cursor);
  if (!cursor.accept("BEFORE") && !cursor.accept("AFTER")) cursor.accept("INSTEAD", "OF");
  if (!cursor.accept("INSERT") && !cursor.accept("DELETE")) {
    expectKeyword(cursor, "UPDATE");
    if (cursor.accept("OF")) while (nextKeyword(cursor) !== "ON") cursor.take();
  }
  expectKeyword(cursor, "ON");
  return { kind: "create-trigger", name, table: readQualifiedName(cursor), replace: false };
}
