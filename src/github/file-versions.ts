import type { Client } from "./client.ts";
import { query } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** A file as one commit left it. */
export interface FileVersion {
  /** Null where it is deleted, binary, or too large. */
  readonly text: string | null;
  /** ISO time at which it came to the branch: of the commit, or of the merge that brought it. */
  readonly since: string;
}

/** How many versions one request gives. */
const versionsRead = 20;

/** The versions of a file on a branch (null: the default one), newest first; null where there is no such branch. */
export async function readFileVersions(
  client: Client,
  repository: RepositoryName,
  path: string,
  branch: string | null,
): Promise<readonly FileVersion[] | null> {
  const operation = {
    action: `read \`${path}\` of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
  const data = await query<FileData>(client, operation, fileVersionsQuery, {
    ...repository,
    path,
    expression: branch === null ? "HEAD" : `refs/heads/${branch}`,
    first: versionsRead,
  });
  const nodes = data.repository.object?.history?.nodes;
  return nodes === undefined ? null : nodes.map(toVersion);
}

function toVersion({ committedDate, associatedPullRequests, file }: HistoryNode): FileVersion {
  const { text = null, isTruncated = true } = file?.object ?? {};
  const merged = associatedPullRequests.nodes.flatMap(({ mergedAt }) => mergedAt ?? []);
  const times = [committedDate, ...merged].map((time) => Date.parse(time));
  const since = new Date(Math.max(...times)).toISOString();
  return { text: isTruncated ? null : text, since };
}

export const fileVersionsQuery = `query FileVersions($owner: String!, $name: String!, $path: String!, $expression: String!, $first: Int!) {
  repository(owner: $owner, name: $name) {
    object(expression: $expression) {
      ... on Commit {
        history(first: $first, path: $path) {
          nodes {
            committedDate
            associatedPullRequests(first: 5) { nodes { mergedAt } }
            file(path: $path) { object { ... on Blob { text isTruncated } } }
          }
        }
      }
    }
  }
}`;

interface FileData {
  readonly repository: {
    readonly object: { readonly history?: { readonly nodes: readonly HistoryNode[] } } | null;
  };
}

interface HistoryNode {
  readonly committedDate: string;
  readonly associatedPullRequests: {
    readonly nodes: readonly { readonly mergedAt: string | null }[];
  };
  readonly file: {
    readonly object: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
  } | null;
}
