import type { RunText } from "./layout.ts";
import type { TransactionMode } from "../model/migration.ts";

/** What a line means to a tool that keeps both directions in one file. */
export type Marker =
  | { readonly kind: "up"; readonly transaction: TransactionMode }
  | { readonly kind: "down" }
  | { readonly kind: "statement-begin" }
  | { readonly kind: "statement-end" };

/** Each section repeats the text's length, so a file must not have any number of them. */
const maximumSections = 20;

export interface MarkedLayout {
  /** The tool's name as people write it. */
  readonly title: string;
  /** Reads one line, without its line end. */
  readonly readMarker: (line: string) => Marker | null;
  /** What the tool does with a file that has no line that begins the way up. */
  readonly withoutUp: "refuses" | "runs all";
  /** The line that begins the way up, for the message. */
  readonly upLine: string;
}

/**
 * Splits a text at its tool's markers. Only the lines of a down part are blanked: what stands before the first marker
 * is kept, and a down marker that the tool would refuse (before any up, or inside a statement block) is not followed.
 * Each up marker begins a section of its own, for it may have a transaction of its own.
 */
export function splitMarkedText(
  text: string,
  layout: MarkedLayout,
  transaction: TransactionMode,
): RunText {
  const lines = text.split("\n");
  const problems: string[] = [];
  /** First lines of the sections, with their transaction. */
  const starts: { readonly line: number; readonly transaction: TransactionMode }[] = [];
  const down = new Uint8Array(lines.length);
  let direction: "none" | "up" | "down" = "none";
  let insideStatement = false;
  lines.forEach((line, number) => {
    const marker = layout.readMarker(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (marker?.kind === "statement-begin") insideStatement = true;
    else if (marker?.kind === "statement-end") insideStatement = false;
    else if (marker?.kind === "up" && !insideStatement) {
      direction = "up";
      starts.push({ line: number, transaction: marker.transaction });
    } else if (marker?.kind === "down") {
      if (direction !== "none" && !insideStatement) direction = "down";
      else problems.push(misplacedDown(layout, number + 1, insideStatement));
    }
    if (direction === "down") down[number] = 1;
  });
  if (starts.length === 0 && layout.withoutUp === "refuses") {
    problems.push(
      `has no line \`${layout.upLine}\`, so ${layout.title} refuses it. Write one above its first statement.`,
    );
  }
  if (starts.length > maximumSections) {
    problems.push(
      `has ${starts.length} lines \`${layout.upLine}\`, more than the ${maximumSections} that are told apart. Split it into several migrations.`,
    );
    starts.splice(1);
  }
  const [first, ...others] = starts;
  const sections = [{ line: 0, transaction: first?.transaction ?? transaction }, ...others];
  return {
    sections: sections.map((section, place) => {
      const end = sections[place + 1]?.line ?? lines.length;
      const runs = (line: number): boolean =>
        line >= section.line && line < end && down[line] !== 1;
      return { text: keepLines(lines, runs), transaction: section.transaction };
    }),
    problems,
  };
}

function misplacedDown(layout: MarkedLayout, line: number, insideStatement: boolean): string {
  const cause = insideStatement
    ? "stands inside a statement block"
    : `stands before any \`${layout.upLine}\``;
  return `has a down marker in line ${line} that ${cause}, so ${layout.title} refuses the file. Put it below the statements of the way up.`;
}

/** Joins lines again, those that do not run blanked out by spaces: every position stays true. */
export function keepLines(lines: readonly string[], runs: (line: number) => boolean): string {
  return lines.map((line, number) => (runs(number) ? line : blank(line))).join("\n");
}

function blank(line: string): string {
  return line.endsWith("\r") ? `${" ".repeat(line.length - 1)}\r` : " ".repeat(line.length);
}

/** The comment lines that a file begins with, trimmed; blank lines among them are left out. */
export function leadingComments(text: string): readonly string[] {
  const comments: string[] = [];
  for (let start = 0; start < text.length;) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, end).trim();
    if (line !== "" && !line.startsWith("--")) break;
    if (line !== "") comments.push(line);
    start = end + 1;
  }
  return comments;
}
