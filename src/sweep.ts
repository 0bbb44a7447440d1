import type { OpenPullRequest } from "./github/open-pull-requests.ts";

/** What the description of a status that passed says where it rests on deployments, on a decision that may end, or on the mode. */
const passesForNow = /\b(?:Contract of |Waived: |Observing only: )/;

/**
 * Which open pull requests a deployment, a schedule or a person may have changed: those that wait, are blocked, failed to
 * be judged or were never judged, and those that passed because of what is deployed or what somebody decided. Additive ones
 * stay as they are.
 */
export function needsReconciling(pullRequest: Pick<OpenPullRequest, "status">): boolean {
  const { status } = pullRequest;
  return status === null || status.state !== "success" || passesForNow.test(status.description);
}

/** Those that a sweep judges: first what passed and may no longer, then what is held up. */
export function sweepOrder(open: readonly OpenPullRequest[]): readonly OpenPullRequest[] {
  const passed = ({ status }: OpenPullRequest): boolean => status?.state === "success";
  const chosen = open.filter(needsReconciling);
  return [...chosen.filter(passed), ...chosen.filter((one) => !passed(one))];
}
