import { createHash } from "node:crypto";

import { decodeBlob } from "../files/blob-text.ts";
import { SourceError } from "../model/source-error.ts";
import type { FileSearch, FoundFile, SearchableSource } from "../model/source.ts";
import type { BlobText, TreeEntry } from "../model/tree.ts";
import { readArchive } from "./archive.ts";
import type { Client } from "./client.ts";
import type { RepositoryName } from "./repository.ts";

/** What one bulk request reads; where more is missing, an archive is the cheaper way. */
const mostBlobs = 500;
/** Of files that hold a text, in characters: more of them is no search but a copy. */
const mostText = 64_000_000;

type ReadBlobs = (entries: readonly TreeEntry[]) => Promise<ReadonlyMap<string, BlobText>>;

/**
 * Makes a search that keeps what it saw by content. The first commit costs one archive; another one only costs the
 * files in which it differs, in one bulk request. The tree says what there is to see: a file that the archive leaves out
 * or changes, as `.gitattributes` can ask for, is read by itself.
 */
export function createFileSearch(
  client: Client,
  repository: RepositoryName,
  readBlobs: ReadBlobs,
): SearchableSource["searchFiles"] {
  /** By texts, then by blob: its text where it holds one of them, else null. */
  const seen = new Map<string, Map<string, string | null>>();
  let queue: Promise<unknown> = Promise.resolve();
  const searchOne = async (
    commit: string,
    entries: readonly TreeEntry[],
    texts: readonly string[],
  ): Promise<FileSearch> => {
    const key = JSON.stringify(texts);
    const known = seen.get(key) ?? new Map<string, string | null>();
    seen.set(key, known);
    const sought = texts.map((text) => text.toLowerCase());
    const holdsOne = (text: string): boolean => {
      const lower = text.toLowerCase();
      return sought.some((one) => lower.includes(one));
    };
    const note = (sha: string, blob: BlobText): void => {
      const text = blob.state === "text" || blob.state === "invalid-utf8" ? blob.text : null;
      known.set(sha, text !== null && holdsOne(text) ? text : null);
    };
    const missing = (): readonly TreeEntry[] => entries.filter(({ sha }) => !known.has(sha));
    const open = missing();
    if (open.length > mostBlobs || (known.size === 0 && open.length > 0)) {
      const wanted = new Map(open.map(({ path, sha }) => [path, sha]));
      await readArchive(
        client,
        repository,
        commit,
        (path) => wanted.has(path),
        (path, bytes) => {
          const sha = wanted.get(path) ?? "";
          if (isBlob(bytes, sha)) note(sha, decodeBlob(bytes));
        },
      );
    }
    const rest = missing();
    if (rest.length > mostBlobs)
      throw new SourceError(
        `${rest.length} of the files at \`${commit.slice(0, 7)}\` are not in its archive (\`export-ignore\` and the like in \`.gitattributes\`); at most ${mostBlobs} are read by themselves.`,
      );
    for (const [sha, blob] of await readBlobs(rest)) note(sha, blob);
    const lost = missing().length;
    if (lost > 0)
      throw new SourceError(
        `GitHub did not answer ${lost} of the files at \`${commit.slice(0, 7)}\`. Run the job again.`,
      );
    return { state: "searched", found: collect(commit, entries, known) };
  };
  return (commit, entries, texts) => {
    // One after the other: the second commit profits from what the first one brought.
    const search = queue.then(async (): Promise<FileSearch> => {
      try {
        return await searchOne(commit, entries, texts);
      } catch (error) {
        if (error instanceof SourceError) return { state: "unknown", reason: error.message };
        throw error;
      }
    });
    queue = search.catch(() => undefined);
    return search;
  };
}

function collect(
  commit: string,
  entries: readonly TreeEntry[],
  known: ReadonlyMap<string, string | null>,
): readonly FoundFile[] {
  let length = 0;
  return entries.flatMap(({ path, sha }) => {
    const text = known.get(sha) ?? null;
    if (text === null) return [];
    length += text.length;
    if (length > mostText)
      throw new SourceError(
        `More than ${mostText / 1_000_000} MB of the files at \`${commit.slice(0, 7)}\` hold the name. Leave data out by \`references.ignore\` in the configuration.`,
      );
    return [{ path, text }];
  });
}

/** Whether bytes are a blob, also where the archive gave its lines CRLF ends. */
function isBlob(bytes: Buffer, sha: string): boolean {
  if (blobId(bytes) === sha) return true;
  return (
    bytes.includes("\r\n") &&
    blobId(Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1")) === sha
  );
}

function blobId(bytes: Buffer): string {
  return createHash("sha1").update(`blob ${bytes.byteLength}\0`).update(bytes).digest("hex");
}
