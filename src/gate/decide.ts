import { isRemoval } from "../catalog/is-removal.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Reason } from "../model/reason.ts";
import type { GateEntry } from "../model/verdict.ts";
import type {
  ContractChange,
  FindReferringProcesses,
  LinkFacts,
  RequiredEnvironment,
} from "./facts.ts";
import { judgeLinks } from "./judge-links.ts";
import type { Timing } from "./judge-waits.ts";
import { narrowsTo } from "./link-names.ts";
import type { BareReason, LinkGround } from "./link-problem.ts";
import { createMixtureFinder, type Mixture } from "./mixed-phases.ts";
import { requiredFor } from "./required-for.ts";

/** All that the gate needs to know of one pull request or merge group. */
export interface GateInput extends LinkGround, Timing {
  readonly contracts: readonly ContractChange[];
  readonly links: readonly LinkFacts[];
  readonly environments: readonly RequiredEnvironment[];
  readonly referringProcesses: FindReferringProcesses;
}

export interface GateOutcome {
  readonly reasons: readonly Reason[];
  readonly entries: readonly GateEntry[];
  readonly contracts: readonly JudgedContract[];
}

/** One contract change with all that was said about it. */
export interface JudgedContract {
  readonly contract: ContractChange;
  readonly reasons: readonly BareReason[];
  /** Null where no link can help. */
  readonly entry: GateEntry | null;
}

/** Judges every contract change by its links. Nothing passes that is not proven. */
export function decideGate(input: GateInput): GateOutcome {
  const finders = { findMixture: createMixtureFinder(), linksOf: createLinkChooser(input.links) };
  return gateOutcome(input.contracts.map((contract) => judgeContract(contract, input, finders)));
}

/** All that was said of each contract change, with the places they stand in. */
export function gateOutcome(contracts: readonly JudgedContract[]): GateOutcome {
  return {
    reasons: contracts.flatMap(({ contract, reasons }) => {
      const { object, path, line } = contract;
      const rules = contract.judged.findings.map((finding) => finding.rule);
      return reasons.map((reason) => ({ ...reason, object, rules, path, line }));
    }),
    entries: contracts.flatMap(({ entry }) => entry ?? []),
    contracts,
  };
}

interface Finders {
  readonly findMixture: (contract: ContractChange) => Mixture | null;
  readonly linksOf: (contract: ContractChange) => readonly LinkFacts[];
}

function judgeContract(
  contract: ContractChange,
  input: GateInput,
  { findMixture, linksOf }: Finders,
): JudgedContract {
  if (contract.judged.requirement === "split") {
    return { contract, reasons: [inPlace(contract)], entry: null };
  }
  const links = linksOf(contract);
  const mixture = findMixture(contract);
  if (mixture !== null && (mixture.copies || links.length === 0)) {
    return {
      contract,
      reasons: [mixed(contract, mixture, input.group)],
      entry: entryOf(contract, links, []),
    };
  }
  if (links.length === 0) {
    return { contract, reasons: [noLink(contract)], entry: entryOf(contract, [], []) };
  }
  const judgement = judgeLinks(contract, links, input, requiredFor(contract, input));
  return {
    contract,
    reasons: judgement.reasons,
    entry: entryOf(contract, links, judgement.evidence),
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

function mixed(contract: ContractChange, mixture: Mixture, group: LinkGround["group"]): BareReason {
  const place =
    group === null
      ? "this pull request"
      : `this merge group (${group.map((number) => `#${number}`).join(", ")})`;
  const unrelated = mixture.copies
    ? ""
    : " If the two have nothing to do with each other, name the pull request that made the dropped object unused.";
  return {
    code: group === null ? "mixed-phases" : "same-merge-group",
    effect: "blocked",
    message: `${capitalized(contract.judged.description)} comes in the same release as what replaces it: ${place} also ${mixture.what}. Ship that first and drop in a later pull request with \`Expand-PR: #…\`.${unrelated}`,
  };
}

function noLink({ judged }: ContractChange): BareReason {
  const made = isRemoval(judged.change.kind) ? "made it unused" : "made it safe";
  return {
    code: "no-link",
    effect: "blocked",
    message: `${capitalized(judged.description)}: name the pull request that ${made}, in the description on a line of its own: \`Expand-PR: #…\`.`,
  };
}

/** A link in the description speaks of every contract change, one beside a statement of that alone. */
function createLinkChooser(
  links: readonly LinkFacts[],
): (contract: ContractChange) => readonly LinkFacts[] {
  const inBody = links.filter(({ link }) => link.source.kind === "body");
  const beside = new Map(links.map((facts) => [facts.link, facts]));
  return (contract) => {
    const own = contract.links.flatMap((link) => beside.get(link) ?? []);
    const chosen = [...inBody, ...own].filter(
      ({ link }) => link.object === null || narrowsTo(link.object, contract.object),
    );
    // A link that is given twice says no more than once.
    return [...new Map(chosen.map((facts) => [facts.name, facts])).values()];
  };
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

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
