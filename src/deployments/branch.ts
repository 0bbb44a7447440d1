import { readBranchTip, readPushes } from "../github/branch-pushes.ts";
import type { EnvironmentBranch } from "../model/deployment-source.ts";
import type { ReadLive } from "./ports.ts";

/** An environment runs the newest commit of its branch, since it was pushed there; a push of an old one is a rollback. */
export const readBranch: ReadLive<EnvironmentBranch> = async (
  { environment, source: { branch } },
  { client, repository },
) => {
  const [sha, pushes] = await Promise.all([
    readBranchTip(client, repository, branch),
    readPushes(client, repository, branch),
  ]);
  if (sha === null)
    return [{ state: "unknown", environment, reason: `there is no branch \`${branch}\`.` }];
  const [newest, ...earlier] = pushes;
  // The list may lag behind the branch, or not reach back to its push.
  const isTold = newest?.sha === sha;
  return [
    {
      state: "live",
      environment,
      sha,
      since: isTold ? newest.since : null,
      rollout: null,
      earlier: isTold ? earlier : pushes,
      by: `by the branch \`${branch}\``,
    },
  ];
};
