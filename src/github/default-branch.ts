import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { queryExisting } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** The branch that pull requests go to, as it is now. */
export interface DefaultBranch {
  readonly name: string;
  readonly tip: string;
  /** The file that was asked for; null where there is none. Its text is null where it is no text, or cut. */
  readonly file: { readonly text: string | null } | null;
}

/** The default branch, its newest commit and one file of that. One request. */
export async function readDefaultBranch(
  client: Client,
  repository: RepositoryName,
  path: string,
): Promise<DefaultBranch> {
  const operation = {
    action: `read the default branch of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
  const data = await queryExisting<{ readonly repository: DefaultBranchNode }>(
    client,
    operation,
    defaultBranchQuery,
    { ...repository, path },
  );
  const branch = toDefaultBranch(data.repository);
  if (branch !== null) return branch;
  throw new SourceError(
    `Could not ${operation.action}: it has none. Push a first commit to the repository.`,
  );
}

/** Of a repository; needs the variable `path`. */
export const defaultBranchFields = `defaultBranchRef {
    name
    target { oid ... on Commit { file(path: $path) { object { ... on Blob { text isTruncated } } } } }
  }`;

export const defaultBranchQuery = `query DefaultBranch($owner: String!, $name: String!, $path: String!) {
  repository(owner: $owner, name: $name) { ${defaultBranchFields} }
}`;

export interface DefaultBranchNode {
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target: {
      readonly oid: string;
      readonly file?: { readonly object: BlobNode | null } | null;
    } | null;
  } | null;
}

interface BlobNode {
  readonly text?: string | null;
  readonly isTruncated?: boolean;
}

/** Null for a repository without a commit. */
export function toDefaultBranch({ defaultBranchRef }: DefaultBranchNode): DefaultBranch | null {
  if (defaultBranchRef?.target == null) return null;
  const { name, target } = defaultBranchRef;
  const blob = target.file?.object;
  const text = blob?.isTruncated === false ? (blob.text ?? null) : null;
  return { name, tip: target.oid, file: target.file == null ? null : { text } };
}
