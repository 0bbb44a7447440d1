/** The kinds of tokens that matter for finding where statements and expressions end. */
export type TokenKind = "blank" | "comment" | "string" | "name" | "word" | "number" | "symbol";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** False for a quote or comment that nothing closes: then it runs to the end of the text. */
  readonly closed: boolean;
}

/**
 * The token at an index, by PostgreSQL's rules: standard and escape strings, quoted names, dollar quotes, nested
 * comments. Null at the end of the text.
 */
export function tokenAt(text: string, start: number): Token | null {
  const code = text.charCodeAt(start);
  if (Number.isNaN(code)) return null;
  if (isBlank(code)) return { kind: "blank", start, end: blankEnd(text, start), closed: true };
  const next = text.charCodeAt(start + 1);
  if (code === 0x2d && next === 0x2d) {
    return { kind: "comment", start, end: lineEnd(text, start), closed: true };
  }
  if (code === 0x2f && next === 0x2a)
    return quoted("comment", start, commentEnd(text, start), text);
  if (code === 0x27) return quoted("string", start, quoteEnd(text, start, "'", false), text);
  if (code === 0x22) return quoted("name", start, quoteEnd(text, start, '"', false), text);
  if (code === 0x24) return dollarToken(text, start);
  if ((code === 0x45 || code === 0x65) && next === 0x27) {
    return quoted("string", start, quoteEnd(text, start + 1, "'", true), text);
  }
  if (isWordStart(code)) return { kind: "word", start, end: wordEnd(text, start), closed: true };
  if (isDigit(code)) return { kind: "number", start, end: wordEnd(text, start), closed: true };
  return { kind: "symbol", start, end: start + 1, closed: true };
}

/** The first index at or after `start` that is neither blank nor comment. */
export function skipBlanks(text: string, start: number): number {
  let at = start;
  for (let token = tokenAt(text, at); token !== null; token = tokenAt(text, at)) {
    if (token.kind !== "blank" && token.kind !== "comment") return at;
    at = token.end;
  }
  return at;
}

/** The end of the last token before `limit` that is neither blank nor comment. */
export function lastTokenEnd(text: string, start: number, limit: number): number {
  let end = start;
  let at = start;
  for (let token = tokenAt(text, at); token !== null && at < limit; token = tokenAt(text, at)) {
    at = token.end;
    if (token.kind !== "blank" && token.kind !== "comment") end = Math.min(at, limit);
  }
  return end;
}

/** The end of the line, without its line feed or carriage return. */
export function lineEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== 0x0a && text.charCodeAt(at) !== 0x0d) at += 1;
  return at;
}

function quoted(kind: TokenKind, start: number, end: number, text: string): Token {
  return end === -1
    ? { kind, start, end: text.length, closed: false }
    : { kind, start, end, closed: true };
}

function quoteEnd(text: string, open: number, quote: string, escapes: boolean): number {
  const mark = quote.charCodeAt(0);
  for (let at = open + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (escapes && code === 0x5c) at += 1;
    else if (code === mark) {
      if (text.charCodeAt(at + 1) !== mark) return at + 1;
      at += 1;
    }
  }
  return -1;
}

function commentEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (code === 0x2f && next === 0x2a) {
      depth += 1;
      at += 1;
    } else if (code === 0x2a && next === 0x2f) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

function dollarToken(text: string, start: number): Token {
  let at = start + 1;
  if (isWordStart(text.charCodeAt(at))) {
    while (isWordPart(text.charCodeAt(at)) && text.charCodeAt(at) !== 0x24) at += 1;
  }
  if (text.charCodeAt(at) !== 0x24) return { kind: "symbol", start, end: start + 1, closed: true };
  const tag = text.slice(start, at + 1);
  const close = text.indexOf(tag, at + 1);
  return quoted("string", start, close === -1 ? -1 : close + tag.length, text);
}

function blankEnd(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (isWordPart(text.charCodeAt(at)) && !opensTemplate(text, at)) at += 1;
  return at;
}

/** `${` is no SQL; in `prefix_${name}` it begins a template. */
function opensTemplate(text: string, at: number): boolean {
  return text.charCodeAt(at) === 0x24 && text.charCodeAt(at + 1) === 0x7b;
}

function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isWordStart(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f ||
    code >= 0x80
  );
}

export function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === 0x24;
}
