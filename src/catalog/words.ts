import type { Catalog } from "./catalog.ts";

/** Parts that names are made of, in every dialect; a quoted name may have several. */
const word = /[\p{L}\p{N}_$]+/gu;

/**
 * Remembers the words of a history's texts, comments and function bodies included, beside those that are remembered
 * already. Null stands for a text that could not be had. What no text names, no statement made, whether it could be
 * read or not. Needed only where the history has a hole.
 */
export function noteTexts(catalog: Catalog, texts: readonly (string | null)[]): void {
  if (catalog.words === null || texts.includes(null)) {
    catalog.words = null;
    return;
  }
  const words = new Set(catalog.words);
  for (const text of texts)
    for (const [found] of (text ?? "").matchAll(word)) words.add(found.toLowerCase());
  catalog.words = words;
}

/** Whether the history's texts may name an object: false only where all of them are known and lack a word of it. */
export function mayBeNamed(catalog: Catalog, name: string): boolean {
  const { words } = catalog;
  if (words === undefined || words === null) return true;
  const parts = name.toLowerCase().match(word) ?? [];
  return parts.every((part) => words.has(part));
}
