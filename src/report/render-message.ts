import { shorten, shortenMiddle } from "./clean-text.ts";
import {
  codeSpan,
  escapeHtml,
  escapeHtmlText,
  escapeText,
  link,
  type Place,
} from "./escape-markdown.ts";
import { parseMessage, type MessagePart } from "./message.ts";

export interface MessageOptions {
  readonly place?: Place;
  /** References such as `#118` that become links, with their addresses; null: as they are. */
  readonly references?: ReadonlyMap<string, string | null>;
  /** The longest message, in characters, before it is cut. It stands whole in the JSON. */
  readonly limit?: number;
}

const messageLimit = 1_200;
/** The longest identifier inside a message. PostgreSQL's own have at most 63 bytes. */
const codeLimit = 160;

/** A message as Markdown on one line: identifiers as code, known references as links, everything else as text. */
export function messageToMarkdown(message: string, options: MessageOptions = {}): string {
  const place = options.place ?? "text";
  const cut = parts(message, options.limit ?? messageLimit);
  return joinPieces(cut.map((part) => partToMarkdown(part, place, options.references)));
}

/** A message for inside an HTML element. */
export function messageToHtml(message: string): string {
  return parts(message, messageLimit)
    .map((part) =>
      part.kind === "code"
        ? `<code>${escapeHtml(shortenMiddle(part.text, codeLimit))}</code>`
        : escapeHtmlText(part.text),
    )
    .join("");
}

function parts(message: string, limit: number): readonly MessagePart[] {
  return parseMessage(shorten(message, limit));
}

function partToMarkdown(
  part: MessagePart,
  place: Place,
  references: ReadonlyMap<string, string | null> | undefined,
): string {
  if (part.kind === "code") return codeSpan(shortenMiddle(part.text, codeLimit), place);
  return linkReferences(part.text, place, references ?? new Map<string, string | null>());
}

function linkReferences(
  text: string,
  place: Place,
  references: ReadonlyMap<string, string | null>,
): string {
  // Splitting by a group: what is at the odd places looks like a reference.
  const pieces = text.split(/((?<![\w./#-])(?:[\w.-]+\/[\w.-]+)?#\d{1,10}(?![\w#/]))/);
  return joinPieces(
    pieces.map((piece, position) => {
      const address = position % 2 === 1 ? references.get(piece) : undefined;
      if (address === undefined) return escapeText(piece, place);
      return address === null ? piece : link(piece, address);
    }),
  );
}

/** Two code spans without anything between them would become one with another end. */
function joinPieces(pieces: readonly string[]): string {
  return pieces.reduce(
    (text, piece) =>
      text.endsWith("`") && piece.startsWith("`") ? `${text} ${piece}` : text + piece,
    "",
  );
}
