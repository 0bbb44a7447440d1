import type { SchemaChange } from "../../model/schema-change.ts";
import {
  acceptIfNotExists,
  expectKeyword,
  nextKeyword,
  readGroup,
  readNameList,
  readQualifiedName,
  type Cursor,
} from "../sql-text/cursor.ts";
import type { Reader } from "../sql-text/expression.ts";
import { readQuery } from "../sql-text/query.ts";
import type { Token } from "../sql-text/token.ts";

/** Steps over `ALGORITHM = …`, `DEFINER = …` and `SQL SECURITY …`, which stand between CREATE and what is created. */
export function skipDefinition(cursor: Cursor): void {
  for (;;) {
    if (cursor.accept("ALGORITHM")) {
      cursor.accept("=");
      cursor.take();
    } else if (cursor.accept("DEFINER")) {
      cursor.accept("=");
      cursor.take();
      if (nextKeyword(cursor) === "(") readGroup(cursor);
      // The lexer takes `root@localhost` apart at the sign.
      if (cursor.accept("@")) cursor.take();
    } else if (cursor.accept("SQL", "SECURITY")) cursor.take();
    else return;
  }
}

/** `VIEW name [(columns)] AS query`, from behind the word VIEW. */
export function readCreateView(
  cursor: Cursor,
  reader: Reader,
  written: { readonly replace: boolean },
): readonly SchemaChange[] {
  const ifNotExists = acceptIfNotExists(cursor);
  const view = readQualifiedName(cursor);
  const columns = nextKeyword(cursor) === "(" ? readNameList(cursor) : null;
  expectKeyword(cursor, "AS");
  const query = readQuery(withoutCheckOption(cursor.rest()), reader);
  return [
    {
      kind: "create-view",
      view,
      materialized: false,
      replace: written.replace,
      ifNotExists,
      temporary: false,
      columns: columns ?? query.columns,
      reads: query.reads,
      query: query.expression,
    },
  ];
}

/** A query may end with `WITH [CASCADED|LOCAL] CHECK OPTION`, which is not part of it. */
function withoutCheckOption(tokens: readonly Token[]): readonly Token[] {
  if (tokens.at(-1)?.keyword !== "OPTION" || tokens.at(-2)?.keyword !== "CHECK") return tokens;
  return tokens.slice(0, tokens.at(-3)?.keyword === "WITH" ? -3 : -4);
}
