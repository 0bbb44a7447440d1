import type { Reason } from "../model/reason.ts";
import type { LinkFacts } from "./facts.ts";

/** A reason without the place it stands in. */
export type BareReason = Pick<Reason, "code" | "effect" | "message">;

/** Where an expand must have been merged to count. */
export interface LinkGround {
  /** The branch that is deployed. */
  readonly baseBranch: string;
  /** The pull requests of a merge group; null outside one. */
  readonly group: readonly number[] | null;
}

/** Why a link cannot count at all; null where it names a merged pull request of the deployed branch. */
export function linkProblem(
  facts: LinkFacts,
  { baseBranch, group }: LinkGround,
): BareReason | null {
  const { name, pullRequest, elsewhere } = facts;
  const deployed = elsewhere?.branch ?? baseBranch;
  const inGroup = elsewhere === undefined && group?.includes(facts.link.number) === true;
  if (inGroup && pullRequest.state !== "elsewhere" && pullRequest.state !== "merged") {
    const others = group.filter((number) => number !== facts.link.number);
    const contract = others.map((number) => `#${number}`).join(" or ");
    return blocked(
      "same-merge-group",
      `${name} is in one merge group with its contract, ${contract}: the expand must be deployed before its contract is merged. Queue the contract again when ${name} is live.`,
    );
  }
  switch (pullRequest.state) {
    case "self":
      return blocked(
        "link-is-self",
        `${name} is this pull request itself. The expand must be an earlier one, already deployed.`,
      );
    case "elsewhere":
      return blocked(
        "link-not-found",
        `${name} lies in a repository that the configuration does not name, so what is merged and deployed there proves nothing. List \`${facts.link.repository ?? ""}\` under \`repositories\` in the configuration on the base branch, or link a pull request of this repository.`,
      );
    case "not-found":
      return blocked(
        "link-not-found",
        `${name} is no pull request of ${elsewhere === undefined ? "this" : "that"} repository. Correct the number in the \`Expand-PR:\` line.`,
      );
    case "unknown":
      return blocked("link-not-found", `${name} could not be read: ${pullRequest.reason}`);
    case "open":
      return {
        code: "link-not-merged",
        effect: "waiting",
        message: `${name} is not merged yet. This goes on when it is merged into \`${deployed}\` and deployed.`,
      };
    case "closed":
      return blocked(
        "link-not-merged",
        `${name} was closed without being merged. Link the pull request that made \`${deployed}\` ready.`,
      );
    case "merged":
      if (pullRequest.baseBranch === deployed) return null;
      return blocked(
        "link-not-merged",
        `${name} was merged into \`${pullRequest.baseBranch}\`, not into \`${deployed}\`, which is deployed. Link the pull request that brought it there.`,
      );
  }
}

function blocked(code: Reason["code"], message: string): BareReason {
  return { code, effect: "blocked", message };
}
