import { SourceError } from "../model/source-error.ts";
import type { Client } from "./client.ts";
import { query } from "./query.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** A tag that stands for a version of the software. */
export interface Version {
  readonly tag: string;
  readonly sha: string;
  readonly isPrerelease: boolean;
  /** ISO time that orders it among the others. */
  readonly date: string;
  /** ISO time at which it came out; null where nobody wrote it down. */
  readonly since: string | null;
}

const mostPages = 10;

/** The published releases of a repository. One request per 100. */
export function readReleases(
  client: Client,
  repository: RepositoryName,
): Promise<readonly Version[]> {
  return readAll(client, repository, "releases", releasesQuery, (node: ReleaseNode) =>
    node.isDraft || node.tagCommit === null || node.publishedAt === null
      ? []
      : [
          {
            tag: node.tagName,
            sha: node.tagCommit.oid,
            isPrerelease: node.isPrerelease,
            date: node.publishedAt,
            since: node.publishedAt,
          },
        ],
  );
}

/** The tags of a repository. One request per 100. Only an annotated tag says when it was made. */
export function readTags(client: Client, repository: RepositoryName): Promise<readonly Version[]> {
  return readAll(client, repository, "tags", tagsQuery, ({ name, target }: TagNode) => {
    const commit = target.target ?? target;
    const since = target.tagger?.date ?? null;
    const date = since ?? commit.committedDate;
    return date === undefined
      ? []
      : [{ tag: name, sha: commit.oid, isPrerelease: false, date, since }];
  });
}

async function readAll<Node>(
  client: Client,
  repository: RepositoryName,
  what: "releases" | "tags",
  text: string,
  toVersions: (node: Node) => readonly Version[],
): Promise<readonly Version[]> {
  const operation = {
    action: `list the ${what} of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
  const versions: Version[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const data: VersionsData<Node> = await query<VersionsData<Node>>(client, operation, text, {
      ...repository,
      after,
    });
    const { nodes, pageInfo } = data.repository.versions;
    versions.push(...nodes.flatMap(toVersions));
    if (!pageInfo.hasNextPage) return versions;
    after = pageInfo.endCursor;
  }
  throw new SourceError(
    `Could not ${operation.action}: there are more than ${mostPages * 100}. Configure another source under \`deployments\`.`,
  );
}

export const releasesQuery = `query Releases($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    versions: releases(first: 100, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { tagName isDraft isPrerelease publishedAt tagCommit { oid } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export const tagsQuery = `query Tags($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    versions: refs(refPrefix: "refs/tags/", first: 100, after: $after, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes {
        name
        target {
          oid
          ... on Commit { committedDate }
          ... on Tag { tagger { date } target { oid ... on Commit { committedDate } } }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface VersionsData<Node> {
  readonly repository: {
    readonly versions: {
      readonly nodes: readonly Node[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

interface ReleaseNode {
  readonly tagName: string;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly publishedAt: string | null;
  readonly tagCommit: { readonly oid: string } | null;
}

interface TagNode {
  readonly name: string;
  readonly target: TargetNode & {
    readonly tagger?: { readonly date: string | null } | null;
    readonly target?: TargetNode;
  };
}

interface TargetNode {
  readonly oid: string;
  readonly committedDate?: string;
}
