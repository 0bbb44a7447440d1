import type { QualifiedName } from "../../model/qualified-name.ts";
import {
  atName,
  createCursor,
  nextKeyword,
  readGroup,
  readName,
  readQualifiedName,
  unexpected,
} from "./cursor.ts";
import type { TextDialect, Token } from "./token.ts";

/** The tables that an UPDATE or DELETE names, and by which names its columns and targets call them. */
export interface TableReferences {
  readonly first: QualifiedName;
  /** The table of an alias or name; null for one that is not there. */
  readonly find: (name: string) => QualifiedName | null;
  /** How many tables and derived tables there are. */
  readonly count: number;
}

/** What can stand behind a table and is no alias. */
const notAliases = new Set(
  (
    "JOIN INNER LEFT RIGHT CROSS OUTER NATURAL STRAIGHT_JOIN ON USING SET WHERE PARTITION INDEXED NOT USE FORCE " +
    "IGNORE FOR"
  ).split(" "),
);
const beforeTable = new Set(["JOIN", "STRAIGHT_JOIN", ","]);

/** Reads `t`, `t AS a`, `t a JOIN (SELECT …) b ON …`, `t, u`. */
export function readTableReferences(
  tokens: readonly Token[],
  dialect: TextDialect,
): TableReferences {
  const cursor = createCursor(tokens, dialect);
  const byName = new Map<string, QualifiedName>();
  let first: QualifiedName | null = null;
  let count = 0;
  let expected = true;
  while (!cursor.atEnd()) {
    if (!expected) {
      // Conditions and index hints in parentheses name no tables.
      if (nextKeyword(cursor) === "(") readGroup(cursor);
      else expected = beforeTable.has(cursor.take().keyword);
      continue;
    }
    expected = false;
    count += 1;
    while (nextKeyword(cursor) === "(" && nextKeyword(cursor, 1) !== "SELECT") cursor.take();
    if (nextKeyword(cursor) === "(") {
      readGroup(cursor);
      continue;
    }
    if (!atName(cursor)) unexpected(cursor, "a table");
    const table = readQualifiedName(cursor);
    first ??= table;
    const hasAlias =
      cursor.accept("AS") || (atName(cursor) && !notAliases.has(nextKeyword(cursor)));
    byName.set((hasAlias ? readName(cursor) : table.name).toLowerCase(), table);
  }
  if (first === null) unexpected(cursor, "a table");
  return { first, find: (name) => byName.get(name.toLowerCase()) ?? null, count };
}
