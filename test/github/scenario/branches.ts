import type { FileChanges } from "../git/fast-import.ts";
import { baseTip } from "../pull-request-facts.ts";
import { signatureOf } from "../rest/commit-json.ts";
import { findCommit, headRef } from "../revision.ts";
import { pullRequest } from "../world.ts";
import type { PullRequest, World } from "../world.ts";

export const defaultAuthor = "mona";

/** Where a branch is now. Throws where it is not. */
export async function branchTip(
  world: World,
  branch: string,
  owner = world.owner,
): Promise<string> {
  const tip = await findCommit(world, headRef(world, owner, branch));
  if (tip === null) throw new Error(`There is no branch ${branch} of ${owner}.`);
  return tip;
}

/** Makes a branch at a commit, branch or tag. */
export async function createBranch(
  world: World,
  name: string,
  from: string,
  owner = world.owner,
): Promise<string> {
  const sha = await findCommit(world, from);
  if (sha === null)
    throw new Error(`The branch ${name} cannot start at ${from}: there is no such commit.`);
  await world.git.updateRef(headRef(world, owner, name), sha);
  return sha;
}

/** Commits on a branch, which is made from another, or from the default branch, where it does not exist. */
export async function commit(
  world: World,
  branch: string,
  files: FileChanges,
  message: string,
  {
    author = defaultAuthor,
    owner = world.owner,
    from = world.defaultBranch,
  }: { author?: string; owner?: string; from?: string } = {},
): Promise<string> {
  const ref = headRef(world, owner, branch);
  const parent = (await findCommit(world, ref)) ?? (await findCommit(world, from));
  const date = world.clock.tick();
  const sha = await world.git.commitFiles({
    ref,
    parent,
    files,
    message,
    author: signatureOf(author, date),
  });
  await synchronize(world, owner, branch, sha);
  return sha;
}

/** Commits on the head branch of a pull request. */
export async function push(
  world: World,
  number: number,
  files: FileChanges,
  message = "Update",
): Promise<string> {
  const pull = pullRequest(world, number);
  return commit(world, pull.headBranch, files, message, {
    author: pull.author,
    owner: pull.headOwner,
  });
}

/** Replaces all commits of a pull request by one on top of the base branch's tip. */
export async function forcePush(
  world: World,
  number: number,
  files: FileChanges,
  message = "Rework",
): Promise<string> {
  const pull = pullRequest(world, number);
  const ref = headRef(world, pull.headOwner, pull.headBranch);
  const parent = await baseTip(world, pull);
  const author = signatureOf(pull.author, world.clock.tick());
  const sha = await world.git.commitFiles({ ref, parent, files, message, author });
  await synchronize(world, pull.headOwner, pull.headBranch, sha);
  return sha;
}

/** Open pull requests follow their head branch. */
async function synchronize(
  world: World,
  owner: string,
  branch: string,
  sha: string,
): Promise<void> {
  for (const pull of world.pullRequests.values()) {
    if (pull.state !== "open" || pull.headBranch !== branch || pull.headOwner !== owner) continue;
    pull.headSha = sha;
    pull.updatedAt = world.clock.tick();
    await recordHead(world, pull);
  }
}

/** What GitHub writes down when a pull request is opened or pushed. */
export async function recordHead(world: World, pull: PullRequest): Promise<void> {
  pull.baseSha = (await baseTip(world, pull)) ?? pull.baseSha;
  await world.git.updateRef(`refs/pull/${pull.number}/head`, pull.headSha);
}
