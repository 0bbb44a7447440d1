import type { QualifiedName } from "../../model/qualified-name.ts";
import type { TextDialect, Token } from "./token.ts";
import { shortened, UnreadableError } from "./unreadable.ts";

/** A place in a statement's tokens, for reading them from left to right. */
export interface Cursor {
  readonly dialect: TextDialect;
  /** The token at hand, or some places further on; null behind the end. */
  readonly peek: (ahead?: number) => Token | null;
  /** Steps over the token at hand. Throws `UnreadableError` at the end. */
  readonly take: () => Token;
  /** Steps over these keywords and symbols where exactly they come next. */
  readonly accept: (...keywords: readonly string[]) => boolean;
  readonly atEnd: () => boolean;
  /** The tokens not read yet, without stepping over them. */
  readonly rest: () => readonly Token[];
}

export function createCursor(tokens: readonly Token[], dialect: TextDialect): Cursor {
  let position = 0;
  return {
    dialect,
    peek: (ahead = 0) => tokens[position + ahead] ?? null,
    take() {
      const token = tokens[position];
      if (token === undefined) throw new UnreadableError("it ends where more was expected");
      position += 1;
      return token;
    },
    accept(...keywords) {
      const found = keywords.every(
        (keyword, index) => tokens[position + index]?.keyword === keyword,
      );
      if (found) position += keywords.length;
      return found;
    },
    atEnd: () => position >= tokens.length,
    rest: () => tokens.slice(position),
  };
}

/** The keyword at hand; empty for a quoted name, a literal and the end. */
export function nextKeyword(cursor: Cursor, ahead = 0): string {
  return cursor.peek(ahead)?.keyword ?? "";
}

export function expectKeyword(cursor: Cursor, ...keywords: readonly string[]): void {
  if (!cursor.accept(...keywords)) unexpected(cursor, `\`${keywords.join(" ")}\``);
}

/** Throws the message for a token that no reader knows here. */
export function unexpected(cursor: Cursor, expected: string | null = null): never {
  const token = cursor.peek();
  const found = token === null ? "it ends" : `\`${shortened(token.text, 40)}\` stands`;
  if (expected !== null) throw new UnreadableError(`${found} where ${expected} was expected`);
  throw new UnreadableError(
    token === null ? "it ends too early" : `\`${shortened(token.text, 40)}\` is not known here`,
  );
}

export function expectEnd(cursor: Cursor): void {
  if (!cursor.atEnd()) unexpected(cursor);
}

/** Whether the token at hand can be a name; SQLite takes strings for names too. */
export function atName(cursor: Cursor, ahead = 0): boolean {
  const token = cursor.peek(ahead);
  if (token === null) return false;
  return (
    token.kind === "word" ||
    token.kind === "name" ||
    (token.kind === "string" && cursor.dialect === "sqlite")
  );
}

export function readName(cursor: Cursor): string {
  if (!atName(cursor)) unexpected(cursor, "a name");
  return cursor.take().value;
}

/** `name` or `schema.name`. SQLite's `main` is where unqualified names are, so it counts as none. */
export function readQualifiedName(cursor: Cursor): QualifiedName {
  const first = readName(cursor);
  if (!cursor.accept(".")) return { schema: null, name: first };
  const name = readName(cursor);
  if (cursor.dialect === "sqlite" && first.toLowerCase() === "main") return { schema: null, name };
  return { schema: first, name };
}

export function displayName(name: QualifiedName): string {
  return name.schema === null ? name.name : `${name.schema}.${name.name}`;
}

/** Steps over `( … )` and gives the tokens between. */
export function readGroup(cursor: Cursor): readonly Token[] {
  if (!cursor.accept("(")) unexpected(cursor, "`(`");
  const inside: Token[] = [];
  for (let depth = 1; ;) {
    const token = cursor.take();
    if (token.keyword === "(") depth += 1;
    else if (token.keyword === ")") depth -= 1;
    if (depth === 0) return inside;
    inside.push(token);
  }
}

/** `(a, b)`: a list of plain names. */
export function readNameList(cursor: Cursor): readonly string[] {
  return splitAtCommas(readGroup(cursor)).map((tokens) => {
    const part = createCursor(tokens, cursor.dialect);
    const name = readName(part);
    expectEnd(part);
    return name;
  });
}

/** `IF EXISTS` or `IF NOT EXISTS`, where it is written. */
export function acceptIfExists(cursor: Cursor): boolean {
  return cursor.accept("IF", "EXISTS");
}

export function acceptIfNotExists(cursor: Cursor): boolean {
  return cursor.accept("IF", "NOT", "EXISTS");
}

/** Cuts tokens at the commas outside parentheses. No tokens give no parts. */
export function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  if (tokens.length === 0) return [];
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.keyword === "(") depth += 1;
    else if (token.keyword === ")") depth -= 1;
    if (token.keyword === "," && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Where a keyword first stands outside parentheses; -1 where it does not. */
export function indexOfKeyword(tokens: readonly Token[], ...keywords: readonly string[]): number {
  let depth = 0;
  return tokens.findIndex((token) => {
    if (token.keyword === "(") depth += 1;
    else if (token.keyword === ")") depth -= 1;
    return depth === 0 && keywords.includes(token.keyword);
  });
}

/** The tokens as SQL again, without comments; a space stands where blanks or comments stood. */
export function sqlOf(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) => {
      const previous = tokens[index - 1];
      return previous !== undefined && previous.end < token.start ? ` ${token.text}` : token.text;
    })
    .join("");
}
