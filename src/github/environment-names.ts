import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { query } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** A repository with more environments names them one by one. */
const mostPages = 10;

/** The names of all environments of a repository. One request per 100. */
export async function readEnvironmentNames(
  client: Client,
  repository: RepositoryName,
): Promise<readonly string[]> {
  const operation = {
    action: `list the environments of ${quoteRepository(repository)}`,
    permission: "actions: read",
  };
  const names: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const data: EnvironmentsData = await query<EnvironmentsData>(
      client,
      operation,
      environmentsQuery,
      { ...repository, after },
    );
    const { nodes, pageInfo } = data.repository.environments;
    names.push(...nodes.map(({ name }) => name));
    if (!pageInfo.hasNextPage) return names;
    after = pageInfo.endCursor;
  }
  throw new SourceError(
    `Could not ${operation.action}: there are more than ${mostPages * 100}. Name the environments without a pattern in the configuration.`,
  );
}

export const environmentsQuery = `query Environments($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    environments(first: 100, after: $after) {
      nodes { name }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface EnvironmentsData {
  readonly repository: {
    readonly environments: {
      readonly nodes: readonly { readonly name: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}
