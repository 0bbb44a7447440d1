import type { FileChanges } from "../git/fast-import.ts";
import { headRef } from "../revision.ts";
import { pullRequest } from "../world.ts";
import type { PullRequest, World } from "../world.ts";
import { branchTip, commit, defaultAuthor, recordHead } from "./branches.ts";

export interface NewPullRequest {
  readonly title: string;
  readonly body?: string;
  /** `change-<number>` where it is not told. */
  readonly head?: string;
  /** The default branch where it is not told. */
  readonly base?: string;
  readonly author?: string;
  /** The owner of the fork that holds the head branch. */
  readonly fromFork?: string;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  /** Committed on the head branch, which is made from the base branch where it does not exist. */
  readonly files?: FileChanges;
  readonly message?: string;
}

/** Opens a pull request; returns its number. */
export async function openPullRequest(world: World, wanted: NewPullRequest): Promise<number> {
  const number = world.nextNumber();
  const { title, base = world.defaultBranch, head = `change-${number}`, fromFork, files } = wanted;
  const headOwner = fromFork ?? world.owner;
  const author = wanted.author ?? fromFork ?? defaultAuthor;
  if (files !== undefined) {
    const from = `refs/heads/${base}`;
    await commit(world, head, files, wanted.message ?? title, { author, owner: headOwner, from });
  }
  const createdAt = world.clock.tick();
  const pull: PullRequest = {
    id: world.nextId(),
    number,
    author,
    createdAt,
    title,
    body: wanted.body ?? "",
    state: "open",
    isDraft: wanted.draft ?? false,
    isLocked: false,
    labels: [...(wanted.labels ?? [])],
    baseBranch: base,
    baseSha: await branchTip(world, base),
    headBranch: head,
    headOwner,
    headSha: await branchTip(world, head, headOwner),
    headBranchExists: true,
    headRepositoryExists: true,
    updatedAt: createdAt,
    closedAt: null,
    merge: null,
  };
  world.pullRequests.set(number, pull);
  await recordHead(world, pull);
  return number;
}

export interface PullRequestEdit {
  readonly title?: string;
  readonly body?: string;
  readonly base?: string;
  readonly draft?: boolean;
  readonly locked?: boolean;
  readonly labels?: readonly string[];
}

export async function editPullRequest(
  world: World,
  number: number,
  edit: PullRequestEdit,
): Promise<void> {
  const pull = pullRequest(world, number);
  pull.title = edit.title ?? pull.title;
  pull.body = edit.body ?? pull.body;
  pull.isDraft = edit.draft ?? pull.isDraft;
  pull.isLocked = edit.locked ?? pull.isLocked;
  pull.labels = [...(edit.labels ?? pull.labels)];
  if (edit.base !== undefined) {
    pull.baseSha = await branchTip(world, edit.base);
    pull.baseBranch = edit.base;
  }
  pull.updatedAt = world.clock.tick();
}

export function closePullRequest(world: World, number: number): void {
  const pull = pullRequest(world, number);
  pull.state = "closed";
  pull.closedAt = pull.updatedAt = world.clock.tick();
}

export async function reopenPullRequest(world: World, number: number): Promise<void> {
  const pull = pullRequest(world, number);
  if (pull.merge !== null) throw new Error(`#${number} is merged and cannot be opened again.`);
  pull.state = "open";
  pull.closedAt = null;
  pull.updatedAt = world.clock.tick();
  pull.headSha = await branchTip(world, pull.headBranch, pull.headOwner);
  await recordHead(world, pull);
}

/**
 * Deletes the head branch. That closes a pull request which is open, and gives those that were to merge into the
 * branch of a merged one the base of that.
 */
export async function deleteHeadBranch(world: World, number: number): Promise<void> {
  const pull = pullRequest(world, number);
  await world.git.deleteRef(headRef(world, pull.headOwner, pull.headBranch));
  pull.headBranchExists = false;
  if (pull.state === "open") closePullRequest(world, number);
  if (pull.merge === null || pull.headOwner !== world.owner) return;
  for (const other of world.pullRequests.values()) {
    if (other.state !== "open" || other.baseBranch !== pull.headBranch) continue;
    await editPullRequest(world, other.number, { base: pull.baseBranch });
  }
}

/** Deletes the fork that holds the head branch. The pull request stays open: its commits are kept here. */
export function deleteFork(world: World, number: number): void {
  const pull = pullRequest(world, number);
  if (pull.headOwner === world.owner) throw new Error(`#${number} is not from a fork.`);
  pull.headRepositoryExists = false;
  pull.headBranchExists = false;
  pull.updatedAt = world.clock.tick();
}
