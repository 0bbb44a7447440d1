import { cleanBlock, cleanLine } from "./clean-text.ts";

/** Where the Markdown will stand: a table's cell ends at a `|`, even inside code. */
export type Place = "text" | "cell";

/**
 * Text as text: nothing in it is Markdown or HTML, breaks a line or a table, or becomes a link. Words that GitHub
 * would turn into something (a mention, a reference, an address, a commit, an emoji, a formula) become code:
 * GitHub leaves code alone, and nothing hidden has to be put into the word.
 */
export function escapeText(text: string, place: Place = "text"): string {
  return splitWords(cleanLine(text))
    .map((word, position) => {
      const escaped = isLive(word)
        ? wrapWord(word, (core) => codeSpan(core, place))
        : escapePunctuation(word);
      return position === 0 ? escapeLineStart(escaped) : escaped;
    })
    .join("");
}

/** An identifier, a path or a piece of SQL as inline code. */
export function codeSpan(text: string, place: Place = "text"): string {
  let content = cleanLine(text);
  // A backslash before a `|` cannot be written in a cell's code: the table would take both.
  if (place === "cell") content = content.replace(/\\(?=\|)/g, "\ufffd").replaceAll("|", "\\|");
  const fence = "`".repeat(longestRun(content) + 1);
  const padding =
    content === "" ||
    content.startsWith("`") ||
    content.endsWith("`") ||
    (content.startsWith(" ") && content.endsWith(" "))
      ? " "
      : "";
  return `${fence}${padding}${content}${padding}${fence}`;
}

/** A fenced block, without a final line break. Its fence is longer than any run of backquotes in it. */
export function fence(language: "sql" | "suggestion" | "text" | "yaml", content: string): string {
  const marks = "`".repeat(Math.max(3, longestRun(content) + 1));
  return `${marks}${language}\n${cleanBlock(content)}\n${marks}`;
}

/** Text inside an HTML element that Markdown does not reach into, such as `<summary>`. */
export function escapeHtml(text: string): string {
  return cleanLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** As `escapeText`, for inside an HTML element. */
export function escapeHtmlText(text: string): string {
  return splitWords(cleanLine(text))
    .map((word) =>
      isLive(word)
        ? wrapWord(word, (core) => `<code>${escapeHtml(core)}</code>`, escapeHtml)
        : escapeHtml(word),
    )
    .join("");
}

/** A link. `label` is Markdown already, `address` any text: it is encoded so that it cannot end the link early. */
export function link(label: string, address: string): string {
  return `[${label}](${encodeAddress(address)})`;
}

const liveWord = /@|\$|#\d|gh-\d|:\/\/|www\.|mailto:|xmpp:|[0-9a-f]{7}|:[\w+-]+:/i;

function isLive(word: string): boolean {
  return liveWord.test(word);
}

/** Words and the single spaces between them, so that joined they are the text again. */
function splitWords(text: string): readonly string[] {
  return text.split(/( )/).filter((word) => word !== "");
}

/** Leaves brackets and stops around a word outside of what is made of it. */
function wrapWord(
  word: string,
  wrap: (core: string) => string,
  escape: (text: string) => string = escapePunctuation,
): string {
  const start = /^[([{"']*/.exec(word)?.[0].length ?? 0;
  let end = word.length;
  while (end > start && ".,;:!?)]}\"'".includes(word.charAt(end - 1))) end -= 1;
  if (end === start) return wrap(word);
  return escape(word.slice(0, start)) + wrap(word.slice(start, end)) + escape(word.slice(end));
}

function escapePunctuation(text: string): string {
  // A word of `#` at the end of a heading would be taken for the heading's end.
  return text.replace(/[\\`*_[\]<>&~|!]|^#/g, "\\$&");
}

/** What would begin a heading, a list or a rule, should the text begin a line. */
function escapeLineStart(text: string): string {
  return text.replace(/^[+=-]/, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2");
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

function encodeAddress(address: string): string {
  return cleanLine(address).replace(/[^\w\-./:?#&=%~+,;@]/gu, (character) =>
    encodeURIComponent(character.toWellFormed()).replace(/[!'()*]/g, percent),
  );
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
