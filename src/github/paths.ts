import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { queryExisting } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

const pathsPerRequest = 200;

/** The object id at each path of a commit; null where nothing is there. One request per 200 paths. */
export async function readPathsAt(
  client: Client,
  repository: RepositoryName,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const operation = {
    action: `look up files of commit \`${commit.slice(0, 7)}\` of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
  const found = new Map<string, string | null>();
  for (let start = 0; start < paths.length; start += pathsPerRequest) {
    const batch = paths.slice(start, start + pathsPerRequest);
    const variables = Object.fromEntries(batch.map((path, position) => [`p${position}`, path]));
    const data = await queryExisting<PathsData>(client, operation, pathsQuery(batch.length), {
      ...repository,
      commit,
      ...variables,
    });
    const files = data.repository.object;
    if (files === null)
      throw new SourceError(
        `Could not ${operation.action}: the commit is gone. Deploy a commit of a branch that exists.`,
      );
    batch.forEach((path, position) => found.set(path, files[`f${position}`]?.oid ?? null));
  }
  return found;
}

/** Paths are variables: a quote or a line break in a name cannot end the query's string. */
export function pathsQuery(count: number): string {
  const positions = Array.from({ length: count }, (_, position) => position);
  return `query Paths($owner: String!, $name: String!, $commit: GitObjectID!, ${positions.map((at) => `$p${at}: String!`).join(", ")}) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) {
      ... on Commit {
        ${positions.map((at) => `f${at}: file(path: $p${at}) { oid }`).join("\n        ")}
      }
    }
  }
}`;
}

interface PathsData {
  readonly repository: {
    readonly object: Readonly<Record<string, { readonly oid: string } | null>> | null;
  };
}
