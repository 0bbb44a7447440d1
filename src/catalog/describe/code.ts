import { displayIdentifier, displayName, escapeText } from "../display-name.ts";
import type { QualifiedName } from "../../model/qualified-name.ts";

/** A name in backquotes; `text` is SQL or server words, which are not quoted. */
export function code(text: string, kind: "name" | "text" = "name"): string {
  return `\`${kind === "name" ? displayIdentifier(text) : escapeText(text)}\``;
}

/** A qualified name in backquotes, without `public`. */
export function named(name: QualifiedName): string {
  return `\`${displayName(name)}\``;
}

/** What belongs to a table or type, in backquotes: `users.full_name`. */
export function part(owner: QualifiedName, name: string): string {
  return `\`${displayName(owner)}.${displayIdentifier(name)}\``;
}

/** Names in backquotes with commas between. */
export function list(names: readonly string[]): string {
  return names.map((name) => code(name)).join(", ");
}
