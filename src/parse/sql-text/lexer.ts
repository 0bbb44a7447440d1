import { readConditionalComment, skippedCommentEnd } from "./conditional-comment.ts";
import { quotedEnd, unquoted } from "./quoted.ts";
import type { TextDialect, Token, TokenKind } from "./token.ts";

/** Gives the tokens of a text one by one, so that a statement of many megabytes need not be held as tokens. */
export interface Lexer {
  /** The next token, or null at the end. Comments are left out. */
  readonly next: () => Token | null;
}

const blank = /[\s\ufeff]+/y;
const word = /[\w$\u0080-\ufefe\uff00-\uffff]+/y;
const number =
  /(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)(?![\w$\u0080-\uffff])/y;
const stringPrefix = /^(?:[bnx]|_[a-z0-9]+)$/i;
const delimiterCommand = /delimiter[ \t]+(\S+)[^\n]*/iy;
const restOfLine = /[^\n]*/y;
/** Drizzle cuts its files here before it sends them, whatever the server makes of the mark. */
const breakpoint = "--> statement-breakpoint";

/** Cuts text into tokens, in time linear to its length. */
export function createLexer(text: string, dialect: TextDialect): Lexer {
  const sqlite = dialect === "sqlite";
  const lineAt = lineCounter(text);
  const nextTemplateEnd = { "${": forwardSearch(text, "}"), "{{": forwardSearch(text, "}}") };
  let position = 0;
  /** What DELIMITER has set; null while it is `;`. */
  let delimiter: string | null = null;
  let insideConditional = false;
  let statementStart = true;
  let lastLine = 0;

  function token(kind: TokenKind, end: number, value?: string): Token {
    const start = position;
    const line = lineAt(start);
    const endLine = lineAt(Math.max(start, end - 1));
    position = end;
    lastLine = endLine;
    statementStart =
      kind === "delimiter" ||
      kind === "client-command" ||
      (statementStart && kind === "conditional");
    const written = text.slice(start, end);
    const keyword = kind === "word" ? written.toUpperCase() : kind === "symbol" ? written : "";
    if (keyword === ";") statementStart = true;
    return { kind, text: written, value: value ?? written, keyword, start, end, line, endLine };
  }

  /** Steps over a comment, or gives the token that stands for one; undefined where there is none. */
  function comment(): Token | null | undefined {
    if (text.startsWith(breakpoint, position))
      return token("delimiter", position + breakpoint.length);
    if (text.startsWith("--", position)) {
      // MySQL needs a blank or control character behind the dashes: `5--3` is 8. At the end of the text the code is NaN.
      if (!sqlite && text.charCodeAt(position + 2) > 0x20) return undefined;
      position = matchEnd(restOfLine, text, position);
      return null;
    }
    if (!sqlite && text.startsWith("#", position)) {
      position = matchEnd(restOfLine, text, position);
      return null;
    }
    if (insideConditional && text.startsWith("*/", position)) {
      insideConditional = false;
      return token("conditional", position + 2, "close");
    }
    if (!text.startsWith("/*", position)) return undefined;
    const conditional = readConditionalComment(text, position, dialect);
    if (conditional !== null && conditional.state !== "skipped") {
      insideConditional = true;
      const state = conditional.state === "runs" ? "open" : "uncertain";
      return token("conditional", conditional.contentStart, state);
    }
    const close = text.indexOf("*/", position + 2);
    const end =
      conditional === null
        ? close === -1
          ? -1
          : close + 2
        : skippedCommentEnd(text, conditional.contentStart);
    if (end !== -1) {
      position = end;
      return null;
    }
    // SQLite takes the end of the text for the end of the comment.
    if (!sqlite) return token("broken", text.length, "comment");
    position = text.length;
    return null;
  }

  function quoted(kind: "name" | "string", quoteStart: number): Token {
    const backslashes = !sqlite && text.charAt(quoteStart) !== "`";
    const end = quotedEnd(text, quoteStart, backslashes);
    if (end === -1) return token("broken", text.length, `quote ${text.charAt(quoteStart)}`);
    const value = unquoted(text.slice(quoteStart, end), backslashes);
    const templated = kind === "name" && /\$\{|\{\{/.test(value);
    return token(templated ? "template" : kind, end, value);
  }

  function template(): Token | null {
    for (const open of ["${", "{{"] as const) {
      if (!text.startsWith(open, position)) continue;
      const close = nextTemplateEnd[open](position);
      const end = close === -1 ? position + 2 : close + (open === "${" ? 1 : 2);
      return token("template", end);
    }
    return null;
  }

  function wordOrNumber(): Token | null {
    const numberEnd = matchEnd(number, text, position);
    if (numberEnd > position) return token("number", numberEnd);
    let end = matchEnd(word, text, position);
    if (end === position) return null;
    const written = text.slice(position, end);
    if (text.charAt(end) === "'" && stringPrefix.test(written) && !sqlite) {
      return quoted("string", end);
    }
    if (text.charAt(end) === "'" && /^x$/i.test(written)) return quoted("string", end);
    // `END$$` is the word END and a delimiter, `user${x}` the word user and a template.
    const cut = delimiter === null ? -1 : written.indexOf(delimiter);
    if (cut > 0) end = position + cut;
    else if (written.length > 1 && written.endsWith("$") && text.charAt(end) === "{") end -= 1;
    return token("word", end);
  }

  /** Commands of the command-line clients, which end with their line and not with a delimiter. */
  function clientCommand(): Token | null {
    if (!statementStart || lineAt(position) === lastLine) return null;
    const first = text.charAt(position);
    if (first === (sqlite ? "." : "\\")) {
      return token("client-command", matchEnd(restOfLine, text, position));
    }
    if (sqlite) return null;
    delimiterCommand.lastIndex = position;
    const match = delimiterCommand.exec(text);
    if (match === null) return null;
    delimiter = match[1] === ";" ? null : (match[1] ?? null);
    return token("delimiter", delimiterCommand.lastIndex);
  }

  function next(): Token | null {
    for (;;) {
      position = matchEnd(blank, text, position);
      if (position >= text.length) {
        if (!insideConditional) return null;
        insideConditional = false;
        return token("broken", position, "comment");
      }
      const command = clientCommand();
      if (command !== null) return command;
      if (delimiter !== null && text.startsWith(delimiter, position)) {
        return token("delimiter", position + delimiter.length);
      }
      const afterComment = comment();
      if (afterComment === null) continue;
      if (afterComment !== undefined) return afterComment;
      const first = text.charAt(position);
      if (first === "'") return quoted("string", position);
      if (first === '"') return quoted(sqlite ? "name" : "string", position);
      if (first === "`" || (sqlite && first === "[")) return quoted("name", position);
      return template() ?? wordOrNumber() ?? token("symbol", position + 1);
    }
  }

  return { next };
}

/** Where a sticky expression's match at `position` ends; `position` itself where it does not match. */
function matchEnd(expression: RegExp, text: string, position: number): number {
  expression.lastIndex = position;
  return expression.test(text) ? expression.lastIndex : position;
}

/** The one-based line of an offset; offsets must not fall. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let nextBreak = text.indexOf("\n");
  return (offset) => {
    while (nextBreak !== -1 && nextBreak < offset) {
      line += 1;
      nextBreak = text.indexOf("\n", nextBreak + 1);
    }
    return line;
  };
}

/** Like indexOf from positions that only grow: each stretch is searched once. */
function forwardSearch(text: string, needle: string): (from: number) => number {
  let found: number | null = null;
  return (from) => {
    if (found === null || (found !== -1 && found < from)) found = text.indexOf(needle, from);
    return found;
  };
}
