import { errorResult } from "./gate/verdict.ts";
import { readPullRequest, type PullRequestMarks } from "./github/pull-request.ts";
import type { Result } from "./model/verdict.ts";
import { judgePullRequest, type Target } from "./reconcile.ts";
import { isGraver, renderStatus, type Status } from "./report/status.ts";

/** More pull requests of one head commit are not judged together: their status is an error. */
const mostSharing = 10;

/**
 * The status of a head commit that several open pull requests share: GitHub keeps one status per commit, so it is that
 * of the gravest, whoever's turn it is. One into another branch must not speak for this one.
 */
export async function statusOfHead(
  target: Target,
  head: string,
  own: Result,
  sharing: readonly number[],
  marks: PullRequestMarks,
): Promise<Status> {
  if (sharing.length > mostSharing) {
    const message = `${sharing.length + 1} open pull requests have the head commit \`${head.slice(0, 7)}\`, and its one status speaks for all of them. Close those that are not needed: at most ${mostSharing + 1} are judged together.`;
    return renderStatus(errorResult(message, head));
  }
  let gravest = renderStatus(own);
  for (const number of sharing) {
    const facts = await readPullRequest(target.client, target.repository, number, marks);
    if (facts?.state !== "open" || facts.headSha !== head) continue;
    const status = renderStatus((await judgePullRequest(target, facts)).result);
    if (!isGraver(status, gravest)) continue;
    const description = `#${number} has the same head commit: ${status.description}`;
    gravest = { ...status, description };
  }
  return gravest;
}
