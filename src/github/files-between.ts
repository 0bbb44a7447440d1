import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import type { Operation } from "./errors.ts";
import type { FileNode } from "./pull-request-query.ts";
import { query } from "./query.ts";
import type { RepositoryName } from "./repository.ts";

const pageSize = 100;

/**
 * The changed files between the first hundred and the last, all pages in one request. GitHub's cursors of this list
 * are positions (`MTAw` is 100), which nothing promises: where a cursor is something else or is refused, nothing is
 * told, and the caller's count says that the list is not whole.
 */
export async function readFilesBetween(
  client: Client,
  operation: Operation,
  pullRequest: RepositoryName & { readonly number: number },
  { firstEnd, changedFiles }: { readonly firstEnd: string | null; readonly changedFiles: number },
): Promise<readonly FileNode[]> {
  const cursorAt = positionalCursor(firstEnd);
  if (cursorAt === null) return [];
  const cursors: string[] = [];
  for (let from = pageSize; from < changedFiles - pageSize; from += pageSize)
    cursors.push(cursorAt(from));
  try {
    const { repository } = await query<Answer>(client, operation, filesQuery(cursors.length), {
      ...pullRequest,
      ...Object.fromEntries(cursors.map((cursor, index) => [`after${index}`, cursor])),
    });
    return Object.values(repository.pullRequest).flatMap(({ nodes }) => nodes);
  } catch (error) {
    if (error instanceof SourceError) return [];
    throw error;
  }
}

interface Answer {
  readonly repository: {
    readonly pullRequest: Readonly<Record<string, { readonly nodes: readonly FileNode[] }>>;
  };
}

/** Makes the cursor behind so many files, by the example of the one behind a hundred; null where that holds no position. */
function positionalCursor(hundredth: string | null): ((position: number) => string) | null {
  const match = /^(\D*)100$/.exec(Buffer.from(hundredth ?? "", "base64").toString());
  if (match === null) return null;
  return (position) => Buffer.from(`${match[1] ?? ""}${position}`).toString("base64");
}

/** So many pages of changed files in one query. */
export function filesQuery(pages: number): string {
  const numbers = Array.from({ length: pages }, (_, index) => index);
  return `query FilesBetween(
  $owner: String!, $name: String!, $number: Int!
  ${numbers.map((index) => `$after${index}: String`).join(", ")}
) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      ${numbers.map((index) => `page${index}: files(first: ${pageSize}, after: $after${index}) { nodes { path changeType } }`).join("\n      ")}
    }
  }
}`;
}
