import { notFound } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import { listTree } from "../git/tree.ts";
import type { ListedEntry } from "../git/tree.ts";
import { findCommit } from "../revision.ts";
import { restUrl } from "../world.ts";
import type { World } from "../world.ts";
import { nodeId } from "./accounts.ts";
import { gitCommitJson } from "./commit-json.ts";
import { emptyRepository } from "./commits.ts";

export const gitDataRoutes = [
  route("GET /git/trees/{tree_sha}", ["contents:read"], async ({ world, parameter, query }) => {
    const named = parameter("tree_sha");
    const sha = await treeish(world, named);
    // Any value of `recursive` counts, also 0 and false.
    const entries = await listTree(world.git.directory, sha, query.has("recursive"));
    return ok({
      sha,
      url: `${restUrl(world)}/git/trees/${sha}`,
      tree: entries.slice(0, world.limits.treeEntries).map((entry) => treeEntryJson(world, entry)),
      truncated: entries.length > world.limits.treeEntries,
    });
  }),

  route("GET /git/commits/{commit_sha}", ["contents:read"], async ({ world, parameter }) => {
    const sha = parameter("commit_sha");
    const found = /^[0-9a-f]{40}$/.test(sha) ? await world.git.objects.find(sha) : null;
    if (found?.type !== "commit") throw notFound();
    return ok(await gitCommitJson(world, sha));
  }),

  route("GET /git/blobs/{file_sha}", ["contents:read"], async ({ world, parameter, accept }) => {
    const sha = parameter("file_sha");
    const found = /^[0-9a-f]{40}$/.test(sha) ? await world.git.objects.find(sha) : null;
    if (found?.type !== "blob" || found.size > world.limits.rawBytes) throw notFound();
    const content = await world.git.objects.read(sha);
    if (/application\/vnd\.github(\.v3)?\.raw/.test(accept)) {
      return {
        status: 200,
        body: content,
        contentType: "application/vnd.github.raw+json; charset=utf-8",
      };
    }
    return ok({
      sha,
      node_id: nodeId("Blob", sha),
      size: found.size,
      url: `${restUrl(world)}/git/blobs/${sha}`,
      content: wrappedBase64(content),
      encoding: "base64",
    });
  }),

  route("GET /git/ref/{ref}", ["contents:read"], async ({ world, parameter }) => {
    const ref = `refs/${parameter("ref")}`;
    const sha = ref.startsWith("refs/forks/") ? null : await findCommit(world, ref);
    if (sha === null) throw notFound();
    return ok({
      ref,
      node_id: nodeId("Ref", ref),
      url: `${restUrl(world)}/git/${ref}`,
      object: { type: "commit", sha, url: `${restUrl(world)}/git/commits/${sha}` },
    });
  }),
];

/**
 * The object that the tree is asked by: of a branch its commit (and the answer's `sha` is the commit's too, as
 * GitHub's is), of a commit itself, of a tree itself.
 */
async function treeish(world: World, named: string): Promise<string> {
  if (/^[0-9a-f]{40}$/.test(named)) {
    const found = await world.git.objects.find(named);
    if (found?.type === "tree" || found?.type === "commit") return named;
    throw notFound();
  }
  const commit = await findCommit(world, named);
  if (commit !== null) return commit;
  throw (await findCommit(world, world.defaultBranch)) === null ? emptyRepository() : notFound();
}

function treeEntryJson(world: World, entry: ListedEntry) {
  const { path, mode, type, sha, size } = entry;
  if (type === "commit") return { path, mode, type, sha };
  return {
    path,
    mode,
    type,
    sha,
    ...(size === null ? {} : { size }),
    url: `${restUrl(world)}/git/${type}s/${sha}`,
  };
}

/** Base64 in lines of 60 characters, as GitHub sends it. */
export function wrappedBase64(content: Buffer): string {
  return content.toString("base64").replace(/.{1,60}/g, "$&\n");
}
