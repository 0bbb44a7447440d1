import type { Evidence } from "../model/evidence.ts";
import { formatTime } from "../time.ts";
import type { Coverage } from "./covers.ts";
import { fewestLacking } from "./fewest-lacking.ts";
import type { ContractChange, LinkFacts, RequiredEnvironment } from "./facts.ts";
import { judgeLanding } from "./judge-landing.ts";
import { judgeWaits, type Standing, type Timing } from "./judge-waits.ts";
import { coverageIn } from "./link-coverage.ts";
import { linkProblem, type BareReason, type LinkGround } from "./link-problem.ts";

/** What the links of one contract change prove, and why they do not prove enough. */
export interface LinksJudgement {
  readonly reasons: readonly BareReason[];
  readonly evidence: readonly Evidence[];
}

/** A merged link, with what of it covers the object. */
interface MergedLink {
  readonly facts: LinkFacts;
  readonly coverage: Coverage;
}

/**
 * Judges the links of one contract change: each must be merged and live in all `environments`, unreverted and for long
 * enough, and one must cover the object.
 */
export function judgeLinks(
  contract: ContractChange,
  links: readonly LinkFacts[],
  ground: LinkGround & Timing,
  environments: readonly RequiredEnvironment[],
): LinksJudgement {
  const reasons: BareReason[] = [];
  const evidence: Evidence[] = [];
  const merged: MergedLink[] = [];
  for (const facts of links) {
    const problem = linkProblem(facts, ground);
    if (problem === null) {
      const coverage = coverageIn(links, facts, contract);
      merged.push({ facts, coverage });
      evidence.push(mergedEvidence(facts, coverage));
    } else {
      reasons.push(problem);
      evidence.push(problemEvidence(problem));
    }
  }
  const standings: Standing[] = [];
  const uncovered = whyUncovered(contract, merged);
  if (uncovered !== null) {
    reasons.push(uncovered);
    evidence.push({
      check: "covers",
      state: "failed",
      environment: null,
      message: uncovered.message,
      at: null,
    });
  }
  for (const { facts, coverage } of merged) {
    const { elsewhere } = facts;
    const undone = undoneOnBase(facts, coverage, elsewhere?.branch ?? ground.baseBranch);
    if (undone !== null) reasons.push(undone);
    for (const required of elsewhere?.environments ?? environments) {
      const { environment } = required;
      const processes = required.processes.map(({ name }) => name);
      const there = facts.landings.filter(({ live }) => live.environment === environment);
      for (const landing of there.length === 0 ? [null] : there) {
        const judged =
          landing === null
            ? unknownLanding(facts.name, environment)
            : judgeLanding(facts.name, landing, coverage, processes);
        evidence.push(
          ...judged.evidence.map((one) => (processes.length === 0 ? one : { ...one, processes })),
        );
        if (judged.reason !== null) reasons.push(judged.reason);
        const mergedAt = facts.pullRequest.state === "merged" ? facts.pullRequest.mergedAt : null;
        const isLive = judged.reason === null;
        standings.push({ name: facts.name, mergedAt, coverage, required, landing, isLive });
      }
    }
  }
  const waits = judgeWaits(standings, ground);
  evidence.push(...waits.evidence);
  if (waits.reason !== null) reasons.push(waits.reason);
  return { reasons, evidence };
}

function whyUncovered(contract: ContractChange, merged: readonly MergedLink[]): BareReason | null {
  if (merged.length === 0 || merged.some(({ coverage }) => coverage.by !== "nothing")) return null;
  const names = merged.map(({ facts }) => facts.name).join(", ");
  const message = merged.some(({ facts }) => !facts.contentComplete)
    ? `The diff of ${names} is too large to be read whole, and what could be read neither added anything to the table of \`${contract.object}\` nor removed uses of it. Link the pull request that did.`
    : `${names} does not cover \`${contract.object}\`: it added nothing to its table or a table that replaces it, and removed no uses of it. Link the pull request that did.`;
  return { code: "link-does-not-cover", effect: "blocked", message };
}

/** It may be gone from the base branch itself, whatever is deployed: then the next deployment lacks it. */
function undoneOnBase(facts: LinkFacts, coverage: Coverage, baseBranch: string): BareReason | null {
  const { name, onBase } = facts;
  const reverted = (message: string): BareReason => ({
    code: "reverted",
    effect: "blocked",
    message,
  });
  if (coverage.by === "schema") {
    const lacks = fewestLacking([coverage.folder.tip], coverage.changes);
    if (lacks.length === 0) return null;
    const objects = lacks.map((object) => `\`${object}\``).join(", ");
    return reverted(
      `${name} was reverted: what it added is no longer in the schema of \`${baseBranch}\`: ${objects}. Bring it back, deploy it, and link the pull request that does; or, where it went on purpose, link the pull request that removed it as well.`,
    );
  }
  switch (onBase.state) {
    case "not-reverted":
      return null;
    case "gone":
      return reverted(
        `${name} is no longer part of \`${baseBranch}\`, whose history was rewritten. Bring it back, deploy it, and link the pull request that does.`,
      );
    case "reverted":
      return reverted(
        `${name} was reverted by \`${onBase.commit.sha.slice(0, 7)}\` on \`${baseBranch}\`. Bring it back, deploy it, and link the pull request that does.`,
      );
    case "unknown":
      return {
        code: "deployment-unknown",
        effect: "waiting",
        message: `Whether ${name} was reverted on \`${baseBranch}\` could not be told: ${onBase.reason}`,
      };
  }
}

function unknownLanding(name: string, environment: string): ReturnType<typeof judgeLanding> {
  const message = `Whether \`${environment}\` runs ${name} was not found out. Run the check again.`;
  return {
    evidence: [{ check: "deployed", state: "unknown", environment, message, at: null }],
    reason: { code: "deployment-unknown", effect: "waiting", message },
  };
}

function problemEvidence(problem: BareReason): Evidence {
  return {
    check: problem.code === "link-not-merged" ? "merged" : "linked",
    state: problem.effect === "waiting" ? "waiting" : "failed",
    environment: null,
    message: problem.message,
    at: null,
  };
}

function mergedEvidence({ name, pullRequest }: LinkFacts, coverage: Coverage): Evidence {
  const at = pullRequest.state === "merged" ? pullRequest.mergedAt : null;
  const title = pullRequest.state === "merged" ? ` "${pullRequest.title}"` : "";
  const merged = `${name}${title}, merged${at === null ? "" : ` ${formatTime(at)}`}`;
  const proven = { state: "proven", environment: null, at } as const;
  return coverage.by === "nothing"
    ? { ...proven, check: "merged", message: merged }
    : { ...proven, check: "covers", message: `${merged}, covers it (${coverage.what})` };
}
