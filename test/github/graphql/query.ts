import { deploymentFields } from "./deployment.ts";
import { commitFields } from "./git-object.ts";
import { issueFields } from "./issue.ts";
import { issueCommentFields, pullRequestFields } from "./pull-request.ts";
import { repositoryFields } from "./repository.ts";
import { GraphqlApiError, requirePermission, viewerFields } from "./viewer.ts";
import type { Fields, Viewer } from "./viewer.ts";

/** The fields of a query's root. */
export function queryFields(viewer: Viewer): Fields {
  const { world } = viewer;
  return {
    viewer: () => viewerFields(viewer),
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const named = `${owner}/${name}`;
      if (named.toLowerCase() === `${world.owner}/${world.name}`.toLowerCase())
        return repositoryFields(viewer);
      throw new GraphqlApiError(
        "NOT_FOUND",
        `Could not resolve to a Repository with the name '${named}'.`,
      );
    },
    node: ({ id }: { id: string }) => nodeFields(viewer, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => nodeFields(viewer, id)),
    rateLimit: () => ({
      cost: 1,
      limit: 1000,
      nodeCount: 0,
      remaining: 999,
      used: 1,
      resetAt: new Date(Date.now() + 3_600_000).toISOString(),
    }),
  };
}

async function nodeFields(viewer: Viewer, id: string): Promise<Fields> {
  const { world } = viewer;
  const [type, key = ""] = Buffer.from(id, "base64url").toString().split(":");
  if (type === "Deployment") {
    const deployment = world.deployments.get(Number(key));
    requirePermission(viewer, "deployments:read");
    if (deployment !== undefined) return deploymentFields(viewer, deployment);
  }
  if (type === "PullRequest") {
    const pull = world.pullRequests.get(Number(key));
    requirePermission(viewer, "pull-requests:read");
    if (pull !== undefined) return pullRequestFields(viewer, pull);
  }
  if (type === "Issue") {
    const issue = world.issues.get(Number(key));
    requirePermission(viewer, "issues:read");
    if (issue !== undefined) return issueFields(viewer, issue);
  }
  if (type === "IssueComment") {
    const comment = world.issueComments.get(Number(key));
    requirePermission(viewer, "pull-requests:read", "issues:read");
    if (comment !== undefined) return issueCommentFields(viewer, comment);
  }
  if (type === "Commit" && /^[0-9a-f]{40}$/.test(key)) {
    requirePermission(viewer, "contents:read");
    return commitFields(viewer, key);
  }
  throw new GraphqlApiError(
    "NOT_FOUND",
    `Could not resolve to a node with the global id of '${id}'`,
  );
}
