import type { Statement } from "../../model/statement.ts";
import type { Grammar } from "./grammar.ts";
import { readParsed } from "./read-parsed.ts";
import { readSegment, refusedStatement } from "./read-segment.ts";
import type { Reading } from "./reading.ts";
import { passage, sourceText } from "./source-text.ts";
import { splitStatements, type Segment } from "./split-statements.ts";
import { unknown } from "./unknown.ts";

/** Texts up to this length go to the grammar in one piece; the tree of a longer one takes too much memory. */
const wholeLimit = 1_000_000;

/** A DO block may EXECUTE a DO block, and so on. */
const nestingLimit = 4;

/** After so many quotes without an end, the rest of a text is one piece: a broken text must not cost more. */
const recoveryLimit = 8;

/**
 * Reads a text that begins on a line of its file. What cannot be parsed is a statement with an unknown change.
 * @param nesting how many DO blocks the text stands in
 */
export function readText(
  grammar: Grammar,
  text: string,
  firstLine = 1,
  nesting = 0,
): readonly Statement[] {
  const reading: Reading = {
    grammar,
    source: sourceText(text, firstLine),
    prepared: new Map(),
    readInner: (sql, line) =>
      nesting < nestingLimit
        ? readText(grammar, sql, line, nesting + 1)
        : [nestedTooDeep(sql, line)],
  };
  // A byte order mark is no SQL; a blank in its place keeps the positions.
  const clean = text.startsWith("\ufeff") ? ` ${text.slice(1)}` : text;
  return readWhole(reading, clean) ?? readPieces(reading, clean);
}

/** One call for the whole text; null where the grammar refuses any of it. */
function readWhole(reading: Reading, text: string): readonly Statement[] | null {
  if (text.length > wholeLimit || text.includes("\0")) return null;
  const parsed = reading.grammar.parse(text);
  if (parsed.state === "refused") return null;
  return readParsed(reading, passage(reading.source, 0, text), parsed.result, []);
}

function readPieces(reading: Reading, text: string): readonly Statement[] {
  const split = splitStatements(text, 0);
  const whole = split.text === text ? null : readWhole(reading, split.text);
  if (whole !== null) return withOtherSegments(reading, whole, split.segments, text);
  const statements: Statement[] = [];
  let { segments, text: blanked } = split;
  for (let recoveries = 0; ; recoveries += 1) {
    const broken = segments.at(-1)?.closed === false && recoveries < recoveryLimit;
    const resume = readSegments(reading, segments, blanked, broken, statements);
    if (resume === null) return statements;
    ({ segments, text: blanked } = splitStatements(text, resume));
  }
}

/** What psql commands and control templates do, beside the statements around them. */
function withOtherSegments(
  reading: Reading,
  statements: readonly Statement[],
  segments: readonly Segment[],
  text: string,
): readonly Statement[] {
  const others = segments
    .filter(({ kind }) => kind !== "sql")
    .flatMap((segment) => {
      const read = readSegment(reading, segment, text);
      return read.state === "read" ? read.statements : [];
    });
  return [...statements, ...others].sort((one, other) => one.line - other.line);
}

/**
 * Reads segments in order. Where a quote of the text has no end, the first statement that does not parse is likely
 * the one that lacks it: reading starts afresh behind the first line that ends it. Returns that place, or null.
 */
function readSegments(
  reading: Reading,
  segments: readonly Segment[],
  text: string,
  broken: boolean,
  statements: Statement[],
): number | null {
  for (const segment of segments) {
    const read = readSegment(reading, segment, text);
    if (read.state === "read") append(statements, read.statements);
    else {
      const end = broken ? semicolonAtLineEnd(text, segment.start) : -1;
      if (end !== -1) {
        append(statements, readOrRefuse(reading, { ...segment, end }, text));
        return end + 1;
      }
      append(
        statements,
        segment.holdsSemicolon
          ? readInnerPieces(reading, segment, text)
          : [refusedStatement(reading, segment, read.reason)],
      );
    }
  }
  return null;
}

/** The pieces of a statement that does not parse and holds semicolons: a lost parenthesis may hide the others. */
function readInnerPieces(reading: Reading, segment: Segment, text: string): readonly Statement[] {
  const inner = splitStatements(text.slice(segment.start, segment.end), 0, true);
  return inner.segments.flatMap((found) => {
    const start = segment.start + found.start;
    return readOrRefuse(reading, { ...found, start, end: segment.start + found.end }, text);
  });
}

function readOrRefuse(reading: Reading, segment: Segment, text: string): readonly Statement[] {
  const read = readSegment(reading, segment, text);
  return read.state === "read"
    ? read.statements
    : [refusedStatement(reading, segment, read.reason)];
}

/** Without spreading: a call takes only so many operands. */
function append(statements: Statement[], more: readonly Statement[]): void {
  for (const statement of more) statements.push(statement);
}

/** The next semicolon that ends a line, from an index on; -1 where there is none. */
function semicolonAtLineEnd(text: string, start: number): number {
  for (let at = text.indexOf(";", start); at !== -1; at = text.indexOf(";", at + 1)) {
    const next = text[at + 1];
    if (next === undefined || next === "\n" || next === "\r") return at;
  }
  return -1;
}

function nestedTooDeep(sql: string, line: number): Statement {
  const changes = [unknown("This statement stands in too many DO blocks inside of each other.")];
  return { line, endLine: line, sql, changes, session: null };
}
