import type { Expression } from "../../model/expression.ts";
import { nextKeyword, readGroup, unexpected, type Cursor } from "./cursor.ts";
import { readExpression, type Reader } from "./expression.ts";
import type { Token } from "./token.ts";

/** The value behind DEFAULT: a literal with its sign, a function call, or an expression in parentheses. */
export function readDefault(cursor: Cursor, reader: Reader): Expression {
  const start = cursor.rest();
  const count = start.length;
  while (["+", "-"].includes(nextKeyword(cursor))) cursor.take();
  const token = cursor.peek();
  if (token === null) unexpected(cursor, "a default value");
  if (token.keyword === "(") readGroup(cursor);
  else if (token.kind === "symbol") unexpected(cursor, "a default value");
  else {
    cursor.take();
    while (cursor.accept(".")) cursor.take();
    // `_utf8mb4 'text'`, with a blank between.
    if (token.kind === "word" && token.text.startsWith("_") && cursor.peek()?.kind === "string")
      cursor.take();
    if (nextKeyword(cursor) === "(") readGroup(cursor);
    while (token.kind === "string" && cursor.peek()?.kind === "string") cursor.take();
  }
  const written: readonly Token[] = start.slice(0, count - cursor.rest().length);
  return readExpression(written, reader);
}
