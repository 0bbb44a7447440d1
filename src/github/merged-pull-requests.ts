import type { MergedPullRequest } from "../model/pull-request.ts";
import type { Client } from "./client.ts";
import { linkedFragment, toLinkedPullRequest, type LinkedNode } from "./linked-pull-requests.ts";
import { query } from "./query.ts";
import { quoteRepository, type RepositoryName } from "./repository.ts";

/** What was merged into a branch: by file, and the newest of all. */
export interface MergedPullRequests {
  /** For every path asked for, the pull requests whose commits touched it, newest first. */
  readonly byPath: ReadonlyMap<string, readonly MergedPullRequest[]>;
  readonly recent: readonly {
    readonly pullRequest: MergedPullRequest;
    /** The first of its changed files. */
    readonly paths: readonly string[];
  }[];
}

/** The branch, and its commit up to which is looked. */
export interface BranchCommit {
  readonly branch: string;
  readonly sha: string;
}

/** The newest pull requests that were merged into a branch, and those that touched some of its files. One request. */
export async function readMergedPullRequests(
  client: Client,
  repository: RepositoryName,
  { branch, sha }: BranchCommit,
  paths: readonly string[],
): Promise<MergedPullRequests> {
  const operation = {
    action: `read what was merged into \`${branch}\` of ${quoteRepository(repository)}`,
    permission: "pull-requests: read",
  };
  const variables = Object.fromEntries(paths.map((path, position) => [`p${position}`, path]));
  const data = await query<MergedData>(client, operation, mergedQuery(paths.length), {
    ...repository,
    branch,
    commit: sha,
    ...variables,
  });
  const { object, pullRequests } = data.repository;
  const isMerged = (one: LinkedNode): readonly MergedPullRequest[] => {
    const pullRequest = toLinkedPullRequest(one.number, { [`p${one.number}`]: one });
    // A commit of a branch that was merged elsewhere first belongs to several.
    return pullRequest.state === "merged" && pullRequest.baseBranch === branch ? [pullRequest] : [];
  };
  return {
    byPath: new Map(
      paths.map((path, position) => {
        const commits = object?.[`f${position}`]?.nodes ?? [];
        const own = commits.flatMap(({ associatedPullRequests: { nodes } }) =>
          nodes.flatMap(isMerged),
        );
        return [path, [...new Map(own.map((one) => [one.number, one])).values()]];
      }),
    ),
    recent: pullRequests.nodes.flatMap((node) =>
      isMerged(node).map((pullRequest) => ({
        pullRequest,
        paths: node.files?.nodes.map(({ path }) => path) ?? [],
      })),
    ),
  };
}

/** Paths are variables: a quote or a line break in a name cannot end the query's string. */
export function mergedQuery(count: number): string {
  const positions = Array.from({ length: count }, (_, position) => position);
  const histories = positions.map(
    (at) =>
      `f${at}: history(first: 10, path: $p${at}) { nodes { associatedPullRequests(first: 5) { nodes { ...linked } } } }`,
  );
  return `query MergedPullRequests($owner: String!, $name: String!, $branch: String!, $commit: GitObjectID!${positions.map((at) => `, $p${at}: String!`).join("")}) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) {
      ... on Commit {
        oid
        ${histories.join("\n        ")}
      }
    }
    pullRequests(
      states: MERGED, baseRefName: $branch, first: 20, orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      nodes { ...linked files(first: 100) { nodes { path } } }
    }
  }
}
${linkedFragment}`;
}

interface MergedData {
  readonly repository: {
    readonly object: Readonly<
      Record<
        `f${number}`,
        | {
            readonly nodes: readonly {
              readonly associatedPullRequests: { readonly nodes: readonly LinkedNode[] };
            }[];
          }
        | undefined
      >
    > | null;
    readonly pullRequests: {
      readonly nodes: readonly (LinkedNode & {
        readonly files: { readonly nodes: readonly { readonly path: string }[] } | null;
      })[];
    };
  };
}
