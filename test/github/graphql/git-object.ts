import { isoSeconds } from "../clock.ts";
import type { ObjectHeader } from "../git/object-store.ts";
import { listTree } from "../git/tree.ts";
import type { ListedEntry } from "../git/tree.ts";
import { loginOf } from "../rest/commit-json.ts";
import type { Signature } from "../git/commit.ts";
import { nodeId } from "../rest/accounts.ts";
import { pullRequestsOf } from "../rest/commits.ts";
import { combinedState, currentStatuses } from "../rest/statuses.ts";
import { findCommit } from "../revision.ts";
import type { CommitStatus, World } from "../world.ts";
import { webUrl } from "../world.ts";
import { connection } from "./connection.ts";
import type { ConnectionArguments } from "./connection.ts";
import { deploymentsConnection } from "./deployment.ts";
import type { DeploymentsArguments } from "./deployment.ts";
import { pullRequestFields } from "./pull-request.ts";
import { actorFields, requirePermission } from "./viewer.ts";
import type { Fields, Viewer } from "./viewer.ts";

/** A revision as GraphQL takes it (`main:db/001.sql`, a branch, an id): the object, or null where there is none. */
export async function objectFields(viewer: Viewer, expression: string): Promise<Fields | null> {
  const { world } = viewer;
  const colon = expression.indexOf(":");
  const revision = colon === -1 ? expression : expression.slice(0, colon);
  const commit = /^[0-9a-f]{40}$/.test(revision) ? revision : await findCommit(world, revision);
  if (commit === null) return null;
  return toFields(viewer, await world.git.objects.find(commit + expression.slice(revision.length)));
}

async function toFields(viewer: Viewer, found: ObjectHeader | null): Promise<Fields | null> {
  if (found === null) return null;
  if (found.type === "blob") return blobFields(viewer, found);
  if (found.type === "tree") return treeFields(viewer, found.oid, "");
  if (found.type === "commit") return commitFields(viewer, found.oid);
  return tagFields(viewer, found.oid);
}

async function tagFields(viewer: Viewer, oid: string): Promise<Fields> {
  const { world } = viewer;
  const text = (await world.git.objects.read(oid)).toString();
  const [, target = "", name = "", seconds = "0"] =
    /^object (\w+)\n[^]*?^tag (.+)\ntagger .*> (\d+) /m.exec(text) ?? [];
  return {
    __typename: "Tag",
    id: nodeId("Tag", oid),
    ...commonFields(world, oid),
    name,
    tagger: { __typename: "GitActor", date: isoSeconds(new Date(Number(seconds) * 1000)) },
    target: async () => toFields(viewer, await world.git.objects.find(target)),
  };
}

function commonFields(world: World, oid: string): Fields {
  const path = `/${world.owner}/${world.name}/tree/${oid}`;
  return {
    oid,
    abbreviatedOid: oid.slice(0, 7),
    commitUrl: `${world.serverUrl}${path}`,
    commitResourcePath: path,
  };
}

const binaryProbe = 8000;

function blobFields({ world }: Viewer, { oid, size }: ObjectHeader): Fields {
  const content = (): Promise<Buffer> => world.git.objects.read(oid);
  const isBinary = async (): Promise<boolean> =>
    (await content()).subarray(0, binaryProbe).includes(0);
  return {
    __typename: "Blob",
    id: nodeId("Blob", oid),
    ...commonFields(world, oid),
    byteSize: size,
    isBinary,
    isTruncated: size > world.limits.graphqlBlobBytes,
    text: async () =>
      (await isBinary())
        ? null
        : (await content()).subarray(0, world.limits.graphqlBlobBytes).toString(),
  };
}

function treeFields(viewer: Viewer, oid: string, path: string): Fields {
  const { world } = viewer;
  return {
    __typename: "Tree",
    id: nodeId("Tree", oid),
    ...commonFields(world, oid),
    entries: async () => {
      const entries = await listTree(world.git.directory, oid, false);
      return entries.map((entry) => treeEntryFields(viewer, entry, path));
    },
  };
}

function treeEntryFields(viewer: Viewer, entry: ListedEntry, folder: string): Fields {
  const path = folder === "" ? entry.path : `${folder}/${entry.path}`;
  const name = entry.path.split("/").at(-1) ?? "";
  return {
    __typename: "TreeEntry",
    name,
    nameRaw: Buffer.from(name).toString("base64"),
    path,
    pathRaw: Buffer.from(path).toString("base64"),
    // The octal mode as a number: 33188 for 100644.
    mode: Number.parseInt(entry.mode, 8),
    type: entry.type,
    oid: entry.sha,
    size: entry.size ?? 0,
    extension: name.includes(".") ? name.slice(name.lastIndexOf(".")) : "",
    isGenerated: false,
    object: async () => {
      // A submodule's commit is in another repository.
      if (entry.type === "commit") return null;
      if (entry.type === "tree") return treeFields(viewer, entry.sha, path);
      return toFields(viewer, await viewer.world.git.objects.find(entry.sha));
    },
  };
}

export async function commitFields(viewer: Viewer, sha: string): Promise<Fields> {
  const { world } = viewer;
  const commit = await world.git.readCommit(sha);
  const [headline = "", ...rest] = commit.message.split("\n");
  return {
    __typename: "Commit",
    id: nodeId("Commit", sha),
    ...commonFields(world, sha),
    url: `${webUrl(world)}/commit/${sha}`,
    message: commit.message,
    messageHeadline: headline,
    messageBody: rest.join("\n").trim(),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    author: () => gitActorFields(viewer, commit.author),
    committer: () => gitActorFields(viewer, commit.committer),
    tree: () => treeFields(viewer, commit.tree, ""),
    parents: (listArguments: ConnectionArguments) =>
      connection("parents", commit.parents, listArguments, (parent) =>
        commitFields(viewer, parent),
      ),
    history: async ({ path, ...list }: ConnectionArguments & { readonly path?: string | null }) => {
      const paths = path == null ? [] : ["--", `:(literal)${path}`];
      const listed = await world.git.print("rev-list", sha, ...paths);
      return connection("history", listed === "" ? [] : listed.split("\n"), list, (one) =>
        commitFields(viewer, one),
      );
    },
    file: async ({ path }: { path: string }) => {
      const parts = path.split("/");
      const name = parts.pop() ?? "";
      const folder = parts.join("/");
      const parent = await world.git.objects.find(`${commit.tree}:${folder}`);
      if (parent?.type !== "tree") return null;
      const entries = await listTree(world.git.directory, parent.oid, false);
      const entry = entries.find((candidate) => candidate.path === name);
      return entry === undefined ? null : treeEntryFields(viewer, entry, folder);
    },
    status: () => {
      requirePermission(viewer, "statuses:read");
      return statusFields(viewer, sha);
    },
    deployments: (listArguments: DeploymentsArguments) => {
      requirePermission(viewer, "deployments:read");
      return deploymentsConnection(viewer, listArguments, sha);
    },
    associatedPullRequests: async (listArguments: ConnectionArguments) => {
      requirePermission(viewer, "pull-requests:read");
      const pulls = await pullRequestsOf(world, sha);
      return connection("associatedPullRequests", pulls, listArguments, (pull) =>
        pullRequestFields(viewer, pull),
      );
    },
  };
}

function gitActorFields(viewer: Viewer, signature: Signature): Fields {
  const login = loginOf(signature);
  return {
    name: signature.name,
    email: signature.email,
    date: signature.date,
    user: () => (login === null || login.endsWith("[bot]") ? null : actorFields(viewer, login)),
  };
}

/** Null where the commit has no status at all. */
function statusFields(viewer: Viewer, sha: string): Fields | null {
  const statuses = currentStatuses(viewer.world, sha);
  if (statuses.length === 0) return null;
  return {
    __typename: "Status",
    id: nodeId("Status", sha),
    state: combinedState(statuses).toUpperCase(),
    contexts: () => statuses.map((status) => statusContextFields(viewer, status)),
    context: ({ name }: { name: string }) => {
      const status = statuses.find((candidate) => candidate.context === name);
      return status === undefined ? null : statusContextFields(viewer, status);
    },
  };
}

function statusContextFields(viewer: Viewer, status: CommitStatus): Fields {
  return {
    __typename: "StatusContext",
    id: nodeId("StatusContext", status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: status.createdAt,
    creator: () => actorFields(viewer, status.creator),
  };
}

/** `ref` is the whole name: `refs/heads/main`. */
export function refFields(viewer: Viewer, ref: string): Fields {
  const cut = ref.startsWith("refs/tags/") ? "refs/tags/".length : "refs/heads/".length;
  return {
    __typename: "Ref",
    id: nodeId("Ref", ref),
    name: ref.slice(cut),
    prefix: ref.slice(0, cut),
    target: async () => toFields(viewer, await viewer.world.git.objects.find(ref)),
  };
}
