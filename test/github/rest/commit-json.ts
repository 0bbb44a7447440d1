import type { FileDifference } from "../git/diff.ts";
import type { Signature } from "../git/commit.ts";
import { restUrl, webUrl } from "../world.ts";
import type { World } from "../world.ts";
import { nodeId, userJson } from "./accounts.ts";

const emailSuffix = "@users.noreply.github.com";

/** The signature of an account's commits. */
export function signatureOf(login: string, date: string): Signature {
  return { name: login, email: `${login}${emailSuffix}`, date };
}

/** The account that a signature belongs to; null where its address is nobody's. */
export function loginOf(signature: Signature): string | null {
  return signature.email.endsWith(emailSuffix)
    ? signature.email.slice(0, -emailSuffix.length)
    : null;
}

const verification = {
  verified: false,
  reason: "unsigned",
  payload: null,
  signature: null,
  verified_at: null,
};

function treeJson(world: World, sha: string) {
  return { sha, url: `${restUrl(world)}/git/trees/${sha}` };
}

/** A commit of `GET commits/{ref}` and of compare. */
export async function commitJson(world: World, sha: string) {
  const commit = await world.git.readCommit(sha);
  const account = (signature: Signature) => {
    const login = loginOf(signature);
    return login === null ? null : userJson(world, login);
  };
  const url = `${restUrl(world)}/commits/${sha}`;
  return {
    sha,
    node_id: nodeId("Commit", sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: treeJson(world, commit.tree),
      url: `${restUrl(world)}/git/commits/${sha}`,
      comment_count: 0,
      verification,
    },
    url,
    html_url: `${webUrl(world)}/commit/${sha}`,
    comments_url: `${url}/comments`,
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${restUrl(world)}/commits/${parent}`,
      html_url: `${webUrl(world)}/commit/${parent}`,
    })),
  };
}

/** A commit of `GET git/commits/{sha}`. */
export async function gitCommitJson(world: World, sha: string) {
  const commit = await world.git.readCommit(sha);
  return {
    sha,
    node_id: nodeId("Commit", sha),
    url: `${restUrl(world)}/git/commits/${sha}`,
    html_url: `${webUrl(world)}/commit/${sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: treeJson(world, commit.tree),
    message: commit.message,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${restUrl(world)}/git/commits/${parent}`,
      html_url: `${webUrl(world)}/commit/${parent}`,
    })),
    verification,
  };
}

/** A file of a pull request, a compare or a commit; without `patch` where there is none to show. */
export function differenceJson(
  world: World,
  head: string,
  file: FileDifference,
  patches: ReadonlyMap<string, string>,
) {
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  const patch = patches.get(file.path);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${webUrl(world)}/blob/${head}/${path}`,
    raw_url: `${webUrl(world)}/raw/${head}/${path}`,
    contents_url: `${restUrl(world)}/contents/${path}?ref=${head}`,
    ...(patch === undefined ? {} : { patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
