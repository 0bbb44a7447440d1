import type { SchemaChange } from "../../model/schema-change.ts";
import type { Statement } from "../../model/statement.ts";
import type { Parsed } from "./grammar.ts";
import { restoreTexts } from "./placeholder-changes.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { readPsqlCommand } from "./psql-commands.ts";
import { readParsed } from "./read-parsed.ts";
import { placed, type Extent, type Reading } from "./reading.ts";
import { shortened } from "./shortened.ts";
import { lineAt, passage } from "./source-text.ts";
import type { Segment } from "./split-statements.ts";
import { unknown } from "./unknown.ts";

/** A single statement beyond this length is not read: its tree takes some thirty times as much memory. */
const statementLimit = 8_000_000;

/** What a segment gave: its statements, or why PostgreSQL refuses it. */
export type SegmentReading =
  | { readonly state: "read"; readonly statements: readonly Statement[] }
  | { readonly state: "refused"; readonly reason: string };

/**
 * Reads a segment. SQL that does not parse as it stands is tried with its templates filled in.
 * @param text the source with commands and data blanked out
 */
export function readSegment(reading: Reading, segment: Segment, text: string): SegmentReading {
  switch (segment.kind) {
    case "psql-command":
      return effectOf(reading, segment, readPsqlCommand(writtenIn(reading, segment)));
    case "control-template":
      return effectOf(reading, segment, controlChanges(writtenIn(reading, segment)));
    case "sql":
      return readSql(reading, segment, text.slice(segment.start, segment.end));
  }
}

/** A segment that PostgreSQL refuses, as a statement. */
export function refusedStatement(reading: Reading, extent: Extent, reason: string): Statement {
  return { ...placed(reading.source, extent), changes: [unknown(reason)], session: null };
}

function writtenIn(reading: Reading, { start, end }: Extent): string {
  return reading.source.text.slice(start, end);
}

function effectOf(
  reading: Reading,
  segment: Segment,
  changes: readonly SchemaChange[],
): SegmentReading {
  if (changes.length === 0) return { state: "read", statements: [] };
  const statement = { ...placed(reading.source, segment), changes, session: null };
  return { state: "read", statements: [statement] };
}

/** The end of a condition decides nothing by itself. */
function controlChanges(written: string): readonly SchemaChange[] {
  if (/^\{[{%]-? *(end|break|continue|endif|endfor)\b/.test(written)) return [];
  const template = shortened(written, 80);
  return [
    unknown(
      `The template \`${template}\` decides which of the statements behind it run, or puts in others.`,
    ),
  ];
}

function readSql(reading: Reading, segment: Segment, piece: string): SegmentReading {
  if (piece.includes("\0")) {
    return refused("The statement holds a NUL byte, which PostgreSQL refuses.");
  }
  if (piece.length > statementLimit) {
    const megabytes = (piece.length / 1_000_000).toFixed(1);
    return refused(`The statement is ${megabytes} MB long, too long to be read.`);
  }
  let text = piece;
  let templates: readonly string[] = [];
  let outcome = reading.grammar.parse(piece);
  if (outcome.state === "refused") {
    const filled = fillPlaceholders(piece);
    if (filled !== null) {
      ({ text, templates } = filled);
      outcome = reading.grammar.parse(text);
    }
  }
  if (outcome.state === "refused") {
    return refused(refusal(reading, segment.start, text, templates, outcome));
  }
  const part = passage(reading.source, segment.start, text);
  return { state: "read", statements: readParsed(reading, part, outcome.result, templates) };
}

function refused(reason: string): SegmentReading {
  return { state: "refused", reason };
}

function refusal(
  reading: Reading,
  start: number,
  text: string,
  templates: readonly string[],
  outcome: Extract<Parsed<unknown>, { state: "refused" }>,
): string {
  // PostgreSQL quotes the place it stopped at, which may be all the rest of the text.
  const message = shortened(restoreTexts([outcome.message], templates)[0] ?? "", 160);
  if (outcome.character === null) return `PostgreSQL cannot parse this statement: ${message}.`;
  const line = lineAt(reading.source, start + indexOfCharacter(text, outcome.character));
  return `PostgreSQL cannot parse this statement: ${message} (line ${line}).`;
}

/** The index of a character that is counted in code points. */
function indexOfCharacter(text: string, character: number): number {
  let index = 0;
  for (let count = 0; count < character && index < text.length; count += 1) {
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  }
  return index;
}
