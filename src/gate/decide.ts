import type { Catalog } from "../catalog/catalog.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Link } from "../model/link.ts";
import type { QualifiedName } from "../model/qualified-name.ts";
import type { Reason } from "../model/reason.ts";
import type { GateEntry } from "../model/verdict.ts";
import { formatTime } from "../time.ts";
import { columnNames } from "./columns.ts";
import { coverageOf, type Coverage } from "./covers.ts";
import type { ContractChange, LinkFacts } from "./facts.ts";
import { fewestLacking } from "./fewest-lacking.ts";
import { judgeLanding } from "./judge-landing.ts";
import { narrowsTo } from "./link-names.ts";
import { findMixture } from "./mixed-phases.ts";

/** All that the gate needs to know of one pull request or merge group. */
export interface GateInput {
  readonly contracts: readonly ContractChange[];
  readonly links: readonly LinkFacts[];
  /** The branch that is deployed: where an expand must have been merged. */
  readonly baseBranch: string;
  /** The schema at the tip of that branch, one per folder of migrations. */
  readonly tipCatalogs: readonly Catalog[];
  /** The pull requests of a merge group; null outside one. */
  readonly group: readonly number[] | null;
}

export interface GateOutcome {
  readonly reasons: readonly Reason[];
  readonly entries: readonly GateEntry[];
}

/** Judges every contract change by its links. Nothing passes that is not proven. */
export function decideGate(input: GateInput): GateOutcome {
  const reasons: Reason[] = [];
  const entries: GateEntry[] = [];
  for (const contract of input.contracts) {
    const judged = judgeContract(contract, input);
    reasons.push(...judged.reasons);
    if (judged.entry !== null) entries.push(judged.entry);
  }
  return { reasons, entries };
}

interface ContractJudgement {
  readonly reasons: readonly Reason[];
  readonly entry: GateEntry | null;
}

function judgeContract(contract: ContractChange, input: GateInput): ContractJudgement {
  const reasonHere = (reason: Pick<Reason, "code" | "effect" | "message">): Reason => ({
    ...reason,
    object: contract.object,
    path: contract.path,
    line: contract.line,
  });
  if (contract.judged.requirement === "split") {
    return { reasons: [reasonHere(inPlace(contract))], entry: null };
  }
  const columnsOf = (table: QualifiedName): readonly string[] =>
    columnNames(contract.baseCatalog, table);
  const links = input.links.filter((facts) => concerns(facts.link, contract));
  const mixture = findMixture(contract, columnsOf);
  if (mixture !== null && (mixture.copies || links.length === 0)) {
    const code = input.group === null ? "mixed-phases" : "same-merge-group";
    const place =
      input.group === null
        ? "this pull request"
        : `this merge group (${input.group.map((number) => `#${number}`).join(", ")})`;
    const message = `${capitalized(contract.judged.description)} comes in the same release as what replaces it: ${place} also ${mixture.what}. Ship that first and drop in a later pull request with \`Expand-PR: #…\`.${mixture.copies ? "" : " If the two have nothing to do with each other, name the pull request that made the dropped object unused."}`;
    return {
      reasons: [reasonHere({ code, effect: "blocked", message })],
      entry: entryOf(contract, links, []),
    };
  }
  if (links.length === 0) {
    const message = `${capitalized(contract.judged.description)}: name the pull request that made it unused, in the description on a line of its own: \`Expand-PR: #…\`.`;
    return {
      reasons: [reasonHere({ code: "no-link", effect: "blocked", message })],
      entry: entryOf(contract, [], []),
    };
  }
  const judgement = judgeLinks(contract, links, input, columnsOf);
  return {
    reasons: judgement.reasons.map(reasonHere),
    entry: entryOf(contract, links, judgement.evidence),
  };
}

type BareReason = Pick<Reason, "code" | "effect" | "message">;

function judgeLinks(
  contract: ContractChange,
  links: readonly LinkFacts[],
  input: GateInput,
  columnsOf: (table: QualifiedName) => readonly string[],
): { readonly reasons: readonly BareReason[]; readonly evidence: readonly Evidence[] } {
  const reasons: BareReason[] = [];
  const evidence: Evidence[] = [];
  let covered = false;
  let incomplete = false;
  const merged: { facts: LinkFacts; coverage: Coverage }[] = [];
  for (const facts of links) {
    const name = facts.name;
    const problem = linkProblem(facts, name, input);
    if (problem !== null) {
      reasons.push(problem);
      evidence.push({
        check: problem.code === "link-not-merged" ? "merged" : "linked",
        state: problem.effect === "waiting" ? "waiting" : "failed",
        environment: null,
        message: problem.message,
        at: null,
      });
      continue;
    }
    const coverage: Coverage =
      facts.content === null
        ? { by: "nothing" }
        : coverageOf(contract.judged.change, facts.content, columnsOf);
    incomplete ||= !facts.contentComplete;
    covered ||= coverage.by !== "nothing";
    merged.push({ facts, coverage });
    evidence.push(mergedEvidence(facts, coverage));
    const undone = undoneOnBase(input.tipCatalogs, name, coverage);
    if (undone !== null) reasons.push(undone);
  }
  if (!covered && merged.length > 0) {
    const names = merged.map(({ facts }) => facts.name).join(", ");
    const message = incomplete
      ? `The diff of ${names} is too large to be read whole, and what could be read neither added anything to the table of \`${contract.object}\` nor removed uses of it. Link the pull request that did.`
      : `${names} does not cover \`${contract.object}\`: it added nothing to its table or a table that replaces it, and removed no uses of it. Link the pull request that did.`;
    reasons.push({ code: "link-does-not-cover", effect: "blocked", message });
    evidence.push({ check: "covers", state: "failed", environment: null, message, at: null });
  }
  for (const { facts, coverage } of merged) {
    for (const landing of facts.landings) {
      const judged = judgeLanding(facts.name, landing, coverage);
      evidence.push(...judged.evidence);
      if (judged.reason !== null) reasons.push(judged.reason);
    }
  }
  return { reasons, evidence };
}

/** Why a link cannot count at all; null where it names a merged pull request of the deployed branch. */
function linkProblem(facts: LinkFacts, name: string, input: GateInput): BareReason | null {
  const pullRequest = facts.pullRequest;
  if (pullRequest.state === "self") {
    return {
      code: "link-is-self",
      effect: "blocked",
      message: `${name} is this pull request itself. The expand must be an earlier one, already deployed.`,
    };
  }
  if (
    input.group?.includes(facts.link.number) === true &&
    pullRequest.state !== "elsewhere" &&
    pullRequest.state !== "merged"
  ) {
    return {
      code: "same-merge-group",
      effect: "blocked",
      message: `${name} is in the same merge group: the expand must be deployed before its contract is merged. Queue this pull request again when ${name} is live.`,
    };
  }
  switch (pullRequest.state) {
    case "elsewhere":
      return {
        code: "link-not-found",
        effect: "blocked",
        message: `${name} lies in another repository, which this version does not read. Link a pull request of this repository.`,
      };
    case "not-found":
      return {
        code: "link-not-found",
        effect: "blocked",
        message: `${name} is no pull request of this repository. Correct the number in the \`Expand-PR:\` line.`,
      };
    case "unknown":
      return {
        code: "link-not-found",
        effect: "blocked",
        message: `${name} could not be read: ${pullRequest.reason}`,
      };
    case "open":
      return {
        code: "link-not-merged",
        effect: "waiting",
        message: `${name} is not merged yet. This goes on when it is merged into \`${input.baseBranch}\` and deployed.`,
      };
    case "closed":
      return {
        code: "link-not-merged",
        effect: "blocked",
        message: `${name} was closed without being merged. Link the pull request that made \`${input.baseBranch}\` ready.`,
      };
    case "merged":
      if (pullRequest.baseBranch === input.baseBranch) return null;
      return {
        code: "link-not-merged",
        effect: "blocked",
        message: `${name} was merged into \`${pullRequest.baseBranch}\`, not into \`${input.baseBranch}\`, which is deployed. Link the pull request that brought it there.`,
      };
  }
}

/** Its addition may be gone from the base branch itself, whatever is deployed. */
function undoneOnBase(
  tips: readonly Catalog[],
  name: string,
  coverage: Coverage,
): BareReason | null {
  if (coverage.by !== "schema") return null;
  const lacks = fewestLacking(tips, coverage.changes);
  if (lacks.length === 0) return null;
  return {
    code: "reverted",
    effect: "blocked",
    message: `What ${name} added is no longer in the schema of the base branch: ${lacks.map((object) => `\`${object}\``).join(", ")}. Bring it back, deploy it, and link the pull request that does.`,
  };
}

function mergedEvidence(facts: LinkFacts, coverage: Coverage): Evidence {
  const name = facts.name;
  const pullRequest = facts.pullRequest;
  const at = pullRequest.state === "merged" ? pullRequest.mergedAt : null;
  const title = pullRequest.state === "merged" ? ` "${pullRequest.title}"` : "";
  const merged = `${name}${title}, merged ${at === null ? "" : formatTime(at)}`;
  return coverage.by === "nothing"
    ? { check: "merged", state: "proven", environment: null, message: merged, at }
    : {
        check: "covers",
        state: "proven",
        environment: null,
        message: `${merged}, covers it (${coverage.what})`,
        at,
      };
}

function inPlace(contract: ContractChange): BareReason {
  const finding = contract.judged.findings.find((one) => one.requirement === "split");
  const harm =
    finding?.message ?? `${capitalized(contract.judged.description)} breaks code that is running.`;
  return {
    code: "in-place-change",
    effect: "blocked",
    message: `${harm} Split it as the plan shows; a link does not help here.`,
  };
}

function concerns(link: Link, contract: ContractChange): boolean {
  if (link.source.kind === "migration" && !contract.links.includes(link)) return false;
  return link.object === null || narrowsTo(link.object, contract.object);
}

function entryOf(
  contract: ContractChange,
  links: readonly LinkFacts[],
  evidence: readonly Evidence[],
): GateEntry {
  const names = links.map((facts) => facts.name);
  return {
    object: contract.object,
    path: contract.path,
    line: contract.line,
    link: names.length === 0 ? null : names.join(", "),
    evidence,
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
