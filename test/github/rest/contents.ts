import { posix } from "node:path";
import { ApiError, notFound } from "../http/api-error.ts";
import { ok, route } from "../http/route.ts";
import type { RestResponse } from "../http/route.ts";
import { listTree } from "../git/tree.ts";
import type { ListedEntry } from "../git/tree.ts";
import { findCommit } from "../revision.ts";
import { restUrl, webUrl } from "../world.ts";
import type { World } from "../world.ts";
import { wrappedBase64 } from "./git-data.ts";

export const contentRoutes = [
  route("GET /contents/{path}", ["contents:read"], async ({ world, parameter, query, accept }) => {
    const path = parameter("path").replace(/^\/+|\/+$/g, "");
    const reference = query.get("ref") ?? world.defaultBranch;
    const commit = await findCommit(world, reference);
    if (commit === null) {
      throw query.has("ref")
        ? new ApiError(404, `No commit found for the ref ${reference}`)
        : notFound();
    }
    if (path === "") return ok(await directoryJson(world, commit, reference, ""));
    const entry = await followLink(world, commit, path, await findEntry(world, commit, path));
    if (entry === null) throw notFound();
    if (entry.type === "tree") return ok(await directoryJson(world, commit, reference, path));
    if (/application\/vnd\.github(\.v3)?\.raw/.test(accept)) return rawContent(world, entry);
    return ok(await contentJson(world, reference, { ...entry, path }));
  }),
];

async function findEntry(world: World, commit: string, path: string): Promise<ListedEntry | null> {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  const parent = await world.git.objects.find(`${commit}:${parts.join("/")}`);
  if (parent?.type !== "tree") return null;
  const entries = await listTree(world.git.directory, parent.oid, false);
  return entries.find((entry) => entry.path === name) ?? null;
}

/** A symbolic link to a file of the repository is answered with that file; every other link with itself. */
async function followLink(
  world: World,
  commit: string,
  path: string,
  entry: ListedEntry | null,
): Promise<ListedEntry | null> {
  if (entry?.mode !== "120000") return entry;
  const target = (await world.git.objects.read(entry.sha)).toString();
  const targetPath = posix.join(posix.dirname(path), target);
  if (target.startsWith("/") || targetPath.startsWith("../")) return entry;
  const linked = await findEntry(world, commit, targetPath);
  return linked?.type === "blob" && linked.mode !== "120000" ? linked : entry;
}

async function rawContent(world: World, entry: ListedEntry): Promise<RestResponse> {
  if (entry.size === null || entry.size > world.limits.rawBytes) throw tooLarge();
  const content = await world.git.objects.read(entry.sha);
  return {
    status: 200,
    body: content,
    contentType: "application/vnd.github.raw+json; charset=utf-8",
  };
}

async function contentJson(world: World, reference: string, entry: ListedEntry) {
  const common = entryJson(world, reference, entry);
  if (entry.type === "commit") {
    return {
      ...common,
      type: "submodule",
      submodule_git_url: `${world.serverUrl}/${entry.path}.git`,
    };
  }
  const size = entry.size ?? 0;
  if (size > world.limits.rawBytes) throw tooLarge();
  const content = await world.git.objects.read(entry.sha);
  if (entry.mode === "120000") return { ...common, type: "symlink", target: content.toString() };
  // Above 1 MB GitHub says the file, but not its content.
  return size > world.limits.contentsBytes
    ? { ...common, type: "file", encoding: "none", content: "" }
    : { ...common, type: "file", encoding: "base64", content: wrappedBase64(content) };
}

async function directoryJson(world: World, commit: string, reference: string, path: string) {
  const tree = await world.git.objects.find(`${commit}:${path}`);
  const entries = await listTree(world.git.directory, tree?.oid ?? commit, false);
  return entries.slice(0, world.limits.directoryEntries).map((entry) => ({
    ...entryJson(world, reference, {
      ...entry,
      path: path === "" ? entry.path : `${path}/${entry.path}`,
    }),
    type: entry.type === "tree" ? "dir" : entry.mode === "120000" ? "symlink" : "file",
  }));
}

function entryJson(world: World, reference: string, entry: ListedEntry) {
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const url = `${restUrl(world)}/contents/${path}?ref=${encodeURIComponent(reference)}`;
  const gitUrl = `${restUrl(world)}/git/${entry.type === "tree" ? "trees" : "blobs"}/${entry.sha}`;
  const htmlUrl = `${webUrl(world)}/blob/${encodeURIComponent(reference)}/${path}`;
  return {
    name: entry.path.split("/").at(-1) ?? "",
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: htmlUrl,
    git_url: gitUrl,
    download_url: entry.type === "blob" ? htmlUrl.replace("/blob/", "/raw/") : null,
    _links: { self: url, git: gitUrl, html: htmlUrl },
  };
}

function tooLarge(): ApiError {
  return new ApiError(403, "This API returns blobs up to 100 MB in size.", {
    errors: [{ resource: "Blob", field: "data", code: "too_large" }],
  });
}
