import { ApiError, notFound } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import type { RestRequest } from "../http/route.ts";
import {
  differences,
  pullRequestBase,
  pullRequestCommits,
  shownPatches,
} from "../pull-request-facts.ts";
import type { PullRequest, World } from "../world.ts";
import { commitJson, differenceJson } from "./commit-json.ts";
import { pullRequestJson, pullRequestSimpleJson } from "./pull-request-json.ts";

/** The pull request that the path names. */
export function requestedPullRequest(
  request: RestRequest<unknown>,
  name = "pull_number",
): PullRequest {
  const found = request.world.pullRequests.get(Number(request.parameter(name)));
  if (found === undefined) throw notFound();
  return found;
}

export const pullRequestRoutes = [
  route("GET /pulls", ["pull-requests:read"], async ({ world, query, page }) => {
    const pulls = filtered([...world.pullRequests.values()], world, query);
    return ok(await Promise.all(page(pulls).map((pull) => pullRequestSimpleJson(world, pull))));
  }),

  route("GET /pulls/{pull_number}", ["pull-requests:read"], async (request) => {
    const { world } = request;
    const pull = requestedPullRequest(request);
    if (/application\/vnd\.github(\.v3)?\.diff/.test(request.accept)) return diffText(world, pull);
    return ok(await pullRequestJson(world, pull));
  }),

  route("GET /pulls/{pull_number}/files", ["pull-requests:read"], async (request) => {
    const { world, page } = request;
    const pull = requestedPullRequest(request);
    const base = await pullRequestBase(world, pull);
    if (base === null) return ok([]);
    const files = (await differences(world, base, pull.headSha)).slice(
      0,
      world.limits.pullRequestFiles,
    );
    const patches = await shownPatches(world, base, pull.headSha);
    return ok(page(files).map((file) => differenceJson(world, pull.headSha, file, patches)));
  }),

  route("GET /pulls/{pull_number}/commits", ["pull-requests:read"], async (request) => {
    const { world, page } = request;
    const commits = await pullRequestCommits(world, requestedPullRequest(request));
    const shown = page(commits.slice(0, world.limits.compareCommits));
    return ok(await Promise.all(shown.map((sha) => commitJson(world, sha))));
  }),
];

function filtered(
  pulls: readonly PullRequest[],
  world: World,
  query: URLSearchParams,
): readonly PullRequest[] {
  const state = query.get("state") ?? "open";
  const base = query.get("base");
  const head = query.get("head");
  const sort = query.get("sort") ?? "created";
  const ascending =
    (query.get("direction") ?? (query.get("sort") === null ? "desc" : "asc")) === "asc";
  const key = (pull: PullRequest): string => (sort === "updated" ? pull.updatedAt : pull.createdAt);
  return pulls
    .filter((pull) => state === "all" || pull.state === state)
    .filter((pull) => base === null || pull.baseBranch === base)
    .filter(
      (pull) => head === null || `${pull.headOwner}:${pull.headBranch}` === withOwner(head, world),
    )
    .sort((a, b) => (key(a) < key(b) ? -1 : 1) * (ascending ? 1 : -1));
}

function withOwner(head: string, world: World): string {
  return head.includes(":") ? head : `${world.owner}:${head}`;
}

async function diffText(world: World, pull: PullRequest) {
  const base = (await pullRequestBase(world, pull)) ?? pull.baseSha;
  const files = await differences(world, base, pull.headSha);
  const { diffFiles } = world.limits;
  if (files.length > diffFiles) {
    throw new ApiError(
      406,
      `Sorry, the diff exceeded the maximum number of files (${diffFiles}). Consider using 'List pull requests files' API or locally cloning the repository instead.`,
      { errors: [{ resource: "PullRequest", field: "diff", code: "too_large" }] },
    );
  }
  const diff = await world.git.print("diff", base, pull.headSha);
  return {
    status: 200,
    body: `${diff}\n`,
    contentType: "application/vnd.github.diff; charset=utf-8",
  };
}
