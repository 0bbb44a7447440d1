import type { QualifiedName } from "../../model/qualified-name.ts";
import { qualifiedName } from "./ast.ts";
import { tokenAt } from "./lexer.ts";

/** A name inside a string, folded as the server does; null for anything else. */
export function namedByText(text: string): QualifiedName | null {
  const parts: string[] = [];
  for (let at = 0, token = tokenAt(text, at); token !== null; token = tokenAt(text, at)) {
    const written = text.slice(token.start, token.end);
    if (token.kind === "word") parts.push(written.toLowerCase());
    else if (token.kind === "name") parts.push(written.slice(1, -1).replaceAll('""', '"'));
    else if (written !== ".") return null;
    at = token.end;
  }
  return parts.length === 0 ? null : qualifiedName(parts);
}
