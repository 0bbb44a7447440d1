import type { CopiedColumns, SchemaChange } from "../../model/schema-change.ts";
import {
  indexOfKeyword,
  nextKeyword,
  readGroup,
  readName,
  readNameList,
  readQualifiedName,
  splitAtCommas,
  unexpected,
  type Cursor,
} from "./cursor.ts";
import type { Reader } from "./expression.ts";
import { readQuery } from "./query.ts";
import type { Token } from "./token.ts";
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
  const hasList = nextKeyword(cursor) === "(" && nextKeyword(cursor, 1) !== "SELECT";
  const into = hasList ? readNameList(cursor) : null;
  const source = nextKeyword(cursor);
  if (["VALUES", "VALUE", "SET", "DEFAULT"].includes(source)) {
    return [{ kind: "insert-rows", table, fromQuery: false, reads: [] }];
  }
  if (!["SELECT", "WITH", "(", "TABLE"].includes(source)) unexpected(cursor, "`VALUES` or a query");
  if (!complete) throw new UnreadableError("its query is too long");
  if (source === "TABLE") {
    cursor.take();
    const copies = { into, fromRow: null };
    return [
      { kind: "insert-rows", table, fromQuery: true, reads: [readQualifiedName(cursor)], copies },
    ];
  }
  const rest = cursor.rest();
  const end = rest.findIndex(
    (token, index) =>
      token.keyword === "ON" && ["DUPLICATE", "CONFLICT"].includes(rest[index + 1]?.keyword ?? ""),
  );
  const query = readQuery(end === -1 ? rest : rest.slice(0, end), reader);
  const outputs = query.reads.length === 1 && end === -1 ? outputsOfEveryRow(rest) : null;
  const copies = outputs === null ? {} : { copies: { into, fromRow: outputs.fromRow } };
  return [{ kind: "insert-rows", table, fromQuery: true, reads: query.reads, ...copies }];
}

/** Words by which a query leaves rows out, or reads more than one table. */
const narrowing = [
  ...["DISTINCT", "EXCEPT", "FETCH", "GROUP", "HAVING", "INTERSECT", "JOIN", "LIMIT", "OFFSET"],
  ...["UNION", "WHERE", "WITH"],
];

/** The outputs of `SELECT … FROM table`; null for a query that may leave rows out. */
function outputsOfEveryRow(query: readonly Token[]): Pick<CopiedColumns, "fromRow"> | null {
  const from = indexOfKeyword(query, "FROM");
  if (query[0]?.keyword !== "SELECT" || from === -1) return null;
  if (query.some(({ keyword }) => narrowing.includes(keyword))) return null;
  const outputs = splitAtCommas(query.slice(1, from));
  if (outputs.some((tokens) => tokens.at(-1)?.keyword === "*")) return { fromRow: null };
  return { fromRow: outputs.map(isFromRow) };
}

/** Whether an output names anything; NULL and literals do not. */
function isFromRow(tokens: readonly Token[]): boolean {
  const alias = indexOfKeyword(tokens, "AS");
  const value = alias === -1 ? tokens : tokens.slice(0, alias);
  return value.some(
    ({ kind, keyword }) => kind === "name" || (kind === "word" && keyword !== "NULL"),
  );
}
