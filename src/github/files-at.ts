import { decodeBlob } from "../files/blob-text.ts";
import type { FileAt, ReadFilesAt } from "../model/open-change.ts";
import type { BlobText } from "../model/tree.ts";
import type { Client } from "./client.ts";
import { queryExisting } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** Reads files at commits, such as those of other pull requests, in one request. What GitHub cuts short counts as too large. */
export function createFileReader(client: Client, repository: RepositoryName): ReadFilesAt {
  return async (files) => {
    const operation = {
      action: `read ${files.length} files of other pull requests of ${quoteRepository(repository)}`,
      permission: "contents: read",
    };
    const expressions = files.map(({ commit, path }: FileAt) => `${commit}:${path}`);
    const variables = Object.fromEntries(expressions.map((text, at) => [`e${at}`, text]));
    const query = filesAtQuery(files.length);
    const data = await queryExisting<FilesData>(client, operation, query, {
      ...repository,
      ...variables,
    });
    return files.map((_, at) => {
      const blob = data.repository[`f${at}`];
      if (blob?.oid === undefined || blob.byteSize === undefined) return null;
      return { sha: blob.oid, text: textOf(blob.text ?? null, blob.isTruncated, blob.byteSize) };
    });
  };
}

function textOf(text: string | null, isTruncated: boolean | undefined, bytes: number): BlobText {
  if (text === null) return { state: "binary" };
  return isTruncated === true ? { state: "too-large", bytes } : decodeBlob(Buffer.from(text));
}

/** Paths are variables: a quote or a line break in a name cannot end the query's string. */
export function filesAtQuery(count: number): string {
  const positions = Array.from({ length: count }, (_, position) => position);
  return `query FilesAt($owner: String!, $name: String!, ${positions.map((at) => `$e${at}: String!`).join(", ")}) {
  repository(owner: $owner, name: $name) {
    ${positions.map((at) => `f${at}: object(expression: $e${at}) { ...file }`).join("\n    ")}
  }
}
fragment file on Blob { oid text isTruncated byteSize }`;
}

interface FilesData {
  readonly repository: Readonly<
    Record<
      string,
      {
        readonly oid?: string;
        readonly text?: string | null;
        readonly isTruncated?: boolean;
        readonly byteSize?: number;
      } | null
    >
  >;
}
