import type { Clock } from "./clock.ts";
import type { GitRepository } from "./git/repository.ts";

/** A movement of a branch, as GitHub's activity list keeps it. */
export interface Push {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly at: string;
  readonly type: "push" | "force_push" | "branch_creation";
}

const noCommit = "0".repeat(40);

/** A repository that writes down every movement of its branches, oldest first. */
export function recordPushes(
  git: GitRepository,
  clock: Clock,
  nextId: () => number,
): { readonly git: GitRepository; readonly pushes: Push[] } {
  const pushes: Push[] = [];
  const moving = async (ref: string, move: () => Promise<string>): Promise<string> => {
    const before = (await git.objects.find(ref))?.oid ?? null;
    const after = await move();
    if (!ref.startsWith("refs/heads/") || before === after) return after;
    const isForward = before !== null && (await git.isAncestor(before, after));
    pushes.push({
      id: nextId(),
      ref,
      before: before ?? noCommit,
      after,
      at: clock.tick(),
      type: before === null ? "branch_creation" : isForward ? "push" : "force_push",
    });
    return after;
  };
  return {
    pushes,
    git: {
      ...git,
      commitFiles: (commit) => moving(commit.ref, () => git.commitFiles(commit)),
      updateRef: async (ref, sha) => {
        await moving(ref, async () => {
          await git.updateRef(ref, sha);
          return sha;
        });
      },
    },
  };
}
