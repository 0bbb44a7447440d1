import { ApiError, notFound, validationFailed } from "../http/api-error.ts";
import { created, ok, route } from "../http/route.ts";
import { findCommit } from "../revision.ts";
import { restUrl, user } from "../world.ts";
import type { CommitStatus, World } from "../world.ts";
import { nodeId, repositoryJson, userJson } from "./accounts.ts";

interface NewStatus {
  readonly state: CommitStatus["state"];
  readonly context?: string;
  readonly description?: string | null;
  readonly target_url?: string | null;
}

export const statusRoutes = [
  route<NewStatus>(
    "POST /statuses/{sha}",
    ["statuses:write"],
    async ({ world, token, parameter, body }) => {
      const sha = parameter("sha");
      const found = /^[0-9a-f]{40}$/.test(sha) ? await findCommit(world, sha) : null;
      if (found === null) throw new ApiError(422, `No commit found for SHA: ${sha}`);
      const { statusDescription, statusesPerContext } = world.limits;
      if ([...(body.description ?? "")].length > statusDescription) {
        throw validationFailed(
          "Status",
          "description",
          `description is too long (maximum is ${statusDescription} characters)`,
        );
      }
      const targetUrl = body.target_url ?? null;
      if (targetUrl !== null && !/^https?:\/\//.test(targetUrl)) {
        throw validationFailed("Status", "target_url", "target_url must use http(s) scheme");
      }
      const context = body.context ?? "default";
      const statuses = world.statuses.get(sha) ?? [];
      if (statuses.filter((status) => status.context === context).length >= statusesPerContext) {
        throw validationFailed(
          "Status",
          "context",
          "This SHA and context has reached the maximum number of statuses.",
        );
      }
      const status: CommitStatus = {
        id: world.nextId(),
        context,
        state: body.state,
        description: body.description ?? null,
        targetUrl,
        creator: token.login,
        createdAt: world.clock.tick(),
      };
      world.statuses.set(sha, [...statuses, status]);
      return created(statusJson(world, sha, status));
    },
  ),

  route("GET /commits/{ref}/statuses", ["statuses:read"], async ({ world, parameter, page }) => {
    const sha = await requestedCommit(world, parameter("ref"));
    const newestFirst = [...(world.statuses.get(sha) ?? [])].reverse();
    return ok(page(newestFirst).map((status) => statusJson(world, sha, status)));
  }),

  route("GET /commits/{ref}/status", ["statuses:read"], async ({ world, parameter, page }) => {
    const sha = await requestedCommit(world, parameter("ref"));
    const current = currentStatuses(world, sha);
    const url = `${restUrl(world)}/commits/${sha}`;
    return ok({
      state: combinedState(current),
      statuses: page(current).map((status) => statusJson(world, sha, status)),
      sha,
      total_count: current.length,
      repository: repositoryJson(world),
      commit_url: url,
      url: `${url}/status`,
    });
  }),
];

async function requestedCommit(world: World, reference: string): Promise<string> {
  const sha = await findCommit(world, reference);
  if (sha === null) throw notFound();
  return sha;
}

/** The newest status of each context. */
export function currentStatuses(world: World, sha: string): readonly CommitStatus[] {
  const byContext = new Map(
    (world.statuses.get(sha) ?? []).map((status) => [status.context, status]),
  );
  return [...byContext.values()];
}

/** Pending also where there is no status at all. */
export function combinedState(
  statuses: readonly CommitStatus[],
): "failure" | "pending" | "success" {
  const states = new Set(statuses.map((status) => status.state));
  if (states.has("failure") || states.has("error")) return "failure";
  return states.has("pending") || states.size === 0 ? "pending" : "success";
}

function statusJson(world: World, sha: string, status: CommitStatus) {
  return {
    url: `${restUrl(world)}/statuses/${sha}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${user(world, status.creator).id}?v=4`,
    id: status.id,
    node_id: nodeId("StatusContext", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    creator: userJson(world, status.creator),
  };
}
