import type { ConstraintDefinition, IndexDefinition, IndexPart } from "../../model/definitions.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";
import { readCheck, readReferences, simpleConstraint } from "../sql-text/constraint.ts";
import {
  acceptIfNotExists,
  atName,
  createCursor,
  expectEnd,
  nextKeyword,
  readGroup,
  readName,
  readNameList,
  readQualifiedName,
  splitAtCommas,
  unexpected,
  type Cursor,
} from "../sql-text/cursor.ts";
import { readExpression, type Reader } from "../sql-text/expression.ts";
import type { Token } from "../sql-text/token.ts";
import { UnreadableError } from "../sql-text/unreadable.ts";
import { readColumnDefinition, type DeclaredColumn } from "./column-definition.ts";

/** What stands between the commas of CREATE TABLE, or behind ADD. */
export type TableElement =
  | ({ readonly kind: "column" } & DeclaredColumn)
  | {
      readonly kind: "constraint";
      readonly constraint: ConstraintDefinition;
      readonly ifNotExists: boolean;
    }
  | { readonly kind: "index"; readonly index: IndexDefinition; readonly ifNotExists: boolean }
  | { readonly kind: "like"; readonly table: QualifiedName };

/** Reads one element to its end. */
export function readTableElement(cursor: Cursor, reader: Reader): TableElement {
  const element = readConstraintOrIndex(cursor, reader);
  if (element !== null) return element;
  if (cursor.accept("LIKE")) return { kind: "like", table: readQualifiedName(cursor) };
  if (nextKeyword(cursor) === "PERIOD" && nextKeyword(cursor, 1) === "FOR") {
    throw new UnreadableError("tables with system versioning are not read");
  }
  return { kind: "column", ...readColumnDefinition(cursor, reader) };
}

/** Null where the tokens begin neither a constraint nor an index. */
export function readConstraintOrIndex(cursor: Cursor, reader: Reader): TableElement | null {
  let symbol: string | null = null;
  let ifNotExists = false;
  const named = cursor.accept("CONSTRAINT");
  if (named) {
    ifNotExists = acceptIfNotExists(cursor);
    const next = nextKeyword(cursor);
    if (!["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"].includes(next)) symbol = readName(cursor);
  }
  const next = nextKeyword(cursor);
  if (next === "CHECK") {
    const constraint = readCheck(cursor, symbol, reader);
    return { kind: "constraint", constraint, ifNotExists };
  }
  if (cursor.accept("PRIMARY", "KEY")) {
    skipIndexType(cursor);
    if (nextKeyword(cursor) !== "(") readName(cursor);
    skipIndexType(cursor);
    const columns = readIndexParts(readGroup(cursor), reader).map(partColumn);
    skipIndexOptions(cursor);
    return {
      kind: "constraint",
      constraint: { ...simpleConstraint, type: "primary-key", columns },
      ifNotExists,
    };
  }
  if (cursor.accept("FOREIGN", "KEY")) {
    ifNotExists = acceptIfNotExists(cursor) || ifNotExists;
    const indexName = nextKeyword(cursor) === "(" ? null : readName(cursor);
    const columns = readNameList(cursor);
    // MySQL has ignored the index's name since 8.0.16, MariaDB 10.11 takes it for the constraint's.
    const name = symbol ?? (reader.dialect === "mariadb" ? indexName : null);
    return {
      kind: "constraint",
      constraint: readReferences(cursor, { name, columns }),
      ifNotExists,
    };
  }
  if (cursor.accept("UNIQUE")) {
    if (!cursor.accept("INDEX")) cursor.accept("KEY");
    ifNotExists = acceptIfNotExists(cursor) || ifNotExists;
    const index = readIndexBody(cursor, reader, { unique: true, method: null });
    const name = index.name ?? symbol;
    if (index.parts.some((part) => part.column === null)) {
      return { kind: "index", index: { ...index, name }, ifNotExists };
    }
    const columns = index.parts.map(partColumn);
    return {
      kind: "constraint",
      constraint: { ...simpleConstraint, name, type: "unique", columns },
      ifNotExists,
    };
  }
  if (named) unexpected(cursor, "a constraint");
  for (const method of ["FULLTEXT", "SPATIAL", "VECTOR"]) {
    if (next !== method || (method === "VECTOR" && !isIndexWord(nextKeyword(cursor, 1)))) continue;
    cursor.take();
    if (isIndexWord(nextKeyword(cursor))) cursor.take();
    ifNotExists = acceptIfNotExists(cursor);
    const index = readIndexBody(cursor, reader, { unique: false, method: method.toLowerCase() });
    return { kind: "index", index, ifNotExists };
  }
  if (isIndexWord(next)) {
    cursor.take();
    ifNotExists = acceptIfNotExists(cursor);
    return {
      kind: "index",
      index: readIndexBody(cursor, reader, { unique: false, method: null }),
      ifNotExists,
    };
  }
  return null;
}

function isIndexWord(keyword: string): boolean {
  return keyword === "INDEX" || keyword === "KEY";
}

/** `[name] [USING method] (parts) options`. */
function readIndexBody(
  cursor: Cursor,
  reader: Reader,
  of: Pick<IndexDefinition, "unique" | "method">,
): IndexDefinition {
  let method = readIndexType(cursor) ?? of.method;
  const name = atName(cursor) ? readName(cursor) : null;
  method = readIndexType(cursor) ?? method;
  const parts = readIndexParts(readGroup(cursor), reader);
  method = skipIndexOptions(cursor) ?? method;
  return { name, parts, include: [], unique: of.unique, where: null, method };
}

/** `col [(length)] [ASC|DESC]` or `(expression) [ASC|DESC]`, between commas. */
export function readIndexParts(tokens: readonly Token[], reader: Reader): readonly IndexPart[] {
  const parts = splitAtCommas(tokens).map((part) => {
    const cursor = createCursor(part, reader.dialect);
    const isExpression = nextKeyword(cursor) === "(";
    const read: IndexPart = isExpression
      ? { column: null, expression: readExpression(readGroup(cursor), reader) }
      : { column: readName(cursor), expression: null };
    if (!isExpression && nextKeyword(cursor) === "(") readGroup(cursor);
    if (!cursor.accept("ASC")) cursor.accept("DESC");
    expectEnd(cursor);
    return read;
  });
  if (parts.length === 0) throw new UnreadableError("a key or index names no columns");
  return parts;
}

function partColumn(part: IndexPart): string {
  if (part.column === null) throw new UnreadableError("an expression stands in a key");
  return part.column;
}

function skipIndexType(cursor: Cursor): void {
  readIndexType(cursor);
}

export function readIndexType(cursor: Cursor): string | null {
  const written =
    nextKeyword(cursor) === "USING" ||
    (nextKeyword(cursor) === "TYPE" && nextKeyword(cursor, 1) !== "(");
  if (!written) return null;
  cursor.take();
  return readName(cursor).toLowerCase();
}

/** Steps over what stands behind an index's columns; gives the method where it stands there. */
export function skipIndexOptions(cursor: Cursor): string | null {
  let method: string | null = null;
  while (!cursor.atEnd()) {
    const type = readIndexType(cursor);
    if (type !== null) method = type;
    else if (["VISIBLE", "INVISIBLE", "IGNORED"].some((word) => cursor.accept(word))) continue;
    else if (cursor.accept("NOT", "IGNORED")) continue;
    else if (cursor.accept("WITH", "PARSER")) readName(cursor);
    else if (
      [
        "KEY_BLOCK_SIZE",
        "COMMENT",
        "ENGINE_ATTRIBUTE",
        "SECONDARY_ENGINE_ATTRIBUTE",
        "CLUSTERING",
        "ALGORITHM",
        "LOCK",
        "M",
        "DISTANCE",
      ].some((word) => cursor.accept(word))
    ) {
      cursor.accept("=");
      cursor.take();
    } else unexpected(cursor);
  }
  return method;
}
