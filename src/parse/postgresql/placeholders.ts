import { isWordPart, tokenAt } from "./lexer.ts";

/**
 * Templates that a tool fills in before the server sees the text, replaced by names that parse. A stand-in begins
 * with a character of Unicode's private use area and has a second one for its template, so it is never taken for a
 * name; text and replacement have the same length.
 */
export interface Filled {
  readonly text: string;
  /** The templates as written, by the code of the second character less `firstOrdinal`. */
  readonly templates: readonly string[];
}

const mark = "\ue000";
const firstOrdinal = 0xe001;
const lastOrdinal = 0xf8ff;
/** Two bytes long in UTF-8 and part of a name: fills up stand-ins inside of names. */
const filler = "\u0080";
const standIn = /\ue000([\ue001-\uf8ff])\u0080*/g;
const paddedStandIn = /( *)\ue000([\ue001-\uf8ff])\u0080*( *)/g;

export interface Template {
  readonly start: number;
  readonly end: number;
  /** `control` decides which text is there at all; `note` leaves nothing behind. */
  readonly kind: "value" | "control" | "note";
}

/** Remembers which closing marks the rest of the text lacks, so that looking for them stays linear. */
export type MissingMarks = Set<string>;

/**
 * The template `{{ … }}`, `{% … %}`, `{# … #}` or `${…}` that starts at an index. None of these is SQL outside of
 * quotes.
 */
export function templateAt(text: string, start: number, missing: MissingMarks): Template | null {
  const opening = text.slice(start, start + 2);
  const closing = { "{{": "}}", "{%": "%}", "{#": "#}", "${": "}" }[opening];
  if (closing === undefined || missing.has(closing)) return null;
  const close = text.indexOf(closing, start + 2);
  if (close === -1) {
    missing.add(closing);
    return null;
  }
  const end = close + closing.length;
  return {
    start,
    end,
    kind: templateKind(opening, text.slice(start + 2, Math.min(close, start + 200))),
  };
}

function templateKind(opening: string, inside: string): Template["kind"] {
  if (opening === "{#") return "note";
  if (opening === "${") return "value";
  const words = inside.replace(/^-/, "").trimStart();
  if (words.startsWith("/*") || /^\$\w+ *:?=/.test(words)) return "note";
  if (opening === "{%") return /^(set|comment|endcomment)\b/.test(words) ? "note" : "control";
  return /^(if|else|end|range|with|block|define|template|break|continue)\b/.test(words)
    ? "control"
    : "value";
}

/**
 * Replaces templates and psql variables (`:name`, `:'text'`, `:"name"`, `%(name)s`) outside of quotes. Null where
 * there is nothing to replace, or the text itself has characters that stand-ins are made of.
 */
export function fillPlaceholders(text: string): Filled | null {
  if (text.includes(mark)) return null;
  const templates: string[] = [];
  const ordinals = new Map<string, number>();
  const missing: MissingMarks = new Set();
  const pieces: string[] = [];
  let copied = 0;
  let at = 0;
  let previousEnd = -1;

  /** The two characters that stand for a template. */
  function nameOf(template: string): string {
    let ordinal = ordinals.get(template);
    if (ordinal === undefined) {
      ordinal = Math.min(templates.length, lastOrdinal - firstOrdinal);
      ordinals.set(template, ordinal);
      templates[ordinal] ??= template;
    }
    return mark + String.fromCharCode(firstOrdinal + ordinal);
  }

  function replace(start: number, end: number, quote: string): void {
    const joined = {
      before: start > 0 && (previousEnd === start || isWordPart(text.charCodeAt(start - 1))),
      behind: isWordPart(text.charCodeAt(end)) || text[end] === "{" || text[end] === "$",
    };
    const name = nameOf(text.slice(start, end));
    pieces.push(text.slice(copied, start), padded(name, end - start, quote, joined));
    copied = end;
    previousEnd = end;
  }

  /** Replaces the templates inside of a quoted name; their own quotes do not end it. */
  function replaceQuoted(start: number): number {
    let quoted = '"';
    let end = start + 1;
    let found = false;
    while (end < text.length && text[end] !== '"') {
      const template = templateAt(text, end, missing);
      quoted += template === null ? (text[end] ?? "") : nameOf(text.slice(end, template.end));
      end = template?.end ?? end + 1;
      found ||= template !== null;
    }
    end = Math.min(end + 1, text.length);
    if (!found) return tokenAt(text, start)?.end ?? text.length;
    pieces.push(text.slice(copied, start), `${quoted}"`.padEnd(end - start, " "));
    copied = end;
    return end;
  }

  while (at < text.length) {
    const template = templateAt(text, at, missing);
    if (template !== null) {
      if (template.kind === "value") replace(template.start, template.end, "");
      else {
        pieces.push(
          text.slice(copied, template.start),
          blanked(text, template.start, template.end),
        );
        copied = template.end;
      }
      at = template.end;
      continue;
    }
    const variable = variableAt(text, at);
    if (variable !== null) {
      replace(at, variable.end, variable.quote);
      at = variable.end;
      continue;
    }
    at = text[at] === '"' ? replaceQuoted(at) : (tokenAt(text, at)?.end ?? text.length);
  }
  if (pieces.length === 0) return null;
  pieces.push(text.slice(copied));
  return { text: pieces.join(""), templates };
}

/** A stand-in of the template's length: blanks go where no name touches it, otherwise it is filled up. */
function padded(
  name: string,
  length: number,
  quote: string,
  joined: { readonly before: boolean; readonly behind: boolean },
): string {
  if (quote !== "") return quote + name.padEnd(length - 2, filler) + quote;
  if (joined.before && joined.behind) return name.padEnd(length, filler);
  return joined.behind ? name.padStart(length, " ") : name.padEnd(length, " ");
}

/** Blanks for a part of a text, with its line ends kept. */
export function blanked(text: string, start: number, end: number): string {
  const lines = text.slice(start, end).split("\n");
  return lines.map((line) => " ".repeat(line.length)).join("\n");
}

/** A psql variable or a `%(name)s` parameter. `::` is a cast and `:=` an assignment. */
function variableAt(text: string, start: number): { end: number; quote: string } | null {
  const character = text[start];
  if (character === "%") {
    const found = /^%\([A-Za-z_][A-Za-z0-9_]{0,60}\)[sd]/.exec(text.slice(start, start + 70));
    return found === null ? null : { end: start + found[0].length, quote: "" };
  }
  if (character !== ":" || text[start - 1] === ":") return null;
  const next = tokenAt(text, start + 1);
  if (next === null || !next.closed || text[start + 1] === "$") return null;
  if (next.kind === "string") return next.end - start < 4 ? null : { end: next.end, quote: "'" };
  if (next.kind === "name" || next.kind === "word") return { end: next.end, quote: "" };
  return null;
}

/** The stand-ins in a text, as their templates were written, without the blanks that made up the length. */
export function restoreTemplates(text: string, templates: readonly string[]): string {
  return text.replace(paddedStandIn, (_, before: string, ordinal: string, behind: string) => {
    const template = templates[ordinal.charCodeAt(0) - firstOrdinal] ?? "";
    const padding = template.length - 2;
    if (behind.length >= padding) return before + template + behind.slice(padding);
    return before.slice(0, Math.max(0, before.length - padding)) + template + behind;
  });
}

/** The template that a text consists of, if it is nothing but one. */
export function soleTemplate(text: string, templates: readonly string[]): string | null {
  if (!text.startsWith(mark) || text.replace(standIn, "") !== "") return null;
  return restoreTemplates(text, templates);
}

/** Whether a name may stand for another that its tool puts in: `{{ .Schema }}`, `${schema}`, `<schema>`, a stand-in. */
export function mayBeTemplate(name: string): boolean {
  return !/^[\p{L}\p{N}_$ ."-]*$/u.test(name);
}

export function hasStandIn(text: string): boolean {
  return text.includes(mark);
}
