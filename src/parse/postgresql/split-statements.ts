import { lineEnd, tokenAt, type Token } from "./lexer.ts";
import { blanked, templateAt, type MissingMarks, type Template } from "./placeholders.ts";

/** A part of a text that could not be read as a whole. */
export interface Segment {
  readonly kind: "sql" | "psql-command" | "control-template";
  readonly start: number;
  /** Without the semicolon. */
  readonly end: number;
  /** False where a quote or comment has no end. */
  readonly closed: boolean;
  /** True where parentheses or BEGIN ATOMIC kept a semicolon inside. */
  readonly holdsSemicolon: boolean;
}

export interface Split {
  readonly segments: readonly Segment[];
  /** The text with psql commands, control templates and COPY data blanked out, of the same length. */
  readonly text: string;
}

/** psql commands that send the statement before them, as a semicolon does. */
const sendingCommands = /^\\(g|gx|gset|gexec|gdesc|crosstabview|watch)\b/;

/**
 * Splits a text at its semicolons, in one pass. Quotes, dollar quotes and nested comments hide them; so do
 * parentheses and the body of a function in BEGIN ATOMIC, unless `plain` asks for every semicolon. A quote or comment
 * without an end makes the rest of the text one segment.
 */
export function splitStatements(text: string, from = 0, plain = false): Split {
  const segments: Segment[] = [];
  const blanks: { readonly start: number; readonly end: number }[] = [];
  const missing: MissingMarks = new Set();
  let open: OpenStatement | null = null;
  let noData = false;
  let at = from;

  function close(end: number): void {
    if (open !== null) segments.push({ kind: "sql", ...finished(open, end) });
    open = null;
  }

  while (at < text.length) {
    const template: Template | null = templateAt(text, at, missing);
    if (template !== null && template.kind !== "value") {
      blanks.push(template);
      if (template.kind === "control") {
        segments.push({
          ...template,
          kind: "control-template",
          closed: true,
          holdsSemicolon: false,
        });
      }
      at = template.end;
      continue;
    }
    const token: Token | null =
      template === null ? tokenAt(text, at) : { ...template, kind: "word", closed: true };
    if (token === null) break;
    at = token.end;
    if (token.kind === "blank" || (token.kind === "comment" && token.closed)) continue;
    const character = token.kind === "symbol" ? text[token.start] : "";

    if (character === "\\") {
      const end = lineEnd(text, token.start);
      const command = text.slice(token.start, end);
      if (sendingCommands.test(command)) close(token.start);
      blanks.push({ start: token.start, end });
      segments.push({
        kind: "psql-command",
        start: token.start,
        end,
        closed: true,
        holdsSemicolon: false,
      });
      at = end;
      continue;
    }
    open ??= openStatement(token.start);
    if (!token.closed) {
      open.closed = false;
      break;
    }
    if (character === ";" && (plain || (open.depth === 0 && open.blocks === 0))) {
      const copies = isCopyFromStdin(open);
      close(token.start);
      if (copies && !noData) {
        const data = copyData(text, at);
        if (data === null) noData = true;
        else {
          blanks.push(data);
          at = data.end;
        }
      }
    } else note(open, token, character ?? "", text);
  }
  close(text.length);
  segments.sort((one, other) => one.start - other.start);
  return {
    segments: segments.filter((segment) => segment.end > segment.start),
    text: blank(text, blanks),
  };
}

interface OpenStatement {
  readonly start: number;
  lastTokenEnd: number;
  closed: boolean;
  depth: number;
  /** BEGIN and CASE that wait for their END, inside CREATE FUNCTION. */
  blocks: number;
  holdsSemicolon: boolean;
  /** The first words, to know CREATE FUNCTION and COPY by. */
  readonly firstWords: string[];
  previousWord: string;
  fromStdin: boolean;
}

function openStatement(start: number): OpenStatement {
  return {
    start,
    lastTokenEnd: start,
    closed: true,
    depth: 0,
    blocks: 0,
    holdsSemicolon: false,
    firstWords: [],
    previousWord: "",
    fromStdin: false,
  };
}

function finished(open: OpenStatement, end: number): Omit<Segment, "kind"> {
  return {
    start: open.start,
    end: open.closed ? open.lastTokenEnd : end,
    closed: open.closed,
    holdsSemicolon: open.holdsSemicolon,
  };
}

/** Counts what a token opens and closes. */
function note(open: OpenStatement, token: Token, character: string, text: string): void {
  open.lastTokenEnd = token.end;
  if (character === "(") open.depth += 1;
  else if (character === ")") open.depth = Math.max(0, open.depth - 1);
  else if (character === ";") open.holdsSemicolon = true;
  if (token.kind !== "word") return;
  const word = token.end - token.start > 20 ? "" : text.slice(token.start, token.end).toLowerCase();
  if (open.firstWords.length < 4) open.firstWords.push(word);
  if (open.previousWord === "from" && word === "stdin") open.fromStdin = true;
  if (makesRoutine(open.firstWords)) {
    if (word === "atomic" && open.previousWord === "begin") open.blocks += 1;
    else if (open.blocks > 0 && word === "case") open.blocks += 1;
    else if (open.blocks > 0 && word === "end") open.blocks -= 1;
  }
  open.previousWord = word;
}

function makesRoutine(words: readonly string[]): boolean {
  return (
    words[0] === "create" &&
    (isRoutine(words[1]) || (words[1] === "or" && words[2] === "replace" && isRoutine(words[3])))
  );
}

function isRoutine(word: string | undefined): boolean {
  return word === "function" || word === "procedure";
}

function isCopyFromStdin(open: OpenStatement): boolean {
  return open.firstWords[0] === "copy" && open.fromStdin;
}

/** The lines behind `COPY … FROM stdin;` up to `\.`; null where nothing ends them. */
function copyData(text: string, start: number): { start: number; end: number } | null {
  const dataStart = text.indexOf("\n", start);
  if (dataStart === -1) return null;
  for (let at = text.indexOf("\n\\.", dataStart); at !== -1; at = text.indexOf("\n\\.", at + 1)) {
    const end = at + 3;
    const next = text[end];
    if (next === undefined || next === "\n" || next === "\r") return { start: dataStart, end };
  }
  return null;
}

function blank(
  text: string,
  blanks: readonly { readonly start: number; readonly end: number }[],
): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end } of blanks) {
    pieces.push(text.slice(copied, start), blanked(text, start, end));
    copied = end;
  }
  pieces.push(text.slice(copied));
  return pieces.join("");
}
