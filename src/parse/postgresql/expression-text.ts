import type { Node } from "./ast.ts";
import { indexOfByte, writtenText, type Passage } from "./source-text.ts";
import { lastTokenEnd, skipBlanks, tokenAt } from "./lexer.ts";
import { walk } from "./walk.ts";

/**
 * The text of an expression that follows a keyword, such as `DEFAULT`, `USING` or `WHERE`.
 * @param from a byte offset at or before the keyword
 * @param limit a byte offset where something else begins at the latest; null where only punctuation ends it
 */
export function textAfterKeyword(
  part: Passage,
  keyword: string,
  from: number,
  limit: number | null = null,
): string {
  const start = afterKeyword(part.text, keyword, indexOfByte(part, from));
  return textFrom(part, start, limit === null ? part.text.length : indexOfByte(part, limit));
}

/** The text of a query that follows a keyword and runs to the end of its statement. */
export function queryAfterKeyword(part: Passage, keyword: string, from: number): string {
  const start = skipBlanks(part.text, afterKeyword(part.text, keyword, indexOfByte(part, from)));
  let end = start;
  for (let token = tokenAt(part.text, end); token !== null; token = tokenAt(part.text, end)) {
    if (token.kind === "symbol" && part.text[token.start] === ";") break;
    end = token.end;
  }
  return writtenText(part, start, lastTokenEnd(part.text, start, end));
}

/** The text inside the first pair of parentheses at or after a byte offset. */
export function textInParentheses(part: Passage, from: number): string {
  const open = openParenthesis(part.text, indexOfByte(part, from));
  return open === -1 ? "" : textFrom(part, open + 1, part.text.length);
}

/** The text inside the first pair of parentheses behind a keyword. */
export function textInParenthesesAfter(part: Passage, keyword: string, from: number): string {
  const start = afterKeyword(part.text, keyword, indexOfByte(part, from));
  const open = openParenthesis(part.text, start);
  return open === -1 ? "" : textFrom(part, open + 1, part.text.length);
}

/** The text of an expression that is known by its node alone. It ends at a comma or parenthesis outside of it. */
export function textOfNode(part: Passage, node: Node): string {
  const first = firstOffset(node);
  if (first === null) return "";
  let start = indexOfByte(part, first);
  // Parentheses around the beginning belong to it: `(1 + 2)::text`.
  for (let at = start - 1; at >= 0; at -= 1) {
    const character = part.text[at] ?? "";
    if (character === "(") start = at;
    else if (character.trim() !== "") break;
  }
  return textFrom(part, start, part.text.length);
}

/**
 * The texts of the parts of an index, without operator classes and order: an expression in its parentheses, or a
 * function call up to its last one.
 */
export function textsOfIndexParts(part: Passage, from: number): readonly string[] {
  const texts: string[] = [];
  const open = openParenthesis(part.text, indexOfByte(part, from));
  if (open === -1) return texts;
  let at = skipBlanks(part.text, open + 1);
  while (at < part.text.length) {
    const first = openParenthesis(part.text, at);
    const end = expressionEnd(part.text, at, part.text.length);
    if (first === -1 || first > end) texts.push(writtenText(part, at, end).trim());
    else {
      const close = closingParenthesis(part.text, first, end);
      const inside = first === at;
      texts.push(writtenText(part, inside ? first + 1 : at, inside ? close : close + 1).trim());
    }
    if (part.text[end] !== ",") break;
    at = skipBlanks(part.text, end + 1);
  }
  return texts;
}

/** Whether a keyword stands between a byte offset and the next opening parenthesis. */
export function wordBeforeParenthesis(part: Passage, keyword: string, from: number): boolean {
  const start = indexOfByte(part, from);
  const behind = afterKeyword(part.text, keyword, start);
  const open = openParenthesis(part.text, start);
  return behind !== start && (open === -1 || behind <= open);
}

/** The index of the parenthesis that closes one, or the limit. */
function closingParenthesis(text: string, open: number, limit: number): number {
  let depth = 0;
  let at = open;
  for (let token = tokenAt(text, at); token !== null && at < limit; token = tokenAt(text, at)) {
    const symbol = token.kind === "symbol" ? text[token.start] : "";
    if (symbol === "(") depth += 1;
    if (symbol === ")") depth -= 1;
    if (depth === 0) return token.start;
    at = token.end;
  }
  return limit;
}

function openParenthesis(text: string, start: number): number {
  let at = start;
  for (let token = tokenAt(text, at); token !== null; token = tokenAt(text, at)) {
    if (token.kind === "symbol" && text[token.start] === "(") return token.start;
    at = token.end;
  }
  return -1;
}

/** The smallest position that the tree tells, in bytes. */
export function firstOffset(node: unknown): number | null {
  let first: number | null = null;
  walk(node, (inner) => {
    for (const fields of Object.values(inner)) first = smaller(first, fields);
    // Type names and relations stand in fields, without a kind of their own.
    const typeName: unknown = "TypeCast" in inner ? inner.TypeCast.typeName : undefined;
    first = smaller(first, typeName);
  });
  return first;
}

function smaller(current: number | null, fields: unknown): number | null {
  if (typeof fields !== "object" || fields === null || !("location" in fields)) return current;
  const { location } = fields;
  if (typeof location !== "number" || location < 0) return current;
  return current === null || location < current ? location : current;
}

function textFrom(part: Passage, from: number, limit: number): string {
  const start = skipBlanks(part.text, from);
  const end = lastTokenEnd(part.text, start, expressionEnd(part.text, start, limit));
  return writtenText(part, start, end);
}

/** Where a comma, a semicolon or a closing parenthesis outside of the expression ends it. */
function expressionEnd(text: string, start: number, limit: number): number {
  let depth = 0;
  let at = start;
  for (let token = tokenAt(text, at); token !== null && at < limit; token = tokenAt(text, at)) {
    const symbol = token.kind === "symbol" ? text[token.start] : "";
    if (symbol === "(" || symbol === "[") depth += 1;
    else if (symbol === ")" || symbol === "]") {
      if (depth === 0) return token.start;
      depth -= 1;
    } else if (depth === 0 && (symbol === "," || symbol === ";")) return token.start;
    at = token.end;
  }
  return Math.min(at, limit);
}

/** The index behind the first such keyword outside of parentheses; the start where there is none. */
function afterKeyword(text: string, keyword: string, start: number): number {
  let depth = 0;
  let at = start;
  for (let token = tokenAt(text, at); token !== null; token = tokenAt(text, at)) {
    at = token.end;
    if (token.kind === "symbol") {
      const symbol = text[token.start];
      if (symbol === "(") depth += 1;
      else if (symbol === ")") depth -= 1;
      else if (symbol === ";" && depth === 0) return start;
    } else if (token.kind === "word" && depth === 0) {
      const word = text.slice(token.start, token.end);
      if (word.length === keyword.length && word.toUpperCase() === keyword) return at;
    }
  }
  return start;
}
