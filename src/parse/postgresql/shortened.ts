/** A text on one line, cut off at a length: for messages that quote what is written. */
export function shortened(text: string, length: number): string {
  // Cut first: a text may be megabytes long.
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > length || text.length > length * 4 ? `${line.slice(0, length - 1)}…` : line;
}
