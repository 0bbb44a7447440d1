import { diffFiles, diffPatches } from "./git/diff.ts";
import type { FileDifference } from "./git/diff.ts";
import { findCommit } from "./revision.ts";
import type { PullRequest, ReviewComment, World } from "./world.ts";

/** The tip of the base branch now; null where the branch is gone. */
export async function baseTip(world: World, pull: PullRequest): Promise<string | null> {
  return findCommit(world, `refs/heads/${pull.baseBranch}`);
}

/** Where the pull request's own difference starts. */
export async function pullRequestBase(world: World, pull: PullRequest): Promise<string | null> {
  if (pull.merge !== null) return pull.merge.mergeBase;
  const base = (await baseTip(world, pull)) ?? pull.baseSha;
  return world.git.mergeBase(base, pull.headSha);
}

export async function pullRequestCommits(
  world: World,
  pull: PullRequest,
): Promise<readonly string[]> {
  const base = await pullRequestBase(world, pull);
  return base === null ? [pull.headSha] : world.git.listCommits(base, pull.headSha);
}

/** The files of the pull request, all of them. */
export async function pullRequestFiles(
  world: World,
  pull: PullRequest,
): Promise<readonly FileDifference[]> {
  const base = await pullRequestBase(world, pull);
  return base === null ? [] : differences(world, base, pull.headSha);
}

export function differences(
  world: World,
  base: string,
  head: string,
): Promise<readonly FileDifference[]> {
  const key = `${base}..${head}`;
  const known = world.differences.get(key);
  if (known !== undefined) return known;
  const files = diffFiles(world.git.directory, base, head);
  world.differences.set(key, files);
  return files;
}

/** Patches by path as the API shows them: none for binary files and for those above the limits. */
export function shownPatches(
  world: World,
  base: string,
  head: string,
): Promise<ReadonlyMap<string, string>> {
  const key = `${base}..${head}`;
  const known = world.patches.get(key);
  if (known !== undefined) return known;
  const patches = readPatches(world, base, head);
  world.patches.set(key, patches);
  return patches;
}

async function readPatches(
  world: World,
  base: string,
  head: string,
): Promise<ReadonlyMap<string, string>> {
  const files = await differences(world, base, head);
  const patches = await diffPatches(world.git.directory, base, head, files);
  const shown = new Map<string, string>();
  files.forEach((file, position) => {
    const patch = patches[position] ?? "";
    if (patch === "" || Buffer.byteLength(patch) > world.limits.patchBytes) return;
    if (file.additions + file.deletions > world.limits.patchLines) return;
    shown.set(file.path, patch);
  });
  return shown;
}

/** The result of merging the head into the base now; null where they conflict or the pull request is not open. */
export async function testMerge(world: World, pull: PullRequest): Promise<string | null> {
  if (pull.state !== "open") return null;
  const base = await baseTip(world, pull);
  if (base === null) return null;
  const key = `${base}+${pull.headSha}`;
  const known = world.testMerges.get(key);
  if (known !== undefined) return known;
  const merged = mergeInTest(world, pull, base);
  world.testMerges.set(key, merged);
  return merged;
}

async function mergeInTest(world: World, pull: PullRequest, base: string): Promise<string | null> {
  const tree = await world.git.mergeTrees(base, pull.headSha);
  if (tree === null) return null;
  const sha = await world.git.commitTree({
    tree,
    parents: [base, pull.headSha],
    message: `Merge ${pull.headSha} into ${base}`,
    author: { name: "GitHub", email: "noreply@github.com", date: pull.updatedAt },
  });
  await world.git.updateRef(`refs/pull/${pull.number}/merge`, sha);
  return sha;
}

/** The line that a review comment is on now; null where a push has changed or removed it (the comment is outdated). */
export async function currentLine(world: World, comment: ReviewComment): Promise<number | null> {
  const pull = world.pullRequests.get(comment.pullRequest);
  if (pull === undefined) return null;
  if (pull.headSha === comment.commit) return comment.line;
  if (comment.side === "LEFT") return null;
  const files = await differences(world, comment.commit, pull.headSha);
  const position = files.findIndex((file) => (file.previousPath ?? file.path) === comment.path);
  const file = files[position];
  if (file === undefined) return comment.line;
  if (file.status !== "modified") return null;
  const patches = await diffPatches(world.git.directory, comment.commit, pull.headSha, files, 0);
  return movedLine(patches[position] ?? "", comment.line);
}

function movedLine(patch: string, line: number): number | null {
  let shift = 0;
  for (const [, start, removed = "1", , added = "1"] of patch.matchAll(
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm,
  )) {
    const first = Number(start);
    const count = Number(removed);
    if (count > 0 && line >= first && line < first + count) return null;
    // A hunk that only adds stands after its line.
    if (count > 0 ? line < first : line <= first) break;
    shift += Number(added) - count;
  }
  return line + shift;
}
