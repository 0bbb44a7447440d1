import { ApiError, notFound } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import { differences, pullRequestCommits, shownPatches } from "../pull-request-facts.ts";
import { findCommit } from "../revision.ts";
import type { PullRequest, World } from "../world.ts";
import { commitJson, differenceJson } from "./commit-json.ts";
import { pullRequestSimpleJson } from "./pull-request-json.ts";

const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

export const commitRoutes = [
  route("GET /commits", ["contents:read"], async ({ world, query, page }) => {
    const head = await findCommit(world, query.get("sha") ?? world.defaultBranch);
    if (head === null) throw query.has("sha") ? notFound() : emptyRepository();
    const limits = ["since", "until"].flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [`--${name}=${value}`];
    });
    const path = query.get("path");
    const paths = path === null ? [] : ["--", `:(literal)${path}`];
    const listed = await world.git.print("rev-list", ...limits, head, ...paths);
    const commits = page(listed === "" ? [] : listed.split("\n"));
    return ok(await Promise.all(commits.map((sha) => commitJson(world, sha))));
  }),

  route("GET /commits/{ref}", ["contents:read"], async ({ world, parameter, accept, page }) => {
    const sha = await findCommit(world, parameter("ref"));
    if (sha === null) throw unknownCommit(parameter("ref"));
    if (/application\/vnd\.github(\.v3)?\.sha/.test(accept)) {
      return { status: 200, body: sha, contentType: "application/vnd.github.sha; charset=utf-8" };
    }
    const { parents } = await world.git.readCommit(sha);
    const base = parents[0] ?? emptyTree;
    const files = await differences(world, base, sha);
    const patches = await shownPatches(world, base, sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    return ok({
      ...(await commitJson(world, sha)),
      stats: { total: additions + deletions, additions, deletions },
      files: page(files.slice(0, 3000), { standard: 300, largest: 300 }).map((file) =>
        differenceJson(world, sha, file, patches),
      ),
    });
  }),

  route(
    "GET /commits/{commit_sha}/pulls",
    ["pull-requests:read"],
    async ({ world, parameter, page }) => {
      const pulls = await pullRequestsOf(world, parameter("commit_sha"));
      return ok(await Promise.all(page(pulls).map((pull) => pullRequestSimpleJson(world, pull))));
    },
  ),
];

/**
 * The pull requests that a commit belongs to. For a commit of the default branch: the merged ones that brought it.
 * For other commits also the open ones that hold it. A branch's name gives its pull requests.
 */
export async function pullRequestsOf(
  world: World,
  reference: string,
): Promise<readonly PullRequest[]> {
  const sha = await findCommit(world, reference);
  if (sha === null) throw unknownCommit(reference);
  const tip = await findCommit(world, `refs/heads/${world.defaultBranch}`);
  const isOnDefaultBranch = tip !== null && (await world.git.isAncestor(sha, tip));
  const found: PullRequest[] = [];
  for (const pull of world.pullRequests.values()) {
    if (isOnDefaultBranch && pull.merge === null) continue;
    if (!isOnDefaultBranch && pull.state === "closed" && pull.merge === null) continue;
    const isMergeCommit = pull.merge?.sha === sha;
    if (isMergeCommit || (await pullRequestCommits(world, pull)).includes(sha)) found.push(pull);
  }
  return found;
}

export function unknownCommit(reference: string): ApiError {
  return new ApiError(422, `No commit found for SHA: ${reference}`);
}

export function emptyRepository(): ApiError {
  return new ApiError(409, "Git Repository is empty.");
}
