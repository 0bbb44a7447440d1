import { nodeId, repositoryId } from "../rest/accounts.ts";
import { findCommit } from "../revision.ts";
import { webUrl } from "../world.ts";
import type { PullRequest, QueuedPullRequest } from "../world.ts";
import { connection } from "./connection.ts";
import type { ConnectionArguments } from "./connection.ts";
import { deploymentsConnection } from "./deployment.ts";
import type { DeploymentsArguments } from "./deployment.ts";
import { issueOf, issuesConnection } from "./issue.ts";
import type { IssuesArguments } from "./issue.ts";
import { commitFields, objectFields, refFields } from "./git-object.ts";
import { pullRequestFields, pullRequestState } from "./pull-request.ts";
import { actorFields, GraphqlApiError, requirePermission } from "./viewer.ts";
import type { Fields, Viewer } from "./viewer.ts";

interface PullRequestsArguments extends ConnectionArguments {
  readonly states?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: "ASC" | "DESC" } | null;
}

/** The repository, or (with what little can be asked of it) the fork of another owner. */
export function repositoryFields(viewer: Viewer, owner = viewer.world.owner): Fields {
  const { world } = viewer;
  const common = {
    __typename: "Repository",
    name: world.name,
    nameWithOwner: `${owner}/${world.name}`,
    owner: () => actorFields(viewer, owner),
    isFork: owner !== world.owner,
    isPrivate: world.isPrivate,
    visibility: world.isPrivate ? "PRIVATE" : "PUBLIC",
    url: `${world.serverUrl}/${owner}/${world.name}`,
    resourcePath: `/${owner}/${world.name}`,
  };
  if (owner !== world.owner) return { ...common, id: nodeId("Repository", owner) };
  return {
    ...common,
    id: nodeId("Repository", repositoryId),
    databaseId: repositoryId,
    url: webUrl(world),
    isEmpty: async () => (await findCommit(world, world.defaultBranch)) === null,
    defaultBranchRef: () => existingRef(viewer, `refs/heads/${world.defaultBranch}`),
    ref: ({ qualifiedName }: { qualifiedName: string }) => {
      requirePermission(viewer, "contents:read");
      return existingRef(
        viewer,
        qualifiedName.startsWith("refs/") ? qualifiedName : `refs/heads/${qualifiedName}`,
      );
    },
    object: ({ expression, oid }: { expression?: string | null; oid?: string | null }) => {
      requirePermission(viewer, "contents:read");
      const revision = oid ?? expression ?? null;
      return revision === null ? null : objectFields(viewer, revision);
    },
    pullRequest: ({ number }: { number: number }) => {
      requirePermission(viewer, "pull-requests:read");
      const pull = world.pullRequests.get(number);
      if (pull !== undefined) return pullRequestFields(viewer, pull);
      throw new GraphqlApiError(
        "NOT_FOUND",
        `Could not resolve to a PullRequest with the number of ${number}.`,
      );
    },
    pullRequests: (listArguments: PullRequestsArguments) => {
      requirePermission(viewer, "pull-requests:read");
      const pulls = filtered([...world.pullRequests.values()], listArguments);
      return connection("pullRequests", pulls, listArguments, (pull) =>
        pullRequestFields(viewer, pull),
      );
    },
    issue: ({ number }: { number: number }) => issueOf(viewer, number),
    issues: (listArguments: IssuesArguments) => issuesConnection(viewer, listArguments),
    mergeQueue: ({ branch }: { branch?: string | null }) => {
      // Which permission a queue takes is not documented: it is taken to be that of its pull requests.
      requirePermission(viewer, "pull-requests:read");
      const base = branch ?? world.defaultBranch;
      const queued = world.mergeQueue.filter(({ baseBranch }) => baseBranch === base);
      return queued.length === 0 ? null : mergeQueueFields(viewer, queued);
    },
    deployments: (listArguments: DeploymentsArguments) => {
      requirePermission(viewer, "deployments:read");
      return deploymentsConnection(viewer, listArguments);
    },
    environments: (listArguments: ConnectionArguments) => {
      requirePermission(viewer, "actions:read");
      const all = [...world.deployments.values()].map(({ environment }) => environment);
      return connection("environments", [...new Set(all)].sort(), listArguments, (name) => ({
        __typename: "Environment",
        id: nodeId("Environment", name),
        name,
      }));
    },
    releases: (listArguments: ConnectionArguments) => {
      requirePermission(viewer, "contents:read");
      return connection("releases", world.releases.toReversed(), listArguments, (release) => ({
        __typename: "Release",
        tagName: release.tag,
        isDraft: release.isDraft,
        isPrerelease: release.isPrerelease,
        publishedAt: release.publishedAt,
        tagCommit: () => objectFields(viewer, `refs/tags/${release.tag}`),
      }));
    },
    refs: async ({ refPrefix, ...list }: ConnectionArguments & { readonly refPrefix: string }) => {
      requirePermission(viewer, "contents:read");
      const listed = await world.git.print("for-each-ref", "--format=%(refname)", refPrefix);
      const refs = listed === "" ? [] : listed.split("\n");
      return connection("refs", refs, list, (ref) => refFields(viewer, ref));
    },
  };
}

function mergeQueueFields(viewer: Viewer, queued: readonly QueuedPullRequest[]): Fields {
  return {
    __typename: "MergeQueue",
    entries: (listArguments: ConnectionArguments) =>
      connection("entries", queued, listArguments, ({ number, sha }) => {
        const pull = viewer.world.pullRequests.get(number);
        return {
          __typename: "MergeQueueEntry",
          headCommit: () => commitFields(viewer, sha),
          pullRequest: pull === undefined ? null : pullRequestFields(viewer, pull),
        };
      }),
  };
}

async function existingRef(viewer: Viewer, ref: string): Promise<Fields | null> {
  return (await viewer.world.git.refExists(ref)) ? refFields(viewer, ref) : null;
}

function filtered(
  pulls: readonly PullRequest[],
  { states, baseRefName, headRefName, labels, orderBy }: PullRequestsArguments,
): readonly PullRequest[] {
  const key = (pull: PullRequest): string =>
    orderBy?.field === "UPDATED_AT" ? pull.updatedAt : pull.createdAt;
  const sorted = pulls
    .filter((pull) => (states ?? [pullRequestState(pull)]).includes(pullRequestState(pull)))
    .filter((pull) => (baseRefName ?? pull.baseBranch) === pull.baseBranch)
    .filter((pull) => (headRefName ?? pull.headBranch) === pull.headBranch)
    .filter((pull) => labels?.some((label) => pull.labels.includes(label)) ?? true)
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.number - b.number));
  return orderBy?.direction === "DESC" ? sorted.reverse() : sorted;
}
