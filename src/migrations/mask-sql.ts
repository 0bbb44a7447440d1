/**
 * An SQL text with its comments, string literals and dollar-quoted bodies blanked out, so that keywords can be looked for.
 * For guesses only: it knows no dialect and never refuses a text. Linear in the text's length.
 */
export function maskSql(text: string): string {
  const kept: string[] = [];
  let start = 0;
  const interesting = /--|\/\*|'|\$/g;
  for (let found = interesting.exec(text); found !== null; found = interesting.exec(text)) {
    const end = endOfMasked(text, found.index, found[0]);
    if (end === null) continue;
    kept.push(text.slice(start, found.index), " ");
    start = end;
    interesting.lastIndex = end;
  }
  kept.push(text.slice(start));
  return kept.join("");
}

/** Where what begins at `start` ends; null where it is nothing to mask. */
function endOfMasked(text: string, start: number, opening: string): number | null {
  if (opening === "--") return endAt(text, "\n", start);
  if (opening === "/*") return endOfComment(text, start);
  if (opening === "'") return endOfString(text, start);
  const tag = dollarTagAt(text, start);
  if (tag === null) return null;
  const end = text.indexOf(tag, start + tag.length);
  return end === -1 ? text.length : end + tag.length;
}

function endAt(text: string, end: string, start: number): number {
  const found = text.indexOf(end, start);
  return found === -1 ? text.length : found;
}

function endOfComment(text: string, start: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  let depth = 0;
  for (let found = edge.exec(text); found !== null; found = edge.exec(text)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  const escapes = /[eE]/.test(text.charAt(start - 1));
  const edge = /'|\\/g;
  edge.lastIndex = start + 1;
  for (let found = edge.exec(text); found !== null; found = edge.exec(text)) {
    if (found[0] === "\\") {
      if (escapes) edge.lastIndex += 1;
    } else if (text.charAt(edge.lastIndex) === "'") {
      edge.lastIndex += 1;
    } else {
      return edge.lastIndex;
    }
  }
  return text.length;
}

/** `$$` or `$body$` that begins at a place, unless it is part of a name. */
function dollarTagAt(text: string, start: number): string | null {
  if (/[\w$]/.test(text.charAt(start - 1))) return null;
  const tag = /\$(?:[A-Za-z_]\w*)?\$/y;
  tag.lastIndex = start;
  return tag.exec(text)?.[0] ?? null;
}
