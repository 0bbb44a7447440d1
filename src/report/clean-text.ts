/**
 * Text from SQL, names, titles and paths may hide characters that reorder, blank out or control what a person sees
 * (bidirectional overrides, zero-width characters, escape sequences, tags). They are shown as U+FFFD, so that
 * two names that differ never look alike. An emoji keeps what joins it.
 */
const hidden =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)\u200d|\u200d(?!\p{Extended_Pictographic})|(?![\ufe0f\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** More marks on one letter than any language stacks would run over the lines around it. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/** Most texts are plain, and the tests above are the costliest thing that is done to them. */
const printable = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027]*$/;

/** One line: line breaks, tabs and runs of blanks become one space, hidden characters become visible. */
export function cleanLine(text: string): string {
  if (printable.test(text)) return text.replace(/ {2,}/g, " ");
  return text
    .replace(/[\s\u2028\u2029]+/gu, " ")
    .replace(hidden, "\ufffd")
    .replace(stackedMarks, "$1");
}

/** Several lines, as for a block of SQL: line breaks are `\n`, tabs stay, hidden characters become visible. */
export function cleanBlock(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/gu, "\n")
    .split("\n")
    .map((line) => line.split("\t").map(replaceHidden).join("\t"))
    .join("\n");
}

/** Whether a text can be shown exactly as it is, so that what is copied from the page equals what was meant. */
export function isPlain(text: string): boolean {
  return cleanBlock(text) === text;
}

/** At most `limit` characters (code points), the last of them `…` where something was cut off. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Two UTF-16 units per character are enough to decide, however long the text is.
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  if (characters.length <= limit) return text;
  return `${characters.slice(0, limit - 1).join("")}…`;
}

/** As `shorten`, but keeps both ends: the end of a path or of a qualified name tells the most. */
export function shortenMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const tail = Array.from(text.slice(-limit))
    .slice(-Math.floor((limit - 1) / 2))
    .join("");
  const head = Array.from(text.slice(0, limit))
    .slice(0, Math.ceil((limit - 1) / 2))
    .join("");
  return `${head.toWellFormed()}…${tail.toWellFormed()}`;
}

function replaceHidden(text: string): string {
  if (printable.test(text)) return text;
  return text.replace(hidden, "\ufffd").replace(stackedMarks, "$1");
}
