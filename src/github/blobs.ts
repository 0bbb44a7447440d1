import { decodeBlob, largestBlob } from "../files/blob-text.ts";
import { SourceError } from "../model/source-error.ts";
import type { BlobText, TreeEntry } from "../model/tree.ts";
import type { Client } from "./client.ts";
import { attempt, queryErrorsOf, statusOf, toSourceError } from "./errors.ts";
import type { Operation } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

const blobsPerRequest = 500;
/** So that one answer stays within GitHub's ten seconds. In bytes. */
const bytesPerRequest = 8_000_000;
/** GraphQL cuts longer texts. In bytes. */
const largestQueriedBlob = 512_000;

/**
 * Makes a reader of blobs that keeps what it read. 500 small blobs cost one GraphQL request; one over 512 KB,
 * or one whose bytes GraphQL did not give as they are, one REST request each.
 */
export function createBlobReader(
  client: Client,
  repository: RepositoryName,
): (entries: readonly TreeEntry[]) => Promise<ReadonlyMap<string, BlobText>> {
  const known = new Map<string, Promise<BlobText>>();
  return async (entries) => {
    const asked = new Map(entries.map((entry) => [entry.sha, entry]));
    const missing = [...asked.values()].filter(({ sha }) => !known.has(sha));
    const small = missing.filter(({ size }) => size === null || size <= largestQueriedBlob);
    for (const batch of toBatches(small)) {
      const texts = queryBlobs(client, repository, batch);
      for (const entry of batch)
        known.set(
          entry.sha,
          texts.then((read) => read.get(entry.sha) ?? unread(entry)),
        );
    }
    for (const entry of missing)
      if (!known.has(entry.sha)) known.set(entry.sha, readLarge(client, repository, entry));
    const texts = await Promise.all(
      [...asked.keys()].map(async (sha) => [sha, await known.get(sha)] as const),
    );
    return new Map(texts.flatMap(([sha, text]) => (text === undefined ? [] : [[sha, text]])));
  };
}

function unread(entry: TreeEntry): never {
  throw new SourceError(
    `Could not read \`${entry.path}\`: GitHub left it out of its answer. Run the job again.`,
  );
}

function toBatches(entries: readonly TreeEntry[]): TreeEntry[][] {
  const batches: TreeEntry[][] = [];
  let bytes = Infinity;
  for (const entry of entries) {
    const size = entry.size ?? 0;
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === blobsPerRequest || bytes + size > bytesPerRequest) {
      batches.push([entry]);
      bytes = size;
    } else {
      batch.push(entry);
      bytes += size;
    }
  }
  return batches;
}

/** One GraphQL request; where the server takes too long, two of half the size each, and so on. */
async function queryBlobs(
  client: Client,
  repository: RepositoryName,
  entries: readonly TreeEntry[],
): Promise<Map<string, BlobText>> {
  const operation = readOperation(repository, entries);
  try {
    const data = await client.graphql<BlobsData>(blobsQuery(entries.map(({ sha }) => sha)), {
      ...repository,
      ...(entries.length > 1 ? { request: { retries: 0 } } : {}),
    });
    const texts = entries.map(async (entry, position) => {
      const blob = data.repository[`b${position}`] ?? null;
      return [entry.sha, await toText(client, repository, entry, blob)] as const;
    });
    return new Map(await Promise.all(texts));
  } catch (error) {
    if (entries.length === 1 || !isOverload(error)) throw toSourceError(error, operation);
    const middle = Math.ceil(entries.length / 2);
    const first = await queryBlobs(client, repository, entries.slice(0, middle));
    const second = await queryBlobs(client, repository, entries.slice(middle));
    return new Map([...first, ...second]);
  }
}

/** Object ids stand in the query itself: 500 variables more would only lengthen it. */
export function blobsQuery(shas: readonly string[]): string {
  const fields = shas.map(
    (sha, position) => `b${position}: object(oid: ${JSON.stringify(sha)}) { ...blob }`,
  );
  return `query Blobs($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${fields.join("\n    ")}
  }
}
fragment blob on Blob { text isBinary isTruncated byteSize }`;
}

interface BlobsData {
  readonly repository: Readonly<Record<string, Partial<BlobNode> | null>>;
}

interface BlobNode {
  readonly text: string | null;
  readonly isBinary: boolean | null;
  readonly isTruncated: boolean;
  readonly byteSize: number;
}

function isOverload(error: unknown): boolean {
  const status = statusOf(error);
  const limited = queryErrorsOf(error).some(
    ({ type, message }) =>
      type === "RESOURCE_LIMITS_EXCEEDED" || /timeout|something went wrong/i.test(message),
  );
  return limited || status === 500 || status === 502 || status === 503 || status === 504;
}

async function toText(
  client: Client,
  repository: RepositoryName,
  entry: TreeEntry,
  blob: Partial<BlobNode> | null,
): Promise<BlobText> {
  const { text, byteSize } = blob ?? {};
  if (blob === null || text === undefined || byteSize === undefined)
    throw new SourceError(
      `Could not read \`${entry.path}\` of ${quoteRepository(repository)}: GitHub has no blob \`${entry.sha}\`. Run the job again.`,
    );
  if (byteSize > largestBlob) return { state: "too-large", bytes: byteSize };
  if (blob.isBinary === true) return { state: "binary" };
  // GraphQL re-codes what is not UTF-8; then the lengths differ, and only the bytes themselves tell the truth.
  const exact = text !== null && blob.isTruncated === false && Buffer.byteLength(text) === byteSize;
  return exact && !text.includes("\uFFFD") && !text.includes("\0")
    ? { state: "text", text }
    : readBytes(client, repository, entry);
}

async function readLarge(
  client: Client,
  repository: RepositoryName,
  entry: TreeEntry,
): Promise<BlobText> {
  return entry.size !== null && entry.size > largestBlob
    ? { state: "too-large", bytes: entry.size }
    : readBytes(client, repository, entry);
}

async function readBytes(
  client: Client,
  repository: RepositoryName,
  entry: TreeEntry,
): Promise<BlobText> {
  const { data } = await attempt(readOperation(repository, [entry]), () =>
    client.rest.git.getBlob({
      owner: repository.owner,
      repo: repository.name,
      file_sha: entry.sha,
    }),
  );
  return decodeBlob(Buffer.from(data.content, "base64"));
}

function readOperation(repository: RepositoryName, entries: readonly TreeEntry[]): Operation {
  const [first] = entries;
  const files =
    entries.length === 1 && first !== undefined ? `\`${first.path}\`` : `${entries.length} files`;
  return {
    action: `read ${files} of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
}
