import type { OpenPullRequest } from "./github/open-pull-requests.ts";

/** What the description of a status that passed says when a contract change rests on deployments. */
const contractPass = "Contract of ";

/**
 * Which open pull requests a deployment, a schedule or a person may have changed: those that wait, are blocked, failed to
 * be judged or were never judged, and those that passed because of what is deployed. Additive ones stay as they are.
 */
export function needsReconciling(pullRequest: Pick<OpenPullRequest, "status">): boolean {
  const { status } = pullRequest;
  return status === null || status.state !== "success" || status.description.includes(contractPass);
}
