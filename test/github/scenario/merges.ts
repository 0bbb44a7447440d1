import { pullRequestCommits } from "../pull-request-facts.ts";
import { signatureOf } from "../rest/commit-json.ts";
import { headRef } from "../revision.ts";
import { pullRequest } from "../world.ts";
import type { PullRequest, World } from "../world.ts";
import { branchTip } from "./branches.ts";
import { openPullRequest } from "./pull-requests.ts";

export type MergeMethod = "merge" | "squash" | "rebase";

export interface MergeOptions {
  readonly by?: string;
  /**
   * What a squash says: `commits` as GitHub does by default (the only commit's message, or the title and all
   * messages), `pull-request` as the setting "pull request title and description" does.
   */
  readonly message?: "commits" | "pull-request";
}

export const defaultMaintainer = "hubot";

/** Merges as the green button does; returns the merge commit. Throws where the branches conflict. */
export async function merge(
  world: World,
  number: number,
  method: MergeMethod = "merge",
  options: MergeOptions = {},
): Promise<string> {
  const pull = pullRequest(world, number);
  if (pull.state !== "open") throw new Error(`#${number} is not open.`);
  const base = await branchTip(world, pull.baseBranch);
  const sha = await mergeOnto(world, pull, base, method, options);
  await world.git.updateRef(headRef(world, world.owner, pull.baseBranch), sha);
  await recordMerge(world, pull, sha, base, options.by ?? defaultMaintainer);
  return sha;
}

/** The commit that a merge would make on top of another; moves no branch. */
export async function mergeOnto(
  world: World,
  pull: PullRequest,
  base: string,
  method: MergeMethod,
  { by = defaultMaintainer, message = "commits" }: MergeOptions,
): Promise<string> {
  if (method === "rebase") return rebaseOnto(world, pull, base, by);
  const tree = await world.git.mergeTrees(base, pull.headSha);
  if (tree === null) throw conflict(pull);
  return world.git.commitTree({
    tree,
    parents: method === "merge" ? [base, pull.headSha] : [base],
    message: method === "merge" ? mergeMessage(pull) : await squashMessage(world, pull, message),
    author: signatureOf(method === "merge" ? by : pull.author, world.clock.tick()),
  });
}

/** Writes down that a commit on the base branch has merged the pull request. */
export async function recordMerge(
  world: World,
  pull: PullRequest,
  sha: string,
  baseBefore: string,
  by: string,
): Promise<void> {
  const at = world.clock.tick();
  const mergeBase = await world.git.mergeBase(baseBefore, pull.headSha);
  const { message } = await world.git.readCommit(sha);
  pull.merge = { sha, at, by, mergeBase, baseBefore, message };
  pull.state = "closed";
  pull.closedAt = pull.updatedAt = at;
}

/** Every commit anew on top of the base: new ids, also where the branch was up to date. */
async function rebaseOnto(
  world: World,
  pull: PullRequest,
  base: string,
  by: string,
): Promise<string> {
  let onto = base;
  for (const sha of await pullRequestCommits(world, pull)) {
    const commit = await world.git.readCommit(sha);
    const [parent] = commit.parents;
    if (parent === undefined || commit.parents.length > 1) continue;
    const tree = await world.git.applyChange(onto, parent, sha);
    if (tree === null) throw conflict(pull);
    onto = await world.git.commitTree({
      tree,
      parents: [onto],
      message: commit.message,
      author: signatureOf(by, world.clock.tick()),
    });
  }
  return onto;
}

function mergeMessage(pull: PullRequest): string {
  return `Merge pull request #${pull.number} from ${pull.headOwner}/${pull.headBranch}\n\n${pull.title}`;
}

async function squashMessage(
  world: World,
  pull: PullRequest,
  style: "commits" | "pull-request",
): Promise<string> {
  const title = `${pull.title} (#${pull.number})`;
  if (style === "pull-request") return pull.body === "" ? title : `${title}\n\n${pull.body}`;
  const commits = await pullRequestCommits(world, pull);
  const messages = await Promise.all(
    commits.map(async (sha) => (await world.git.readCommit(sha)).message),
  );
  const [only] = messages;
  if (messages.length !== 1 || only === undefined) {
    return `${title}\n\n${messages.map((message) => `* ${message}`).join("\n\n")}`;
  }
  const [headline = "", ...rest] = only.split("\n");
  return [`${headline} (#${pull.number})`, ...rest].join("\n");
}

function conflict(pull: PullRequest): Error {
  return new Error(`#${pull.number} conflicts with ${pull.baseBranch} and cannot be merged.`);
}

/** Opens the pull request that the button "Revert" makes; returns its number. */
export async function openRevert(world: World, number: number): Promise<number> {
  const pull = pullRequest(world, number);
  if (pull.merge === null) throw new Error(`#${number} is not merged and cannot be reverted.`);
  const base = await branchTip(world, pull.baseBranch);
  const tree = await world.git.applyChange(base, pull.merge.sha, pull.merge.baseBefore);
  if (tree === null)
    throw new Error(`#${number} cannot be reverted: later commits changed the same lines.`);
  const by = defaultMaintainer;
  const [headline = ""] = pull.merge.message.split("\n");
  const subject = headline.startsWith("Merge pull request") ? pull.title : headline;
  const sha = await world.git.commitTree({
    tree,
    parents: [base],
    message: `Revert "${subject}"\n\nThis reverts commit ${pull.merge.sha}.`,
    author: signatureOf(by, world.clock.tick()),
  });
  const head = `revert-${number}-${pull.headBranch}`;
  await world.git.updateRef(headRef(world, world.owner, head), sha);
  return openPullRequest(world, {
    title: `Revert "${pull.title}"`,
    body: `Reverts ${world.owner}/${world.name}#${number}`,
    head,
    base: pull.baseBranch,
    author: by,
  });
}

/** Opens and merges a revert; returns its number and merge commit. */
export async function revert(
  world: World,
  number: number,
  method: MergeMethod = "squash",
  options: MergeOptions = { message: "pull-request" },
): Promise<{ readonly number: number; readonly sha: string }> {
  const opened = await openRevert(world, number);
  return { number: opened, sha: await merge(world, opened, method, options) };
}
