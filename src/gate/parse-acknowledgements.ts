import type { Acknowledgement, AcknowledgingTool } from "../model/acknowledgement.ts";
import { firstLineBeside, type LinkedText } from "./links-beside.ts";

const directive =
  /(?:--|\/\*)[ \t]*((squawk-ignore(?:-file)?|atlas:nolint|safety-assured:(?:start|end)|eugene:[ \t]*ignore|pgfence-ignore)(?![\w-])[^\n]*)/i;

/** The block by which a Rails migration tells strong_migrations that its author looked; never in a comment. */
const assuredBlock = /^[^#]*\b(safety_assured[ \t]*(?:\{|do\b).*)$/;

/** The longest text that is shown. */
const longest = 160;

/** An acknowledgement with the lines it speaks of, besides those beside it. */
interface Scoped {
  readonly acknowledgement: Acknowledgement;
  /** Null where it speaks of the statement that it stands beside. */
  readonly range: { readonly from: number; readonly to: number } | null;
}

/** Makes a finder of what the author told other tools of a statement. A text is searched once. */
export function createAcknowledgementFinder(): (
  text: LinkedText,
  line: number,
  endLine: number,
) => readonly Acknowledgement[] {
  const known = new Map<LinkedText, readonly Scoped[]>();
  return (text, line, endLine) => {
    const all = known.get(text) ?? acknowledgementsIn(text);
    known.set(text, all);
    if (all.length === 0) return [];
    const first = firstLineBeside(text.lines, line);
    return all
      .filter(({ acknowledgement: { line: at }, range }) =>
        range === null ? at >= first && at <= endLine : range.from <= line && line <= range.to,
      )
      .map(({ acknowledgement }) => acknowledgement);
  };
}

function acknowledgementsIn({ text, lines }: LinkedText): readonly Scoped[] {
  if (!/ignore|nolint|safety[-_]assured/i.test(text)) return [];
  const found: Scoped[] = [];
  let start: Acknowledgement | null = null;
  for (const [index, one] of lines.entries()) {
    const assured = assuredBlock.exec(one.slice(0, 1000))?.[1];
    if (assured !== undefined) found.push(assuredAt(assured, index + 1, lines));
    const match = directive.exec(one.slice(0, 1000));
    if (match === null) continue;
    const [, written = "", word = ""] = match;
    const line = index + 1;
    const name = word.toLowerCase().replace(/\s/g, "");
    const tool = toolOf(name);
    const said = (written.split(/\*\//, 1)[0] ?? "").trim().slice(0, longest);
    const acknowledgement = { tool, text: said, checks: checksOf(said, word), line };
    if (name === "safety-assured:start") start ??= { ...acknowledgement, checks: [] };
    else if (name === "safety-assured:end") {
      if (start !== null) found.push(between(start, line));
      start = null;
    } else {
      const isWhole = name === "squawk-ignore-file" || (tool === "atlas" && isHeader(lines, index));
      found.push({ acknowledgement, range: isWhole ? { from: 1, to: lines.length } : null });
    }
  }
  return start === null ? found : [...found, between(start, lines.length)];
}

/** Statements in code are not told apart, so it stands beside all of them. */
function assuredAt(written: string, line: number, lines: readonly string[]): Scoped {
  const text = written.trim().slice(0, longest);
  return {
    acknowledgement: { tool: "strong-migrations", text, checks: [], line },
    range: { from: 1, to: lines.length },
  };
}

function between(acknowledgement: Acknowledgement, to: number): Scoped {
  return { acknowledgement, range: { from: acknowledgement.line, to } };
}

function toolOf(name: string): AcknowledgingTool {
  if (name.startsWith("squawk")) return "squawk";
  if (name.startsWith("atlas")) return "atlas";
  if (name.startsWith("eugene")) return "eugene";
  return name.startsWith("pgfence") ? "pgfence" : "diesel-guard";
}

/** The names behind the directive, up to what explains them. */
function checksOf(said: string, word: string): readonly string[] {
  const rest = said.slice(word.length).split(/--/, 1)[0] ?? "";
  return rest.split(/[\s,:]+/).filter((name) => /^[\w-]+$/.test(name));
}

/** Atlas takes a directive for the whole file where comments and a blank line are all that stands around it at the top. */
function isHeader(lines: readonly string[], index: number): boolean {
  const isComment = (line: string | undefined): boolean => /^\s*--/.test(line ?? "");
  if (!lines.slice(0, index).every((line) => isComment(line))) return false;
  const end = lines.findIndex((line, at) => at > index && !isComment(line));
  return end !== -1 && (lines[end] ?? "").trim() === "";
}
