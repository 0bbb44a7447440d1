import { createLexer } from "./lexer.ts";
import { followRoutineBody } from "./routine-body.ts";
import type { TextDialect, Token } from "./token.ts";
import { shortened } from "./unreadable.ts";

/** One statement's place in the text and its tokens. */
export interface StatementText {
  /** Without leading and trailing blanks, comments and the terminator. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
  /** At most `tokenLimit` of them, without comments. */
  readonly tokens: readonly Token[];
  /** False where the statement has more tokens than are kept. */
  readonly complete: boolean;
  /** Why the statement's text cannot be trusted, one sentence; null where it can. */
  readonly problem: string | null;
}

/** More tokens than any statement but a bulk INSERT has; they bound the memory and time that one statement takes. */
export const tokenLimit = 20_000;

/** Cuts a text into its statements. Empty statements and comments are left out. */
export function* splitStatements(text: string, dialect: TextDialect): Generator<StatementText> {
  const lexer = createLexer(text, dialect);
  let builder = startStatement(dialect);
  for (let token = lexer.next(); token !== null; token = lexer.next()) {
    if (token.kind === "delimiter" || (token.keyword === ";" && !builder.insideBody())) {
      const statement = builder.finish();
      builder = startStatement(dialect);
      if (statement !== null) yield statement;
    } else if (token.kind === "client-command") {
      builder.add(token);
      const statement = builder.finish();
      builder = startStatement(dialect);
      if (statement !== null) yield statement;
    } else {
      builder.add(token);
    }
  }
  const last = builder.finish();
  if (last !== null) yield last;
}

interface StatementBuilder {
  readonly add: (token: Token) => void;
  readonly insideBody: () => boolean;
  /** Null where nothing but comments was added. */
  readonly finish: () => StatementText | null;
}

function startStatement(dialect: TextDialect): StatementBuilder {
  const body = followRoutineBody(dialect);
  const tokens: Token[] = [];
  let first: Token | null = null;
  let last: Token | null = null;
  let count = 0;
  let problem: string | null = null;

  return {
    add(token) {
      first ??= token;
      last = token;
      problem ??= problemOf(token);
      if (token.kind === "conditional") return;
      count += 1;
      if (tokens.length < tokenLimit) tokens.push(token);
      body.follow(token);
    },
    insideBody: () => body.isOpen(),
    finish() {
      if (first === null || last === null || (count === 0 && problem === null)) return null;
      return {
        start: first.start,
        end: last.end,
        line: first.line,
        endLine: last.endLine,
        tokens,
        complete: count === tokens.length,
        problem:
          problem ??
          (body.isOpen()
            ? "its body is never closed by `END`, so where it ends cannot be told"
            : null),
      };
    },
  };
}

function problemOf(token: Token): string | null {
  switch (token.kind) {
    case "broken":
      return token.value === "comment"
        ? `a comment that opens on line ${token.line} is never closed`
        : `a quote that opens on line ${token.line} is never closed`;
    case "template":
      return `line ${token.line} holds a placeholder, \`${shortened(token.text, 60)}\`, whose value is known only when the migration runs`;
    case "client-command":
      return `\`${shortened(token.text, 60)}\` is a command of the command-line client, which can run anything`;
    case "conditional":
      return token.value === "uncertain"
        ? `the conditional comment on line ${token.line} runs on some servers only`
        : null;
    default:
      return null;
  }
}
