/**
 * The end of the quoted text that starts at `start`, behind its closing quote; -1 where it never ends. A doubled quote
 * stands for itself, and so does a quote behind a backslash where the dialect has those.
 */
export function quotedEnd(text: string, start: number, backslashEscapes: boolean): number {
  const open = text.charAt(start);
  const close = (open === "[" ? "]" : open).charCodeAt(0);
  for (let position = start + 1; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === backslash && backslashEscapes) {
      position += 1;
    } else if (code === close) {
      if (open === "[" || text.charCodeAt(position + 1) !== close) return position + 1;
      position += 1;
    }
  }
  return -1;
}

const backslash = 0x5c;
const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\x1a",
};

/** What a quoted text stands for. `text` includes its quotes. */
export function unquoted(text: string, backslashEscapes: boolean): string {
  const quote = text.charAt(0);
  const content = text.slice(1, -1);
  if (quote === "[") return content;
  if (backslashEscapes && content.includes("\\")) {
    return content.replace(/\\([\s\S])|''|""/g, (match, escaped: string | undefined) => {
      if (escaped === undefined) return match === quote + quote ? quote : match;
      return escapes[escaped] ?? escaped;
    });
  }
  return content.includes(quote) ? content.replaceAll(quote + quote, quote) : content;
}
