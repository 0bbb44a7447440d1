import { splitSegments, type Segment } from "./segments.ts";

/** A file under search, with what every look at it needs. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly segments: readonly Segment[];
  /** Where each line starts. */
  readonly lineStarts: readonly number[];
}

/** A place where a file holds a name, and the whole identifier around it. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** As it is written: `findByFullName`, `full_name`. */
  readonly identifier: string;
  readonly segment: Segment;
  /** Of the segment in the file's list. */
  readonly position: number;
  /** From 1. */
  readonly line: number;
}

/** No look around a hit goes further, however long its line is. */
export const reach = 2_000;
const longestExcerpt = 160;

export function openFile(path: string, text: string): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1))
    lineStarts.push(at + 1);
  return { path, text, segments: splitSegments(path, text), lineStarts };
}

/** The hit at an offset, grown to its whole identifier. */
export function hitAt({ text, segments, lineStarts }: SourceFile, offset: number): Hit {
  let start = offset;
  while (start > 0 && offset - start < reach && isNamePart(text[start - 1])) start -= 1;
  let end = offset;
  while (end < text.length && end - offset < reach && isNamePart(text[end])) end += 1;
  const position = lastBefore(segments, (one) => one.start, start);
  const segment = segments[position];
  return {
    start,
    end,
    identifier: text.slice(start, end),
    segment: segment ?? { kind: "code", start: 0, end: text.length },
    position,
    line: lastBefore(lineStarts, (one) => one, start) + 1,
  };
}

/** A line without its break, cut where it is longer than anything a person wrote. `line` is from 1. */
export function lineText({ text, lineStarts }: SourceFile, line: number): string {
  const start = lineStarts[line - 1] ?? text.length;
  const end = (lineStarts[line] ?? text.length + 1) - 1;
  return text.slice(start, Math.min(end, start + reach));
}

/** The part of a line to show. */
export function excerptOf(file: SourceFile, hit: Hit): string {
  const start = file.lineStarts[hit.line - 1] ?? 0;
  const column = hit.start - start;
  const from = column > longestExcerpt - 40 ? hit.start - 40 : start;
  const line = file.text.slice(from, from + 2 * longestExcerpt).split(/\r?\n/, 1)[0] ?? "";
  const cut = line.trim().slice(0, longestExcerpt);
  return from > start ? `…${cut}` : cut;
}

/** What stands before and after a hit, at most `length` characters. */
export function textBefore({ text }: SourceFile, offset: number, length: number): string {
  return text.slice(Math.max(0, offset - length), offset);
}

export function textAfter({ text }: SourceFile, offset: number, length: number): string {
  return text.slice(offset, offset + length);
}

function isNamePart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

/** Where the last of an ascending list stands that is not beyond an offset; 0 where all are. */
export function lastBefore<Item>(
  items: readonly Item[],
  startOf: (item: Item) => number,
  offset: number,
): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && startOf(item) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
