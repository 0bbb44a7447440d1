import type { VersionPin } from "../model/version-pin.ts";
import { listWords } from "./word-list.ts";

/** Beyond these the others are counted: a line at the end is no place for a list. */
const mostShown = 3;

/** Which version was judged by, and the files that say it, as a message; null where the repository pins none. */
export function versionWords(pins: readonly VersionPin[]): string | null {
  const [first] = pins;
  if (first === undefined) return null;
  const version = Math.min(...pins.map((pin) => pin.version));
  const differ = pins.some((pin) => pin.version !== version);
  const names = pins.map((pin) => `\`${pin.path}\`${differ ? ` (${pin.version})` : ""}`);
  const more = names.length - mostShown;
  const shown = more > 0 ? [...names.slice(0, mostShown), `${more} more`] : names;
  return `PostgreSQL ${version}, ${differ ? "the lowest of" : "as in"} ${listWords(shown)}`;
}
