import { headRef } from "../revision.ts";
import { pullRequest } from "../world.ts";
import type { World } from "../world.ts";
import { branchTip } from "./branches.ts";
import { defaultMaintainer, mergeOnto, recordMerge } from "./merges.ts";
import type { MergeMethod } from "./merges.ts";

/** What a merge queue has built, and waits for the checks of. */
export interface MergeGroup {
  readonly baseBranch: string;
  readonly baseSha: string;
  readonly headSha: string;
  /** `refs/heads/gh-readonly-queue/main/pr-12-<base sha>` */
  readonly headRef: string;
  /** In their order, each with the commit that merges it. */
  readonly entries: readonly { readonly number: number; readonly sha: string }[];
}

/** Builds the pull requests one on another, as a queue does, on a branch of its own. */
export async function createMergeGroup(
  world: World,
  numbers: readonly number[],
  method: MergeMethod = "merge",
): Promise<MergeGroup> {
  const first = numbers[0];
  const last = numbers.at(-1);
  if (first === undefined || last === undefined)
    throw new Error("A merge group needs a pull request.");
  const { baseBranch } = pullRequest(world, first);
  const baseSha = await branchTip(world, baseBranch);
  let headSha = baseSha;
  const entries: { number: number; sha: string }[] = [];
  for (const number of numbers) {
    headSha = await mergeOnto(world, pullRequest(world, number), headSha, method, {});
    entries.push({ number, sha: headSha });
  }
  const others = world.mergeQueue.filter(({ number }) => !numbers.includes(number));
  world.mergeQueue = [...others, ...entries.map((entry) => ({ ...entry, baseBranch }))];
  const branch = `gh-readonly-queue/${baseBranch}/pr-${last}-${baseSha}`;
  await world.git.updateRef(headRef(world, world.owner, branch), headSha);
  return { baseBranch, baseSha, headSha, headRef: `refs/heads/${branch}`, entries };
}

/** Moves the base branch to the group's head: its checks have passed. */
export async function landMergeGroup(world: World, group: MergeGroup): Promise<void> {
  if ((await branchTip(world, group.baseBranch)) !== group.baseSha) {
    throw new Error(`${group.baseBranch} has moved since the group was built.`);
  }
  await world.git.updateRef(headRef(world, world.owner, group.baseBranch), group.headSha);
  await world.git.deleteRef(group.headRef);
  const landed = new Set(group.entries.map(({ number }) => number));
  world.mergeQueue = world.mergeQueue.filter(({ number }) => !landed.has(number));
  let before = group.baseSha;
  for (const { number, sha } of group.entries) {
    await recordMerge(world, pullRequest(world, number), sha, before, defaultMaintainer);
    before = sha;
  }
}
