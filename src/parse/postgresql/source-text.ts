/** A text with its line starts, to tell lines of positions. A line ends with a line feed, as Git counts. */
export interface SourceText {
  readonly text: string;
  /** The number of its first line: 1 for a file, more for SQL that was found inside one. */
  readonly firstLine: number;
  readonly lineStarts: readonly number[];
}

export function sourceText(text: string, firstLine = 1): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  return { text, firstLine, lineStarts };
}

/** One-based line of a position (a UTF-16 index). */
export function lineAt(source: SourceText, index: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return source.firstLine + low;
}

/**
 * A part of a source as it was given to the grammar: maybe with psql commands blanked out and templates replaced,
 * but of the same length, so that positions stay true.
 */
export interface Passage {
  readonly source: SourceText;
  /** Where it starts in the source. */
  readonly start: number;
  readonly text: string;
  /** Null where the text is ASCII and a byte offset is an index. */
  readonly bytes: ByteTable | null;
}

interface ByteTable {
  readonly utf8: Buffer;
  /** The index of the first character at or after each multiple of `step` bytes. */
  readonly indexes: Uint32Array;
}

const step = 512;

export function passage(source: SourceText, start: number, text: string): Passage {
  const bytes = Buffer.byteLength(text, "utf8") === text.length ? null : byteTable(text);
  return { source, start, text, bytes };
}

/** The index in the passage's own text of a byte offset that the grammar tells. */
export function indexOfByte(part: Passage, offset: number): number {
  if (part.bytes === null) return offset;
  const { utf8, indexes } = part.bytes;
  const slot = Math.floor(Math.max(0, offset) / step);
  let index = indexes[slot] ?? part.text.length;
  const from = slot * step;
  for (let at = from; at < offset && at < utf8.length; at += 1) index += unitsOf(utf8[at] ?? 0);
  return index;
}

/** The source's text between two indexes of the passage, as written. */
export function writtenText(part: Passage, from: number, to: number): string {
  return part.source.text.slice(part.start + from, part.start + to);
}

function byteTable(text: string): ByteTable {
  const utf8 = Buffer.from(text, "utf8");
  const indexes = new Uint32Array(Math.floor(utf8.length / step) + 1);
  let index = 0;
  for (let at = 0; at < utf8.length; at += 1) {
    if (at % step === 0) indexes[at / step] = index;
    index += unitsOf(utf8[at] ?? 0);
  }
  return { utf8, indexes };
}

/** UTF-16 units that a UTF-8 byte begins: none where it continues a character, two for a pair of surrogates. */
function unitsOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
}
