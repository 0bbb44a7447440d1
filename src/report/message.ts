import { cleanLine } from "./clean-text.ts";

/**
 * A stretch of a message. Messages are plain text in which identifiers stand in backquotes, as many as it takes, as in
 * Markdown.
 */
export interface MessagePart {
  readonly kind: "text" | "code";
  readonly text: string;
}

/** Splits a message into its parts. A run of backquotes that is never closed is text. Linear in its length. */
export function parseMessage(message: string): readonly MessagePart[] {
  const pieces = cleanLine(message).trim().split(/(`+)/);
  const closing = closingRuns(pieces);
  const parts: MessagePart[] = [];
  let text = "";
  let position = 0;
  while (position < pieces.length) {
    const end = closing.get(position);
    if (end === undefined) {
      text += pieces[position] ?? "";
      position += 1;
      continue;
    }
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
    parts.push({ kind: "code", text: unpad(pieces.slice(position + 1, end).join("")) });
    position = end + 1;
  }
  if (text !== "") parts.push({ kind: "text", text });
  return parts;
}

/** An identifier in backquotes, as `parseMessage` reads it back whatever backquotes it holds itself. */
export function quote(identifier: string): string {
  const runs = identifier.match(/`+/g) ?? [];
  const fence = "`".repeat(shortestUnused(runs));
  const padding =
    identifier === "" || /^`|`$/.test(identifier) || /^ .* $/s.test(identifier) ? " " : "";
  return `${fence}${padding}${identifier}${padding}${fence}`;
}

/** The words alone, without the marks around identifiers. */
export function plainMessage(message: string): string {
  return parseMessage(message)
    .map((part) => part.text)
    .join("");
}

/** For every run of backquotes that opens code, the run that closes it: the next one of the same length. */
function closingRuns(pieces: readonly string[]): ReadonlyMap<number, number> {
  const nextOfLength = new Map<number, number>();
  const closing = new Map<number, number>();
  // Split by a group: the runs are at the odd places.
  for (let position = lastOdd(pieces.length); position > 0; position -= 2) {
    const length = pieces[position]?.length ?? 0;
    const next = nextOfLength.get(length);
    if (next !== undefined) closing.set(position, next);
    nextOfLength.set(length, position);
  }
  return closing;
}

function lastOdd(count: number): number {
  return count % 2 === 0 ? count - 1 : count - 2;
}

function unpad(code: string): string {
  const padded = code.startsWith(" ") && code.endsWith(" ") && code.trim() !== "";
  return padded ? code.slice(1, -1) : code;
}

function shortestUnused(runs: readonly string[]): number {
  const used = new Set(runs.map((run) => run.length));
  let length = 1;
  while (used.has(length)) length += 1;
  return length;
}
