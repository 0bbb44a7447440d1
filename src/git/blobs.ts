import { decodeBlob, largestBlob } from "../files/blob-text.ts";
import { SourceError } from "../model/source-error.ts";
import type { BlobText, TreeEntry } from "../model/tree.ts";
import { readGit } from "./run-git.ts";

/** Texts by blob sha, all read by one process. */
export async function readBlobs(
  folder: string,
  entries: readonly TreeEntry[],
): Promise<ReadonlyMap<string, BlobText>> {
  const texts = new Map<string, BlobText>();
  const asked = new Map(entries.map((entry) => [entry.sha, entry]));
  for (const entry of await withSizes(folder, [...asked.values()]))
    if (entry.size > largestBlob) {
      texts.set(entry.sha, { state: "too-large", bytes: entry.size });
      asked.delete(entry.sha);
    }
  if (asked.size === 0) return texts;

  const output = await catFile(folder, "--batch", asked);
  let position = 0;
  for (const entry of asked.values()) {
    const end = output.indexOf(0x0a, position);
    const size = sizeIn(folder, output.toString("utf8", position, end), entry);
    texts.set(entry.sha, decodeBlob(output.subarray(end + 1, end + 1 + size)));
    position = end + 1 + size + 1;
  }
  return texts;
}

/** Asks git for the sizes that the tree did not tell, so that a huge file is never loaded. */
async function withSizes(
  folder: string,
  entries: readonly TreeEntry[],
): Promise<readonly { readonly sha: string; readonly size: number }[]> {
  const unsized = new Map(
    entries.filter(({ size }) => size === null).map((entry) => [entry.sha, entry]),
  );
  if (unsized.size === 0) return entries.map(({ sha, size }) => ({ sha, size: size ?? 0 }));
  const lines = (await catFile(folder, "--batch-check", unsized)).toString("utf8").split("\n");
  const sizes = new Map(
    [...unsized.values()].map((entry, line) => [
      entry.sha,
      sizeIn(folder, lines[line] ?? "", entry),
    ]),
  );
  return entries.map(({ sha, size }) => ({ sha, size: size ?? sizes.get(sha) ?? 0 }));
}

function catFile(
  folder: string,
  mode: string,
  entries: ReadonlyMap<string, TreeEntry>,
): Promise<Buffer> {
  const input = [...entries.keys()].map((sha) => `${sha}\n`).join("");
  return readGit(folder, `read ${entries.size} files`, ["cat-file", mode, "--buffer"], input);
}

/** From git's `<sha> blob <size>`. */
function sizeIn(folder: string, header: string, entry: TreeEntry): number {
  const size = /^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1];
  if (size !== undefined) return Number(size);
  throw new SourceError(
    `Could not read \`${entry.path}\` in \`${folder}\`: the clone lacks its content. In a partial clone, run \`git fetch --refetch --no-filter\`.`,
  );
}
