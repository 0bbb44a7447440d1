import { styleText } from "node:util";

/** How a terminal report is laid out. */
export interface TextOptions {
  /** Colours only where this is set; the words alone carry the meaning. */
  readonly color: boolean;
  /** `lint` shows the files; `check` begins with the verdict and ends with the split. */
  readonly command: "lint" | "check";
  /** Columns of the terminal; 100 where it is not known. */
  readonly width?: number;
}

export const defaultWidth = 100;

export type Paint = (style: "bold" | "red" | "yellow" | "green" | "dim", text: string) => string;

/** Colours a text, or leaves it as it is. Looks at no stream and no environment: the entry decides. */
export function painter(options: TextOptions): Paint {
  return options.color
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_, text) => text;
}

/**
 * Breaks a text at blanks into lines of at most `width` columns, all but the first behind `indent` blanks. A word
 * that is wider than a line is broken where the line ends.
 */
export function wrap(text: string, width: number, indent: number): string {
  const room = Math.max(10, width - indent);
  if (text.length <= room && isNarrow(text)) return text;
  const lines: string[] = [];
  let line = "";
  let used = 0;
  const flush = (): void => {
    lines.push(line);
    line = "";
    used = 0;
  };
  for (const word of text.split(" ").flatMap((one) => breakWord(one, room))) {
    const size = columns(word);
    if (line !== "" && used + 1 + size > room) flush();
    line = line === "" ? word : `${line} ${word}`;
    used += size + (used === 0 ? 0 : 1);
  }
  flush();
  return lines.join(`\n${" ".repeat(indent)}`);
}

/** Pads to a number of columns. */
export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - columns(text)));
}

/** Columns that a terminal gives a text: two for wide letters and emoji, none for combining marks. */
export function columns(text: string): number {
  if (isNarrow(text)) return text.length;
  let total = 0;
  for (const { segment } of graphemes().segment(text)) total += wide.test(segment) ? 2 : 1;
  return total;
}

/** Latin letters and common punctuation, one column each: most texts have nothing else, and counting is slow. */
function isNarrow(text: string): boolean {
  return /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027]*$/.test(text);
}

let segmenter: Intl.Segmenter | undefined;

/** Made when it is first needed: most reports have no letter beyond ASCII, and making it costs milliseconds. */
function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u;

function breakWord(word: string, room: number): readonly string[] {
  if (word.length * 2 <= room || columns(word) <= room) return [word];
  const pieces: string[] = [];
  let piece = "";
  let used = 0;
  for (const { segment } of graphemes().segment(word)) {
    const size = wide.test(segment) ? 2 : 1;
    if (used + size > room) {
      pieces.push(piece);
      piece = "";
      used = 0;
    }
    piece += segment;
    used += size;
  }
  return [...pieces, piece];
}
