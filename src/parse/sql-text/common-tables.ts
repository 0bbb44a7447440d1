import { expectKeyword, nextKeyword, readGroup, readName, type Cursor } from "./cursor.ts";

/** Steps over `WITH name AS (…), …`, whose queries stand before SELECT, INSERT, UPDATE or DELETE. */
export function skipCommonTables(cursor: Cursor): void {
  if (!cursor.accept("WITH")) return;
  cursor.accept("RECURSIVE");
  do {
    readName(cursor);
    if (nextKeyword(cursor) === "(") readGroup(cursor);
    expectKeyword(cursor, "AS");
    cursor.accept("NOT");
    cursor.accept("MATERIALIZED");
    readGroup(cursor);
  } while (cursor.accept(","));
}
