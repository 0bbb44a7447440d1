import type { QualifiedName } from "../model/qualified-name.ts";

/** Characters that end a line, hide, or turn the direction of text; and the backquote, which ends a code span. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}`\\]/gu;

const shortEscapes: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\\": "\\\\",
};

/** A name as people read it: quoted as in SQL where it is not simple, on one line, nothing in it hidden. */
export function displayIdentifier(name: string): string {
  if (/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(name)) return name;
  return `"${escapeText(name.replaceAll('"', '""'))}"`;
}

/** A schema-qualified name as people read it, without PostgreSQL's `public`. */
export function displayName(name: QualifiedName): string {
  const own = displayIdentifier(name.name);
  if (name.schema === null || name.schema === "public") return own;
  return `${displayIdentifier(name.schema)}.${own}`;
}

/** Any text on one line, without what would end the line or the code span that it stands in. */
export function escapeText(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return shortEscapes[character] ?? `\\u{${code.toString(16)}}`;
  });
}

/** A name or SQL between backquotes, on one line, so that nothing in it can end the quotation or hide. */
export function inCode(text: string): string {
  return `\`${escapeText(text.replaceAll(/\s+/g, " "))}\``;
}
