import type { Link } from "../model/link.ts";
import { parseMigrationLinks } from "./parse-migration-links.ts";

/** A text with its lines, of which statements are a part. */
export interface LinkedText {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/**
 * Makes a finder of the links that stand beside a statement: in its own lines, or in the comment lines directly above.
 * A text is searched once, however many statements it has.
 */
export function createLinkFinder(): (
  text: LinkedText,
  line: number,
  endLine: number,
) => readonly Link[] {
  const known = new Map<LinkedText, ReadonlyMap<number, readonly Link[]>>();
  return (text, line, endLine) => {
    const byLine = known.get(text) ?? linksByLine(text);
    known.set(text, byLine);
    if (byLine.size === 0) return [];
    const found: Link[] = [];
    for (let at = firstLineBeside(text.lines, line); at <= endLine; at += 1)
      found.push(...(byLine.get(at) ?? []));
    return found;
  };
}

function linksByLine({ path, text }: LinkedText): ReadonlyMap<number, readonly Link[]> {
  const byLine = new Map<number, Link[]>();
  for (const link of parseMigrationLinks(path, text)) {
    if (link.source.kind !== "migration") continue;
    byLine.set(link.source.line, [...(byLine.get(link.source.line) ?? []), link]);
  }
  return byLine;
}

/** The first of the comment lines that stand directly above a statement. */
export function firstLineBeside(lines: readonly string[], line: number): number {
  let first = line;
  while (first > 1 && /^\s*(?:--|#|\/\*)/.test(lines[first - 2] ?? "")) first -= 1;
  return first;
}
