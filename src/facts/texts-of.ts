import type { BlobText, TreeEntry } from "../model/tree.ts";

/** The contents of a folder's files by path, from contents by blob sha. */
export function textsOf(
  { entries }: { readonly entries: readonly TreeEntry[] },
  blobs: ReadonlyMap<string, BlobText>,
): ReadonlyMap<string, BlobText> {
  const texts = new Map<string, BlobText>();
  for (const entry of entries) {
    const text = blobs.get(entry.sha);
    if (text !== undefined) texts.set(entry.path, text);
  }
  return texts;
}
