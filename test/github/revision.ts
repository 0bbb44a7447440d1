import type { World } from "./world.ts";

/** The commit that a ref, branch, tag or (short) commit id names; null where there is none. */
export async function findCommit(world: World, reference: string): Promise<string | null> {
  for (const candidate of candidates(world, reference)) {
    const found = await world.git.objects.find(`${candidate}^{commit}`);
    if (found !== null) return found.oid;
  }
  return null;
}

function candidates(world: World, reference: string): readonly string[] {
  if (/^[0-9a-f]{40}$/.test(reference)) return [reference];
  if (reference === "HEAD") return [`refs/heads/${world.defaultBranch}`];
  const branch = branchRef(world, reference);
  const refs = [branch, `refs/tags/${reference}`, `refs/${reference}`];
  if (reference.startsWith("refs/")) refs.push(reference);
  if (/^[0-9a-f]{7,39}$/.test(reference)) refs.push(reference);
  // Characters with a meaning in git's revisions cannot be in a ref's name.
  return refs.filter((candidate) => !/[\s~^:?*[\\]|\.\.|@\{/.test(candidate));
}

/** `branch` or, as compare takes it, `owner:branch`. */
export function branchRef(world: World, reference: string): string {
  const colon = reference.indexOf(":");
  return colon === -1
    ? `refs/heads/${reference}`
    : headRef(world, reference.slice(0, colon), reference.slice(colon + 1));
}

/** Where the branch of a repository of the fork network is kept. */
export function headRef(world: World, owner: string, branch: string): string {
  return owner === world.owner ? `refs/heads/${branch}` : `refs/forks/${owner}/heads/${branch}`;
}
