import { compareTypes } from "../catalog/column-type.ts";
import { findColumn } from "../catalog/lookup.ts";
import type { Proposal } from "../model/proposal.ts";
import type { AddColumn, SchemaChange } from "../model/schema-change.ts";
import { coverageOf, type ExpandContent } from "./covers.ts";
import { capitalized, gateOutcome, type GateOutcome, type JudgedContract } from "./decide.ts";
import type { ContractChange } from "./facts.ts";
import { fewestLacking } from "./fewest-lacking.ts";
import type { BareReason } from "./link-problem.ts";
import { identifierOf, tableOf } from "./object-of.ts";
import { mentionsTable, spellings, singular, wordsOf } from "./removed-uses.ts";

/** What a link would have to say, and how people give one. */
export interface ProposedLine {
  readonly name: string;
  readonly line: string;
  /** Whether it is an argument of the command, and no line of the description. */
  readonly isCommand: boolean;
}

/** How a pull request that nobody named stands for a contract change. */
export interface Fit {
  /** It added what looks like the replacement, and that is still there. */
  readonly replaces: boolean;
  readonly removesUses: boolean;
}

/** The contract changes that lack nothing but a link, as far as something can be looked for. */
export function unlinkedContracts({ contracts }: GateOutcome): readonly ContractChange[] {
  return contracts
    .filter(
      ({ contract, reasons }) =>
        reasons.some(({ code }) => code === "no-link") &&
        proposable.has(contract.judged.change.kind),
    )
    .map(({ contract }) => contract);
}

const proposable: ReadonlySet<SchemaChange["kind"]> = new Set<SchemaChange["kind"]>([
  "drop-column",
  "drop-table",
  "drop-view",
  "drop-type",
  "drop-function",
  "drop-sequence",
  "drop-schema",
  "drop-index",
  "drop-constraint",
]);

/**
 * How what a pull request brought stands for a contract change. This is stricter than what a link must hold: whoever
 * writes a link knows what it is for, and a guess must not put words into their mouth.
 */
export function fitOf(contract: ContractChange, content: ExpandContent): Fit {
  const bySchema = coverageOf(contract, { folders: content.folders, files: [] });
  const table = tableOf(contract.judged.change);
  const files =
    table === null ? content.files : content.files.filter((file) => mentionsTable(file, table));
  return {
    replaces:
      bySchema.by === "schema" &&
      bySchema.changes.some((change) => looksLikeReplacement(contract, change)) &&
      fewestLacking([bySchema.folder.tip], bySchema.changes).length === 0,
    removesUses: coverageOf(contract, { folders: [], files }).by === "code",
  };
}

/** Whether words (a title, paths) name the object of a contract change, or the table that it is part of. */
export function seemsAbout({ judged: { change } }: ContractChange, words: string): boolean {
  const names = [identifierOf(change), tableOf(change)?.name].filter((name) => name != null);
  const wanted = new Set(
    names.flatMap((name) => [...spellings(name), ...spellings(singular(name))]),
  );
  return wordsOf(words).some((word) => wanted.has(word));
}

/** A constraint or trigger on the same table takes the place of nothing, nor does any column of another kind. */
function looksLikeReplacement(
  { judged: { change: contract }, baseCatalog }: ContractChange,
  change: SchemaChange,
): boolean {
  switch (change.kind) {
    case "create-table":
    case "create-view":
      return true;
    case "add-column":
      if (contract.kind !== "drop-column") return contract.kind === "drop-table";
      return (
        sharesWord(contract.column, change.column.name) ||
        isLike(findColumn(baseCatalog, contract.table, contract.column)?.type, change, baseCatalog)
      );
    case "create-index":
    case "add-constraint":
      return contract.kind === "drop-index" || contract.kind === "drop-constraint";
    default:
      return false;
  }
}

function isLike(
  old: AddColumn["column"]["type"] | undefined,
  { column }: AddColumn,
  catalog: ContractChange["baseCatalog"],
): boolean {
  if (old === undefined) return false;
  const { relation } = compareTypes(old, column.type, catalog.dialect, catalog);
  return relation === "same" || relation === "wider" || relation === "unlike";
}

function sharesWord(one: string, other: string): boolean {
  const words = new Set(one.toLowerCase().split("_"));
  return other
    .toLowerCase()
    .split("_")
    .some((word) => word.length > 2 && words.has(word));
}

/** A proposal with what the gate would say of it. */
export interface JudgedProposal extends ProposedLine {
  readonly judged: JudgedContract;
}

/** Adds to an outcome which links might be meant. The change stays blocked until somebody writes one. */
export function addProposals(
  outcome: GateOutcome,
  proposals: ReadonlyMap<ContractChange, JudgedProposal>,
): GateOutcome {
  return gateOutcome(
    outcome.contracts.map((judged) => {
      const proposed = proposals.get(judged.contract);
      const { entry } = judged;
      if (proposed === undefined || entry === null) return judged;
      const proposal = toProposal(proposed);
      return {
        ...judged,
        reasons: judged.reasons.map((reason) => withProposal(reason, judged.contract, proposal)),
        entry: { ...entry, proposal },
      };
    }),
  );
}

function toProposal({ name, line, isCommand, judged }: JudgedProposal): Proposal {
  const evidence = judged.entry?.evidence ?? [];
  const covering = evidence.find(({ check }) => check === "covers");
  const live = evidence.filter(({ check, state }) => check === "deployed" && state === "proven");
  const [reason] = judged.reasons;
  const state =
    reason?.message ??
    `${[...new Set(live.map(({ message }) => message))].slice(0, 2).join("; ")}.`;
  return {
    name,
    line,
    isCommand,
    message: `${covering?.message ?? name}. ${state}`,
    suffices: judged.reasons.length === 0,
    evidence,
  };
}

function withProposal(
  reason: BareReason,
  { judged }: ContractChange,
  { message, line, isCommand }: Proposal,
): BareReason {
  if (reason.code !== "no-link") return reason;
  const how = isCommand ? "run the check again with" : "add this line to the description:";
  return {
    ...reason,
    message: `${capitalized(judged.description)}: no pull request is named that made it unused. One that may be meant: ${message} If it is, ${how} \`${line}\`.`,
  };
}

/** Whether a judged proposal is worth telling: one that was taken back, or that the gate would not take, is not. */
export function isWorthTelling({ reasons }: JudgedContract): boolean {
  return reasons.every(({ code, effect }) => effect !== "blocked" || code === "still-referenced");
}
