import { SourceError } from "../model/source-error.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import type { Client } from "./client.ts";
import { attempt } from "./errors.ts";
import type { Operation } from "./errors.ts";
import { quoteRepository } from "./repository.ts";
import type { RepositoryName } from "./repository.ts";

/** Beyond it, the tree would use up the token's requests for an hour. */
const mostRequests = 500;

/**
 * The whole tree of a commit: one request, or for a tree over GitHub's limit (100,000 entries or 7 MB) one per
 * subtree that is under it.
 */
export async function readTree(
  client: Client,
  repository: RepositoryName,
  commit: string,
): Promise<Tree> {
  const operation = {
    action: `read the tree of commit \`${commit.slice(0, 7)}\` of ${quoteRepository(repository)}`,
    permission: "contents: read",
  };
  let requests = 0;
  const readLevel = (sha: string, recursive: boolean): Promise<Level> => {
    requests += 1;
    if (requests > mostRequests)
      throw new SourceError(
        `Could not ${operation.action}: it takes more than ${mostRequests} requests. Check out the repository and use the command line instead.`,
      );
    return requestLevel(client, repository, operation, sha, recursive);
  };

  const entries: TreeEntry[] = [];
  const open = [{ sha: commit, prefix: "" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { sha, prefix } = next;
    const whole = await readLevel(sha, true);
    const level = whole.truncated ? await readLevel(sha, false) : whole;
    if (level.truncated)
      throw new SourceError(
        `Could not ${operation.action}: the folder \`${prefix || "/"}\` has more entries than GitHub lists.`,
      );
    entries.push(...level.entries.map((entry) => ({ ...entry, path: prefix + entry.path })));
    if (whole.truncated)
      open.push(
        ...level.folders.map((folder) => ({ sha: folder.sha, prefix: `${prefix}${folder.path}/` })),
      );
  }
  return { commit, entries };
}

interface Level {
  readonly entries: readonly TreeEntry[];
  readonly folders: readonly { readonly path: string; readonly sha: string }[];
  readonly truncated: boolean;
}

async function requestLevel(
  client: Client,
  repository: RepositoryName,
  operation: Operation,
  sha: string,
  recursive: boolean,
): Promise<Level> {
  const { data } = await attempt(operation, () =>
    client.rest.git.getTree({
      owner: repository.owner,
      repo: repository.name,
      tree_sha: sha,
      ...(recursive ? { recursive: "1" } : {}),
    }),
  );
  return {
    entries: data.tree.filter(({ type }) => type !== "tree").map(toEntry),
    folders: data.tree.filter(({ type }) => type === "tree"),
    truncated: data.truncated,
  };
}

function toEntry(item: {
  path: string;
  mode: string;
  type: string;
  sha: string;
  size?: number;
}): TreeEntry {
  const type = item.type === "commit" ? "submodule" : item.mode === "120000" ? "symlink" : "file";
  return { path: item.path, sha: item.sha, type, size: item.size ?? null };
}
