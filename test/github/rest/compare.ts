import { ApiError, notFound } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import { differences, shownPatches } from "../pull-request-facts.ts";
import { findCommit } from "../revision.ts";
import { restUrl, webUrl } from "../world.ts";
import { commitJson, differenceJson } from "./commit-json.ts";

export const compareRoutes = [
  route("GET /compare/{basehead}", ["contents:read"], async ({ world, parameter, query, page }) => {
    const basehead = parameter("basehead");
    const [baseName = "", headName = ""] = basehead.split("...");
    const base = await findCommit(world, baseName);
    const head = await findCommit(world, headName);
    if (base === null || head === null) throw notFound();
    const mergeBase = await world.git.mergeBase(base, head);
    if (mergeBase === null) {
      throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`);
    }

    const commits = await world.git.listCommits(base, head);
    const behind = (await world.git.listCommits(head, base)).length;
    const isPaged = query.has("page") || query.has("per_page");
    const shown = isPaged ? page(commits) : commits.slice(-world.limits.compareCommits);
    // The files are on the first page only, however the commits are paged.
    const isFirstPage = (query.get("page") ?? "1") === "1";
    const files = isFirstPage ? await differences(world, mergeBase, head) : [];
    const patches = isFirstPage
      ? await shownPatches(world, mergeBase, head)
      : new Map<string, string>();

    const url = `${restUrl(world)}/compare/${basehead}`;
    const htmlUrl = `${webUrl(world)}/compare/${basehead}`;
    return ok({
      url,
      html_url: htmlUrl,
      permalink_url: `${webUrl(world)}/compare/${world.owner}:${base.slice(0, 7)}...${world.owner}:${head.slice(0, 7)}`,
      diff_url: `${htmlUrl}.diff`,
      patch_url: `${htmlUrl}.patch`,
      base_commit: await commitJson(world, base),
      merge_base_commit: await commitJson(world, mergeBase),
      status: relation(commits.length, behind),
      ahead_by: commits.length,
      behind_by: behind,
      total_commits: commits.length,
      commits: await Promise.all(shown.map((sha) => commitJson(world, sha))),
      ...(isFirstPage
        ? {
            files: files
              .slice(0, world.limits.compareFiles)
              .map((file) => differenceJson(world, head, file, patches)),
          }
        : {}),
    });
  }),
];

function relation(ahead: number, behind: number): "identical" | "ahead" | "behind" | "diverged" {
  if (ahead === 0) return behind === 0 ? "identical" : "behind";
  return behind === 0 ? "ahead" : "diverged";
}
