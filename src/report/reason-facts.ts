import { isRemoval } from "../catalog/is-removal.ts";
import type { Finding } from "../model/finding.ts";
import type { Proposal } from "../model/proposal.ts";
import type { Reason } from "../model/reason.ts";
import type { GateEntry, Result } from "../model/verdict.ts";
import { placeName } from "../place-name.ts";
import { formatDuration } from "../time.ts";
import { splitLinks } from "./addresses.ts";
import type { ChangeRow } from "./change-rows.ts";
import { clauseOf, hazardClause, shortObject } from "./change-words.ts";
import { quote } from "./message.ts";
import { listWords } from "./word-list.ts";

/** A reason with the change it speaks of and the finding behind it, where they are known. */
export interface ToldReason {
  readonly reason: Reason;
  readonly row: ChangeRow | null;
  readonly finding: Finding | null;
}

/** What the words for a reason are made of. All are messages: identifiers in backquotes. */
export interface ReasonFacts {
  /** "drops `users.full_name`" */
  readonly clause: string;
  readonly object: string;
  /** "made it unused", or "made it safe" where nothing is removed. */
  readonly madeReady: string;
  /** "#118", or "#118 and #121". */
  readonly links: string;
  readonly linksAre: string;
  readonly linksWere: string;
  readonly linksDo: string;
  /** "`production` and `production-workers`": where it is not proven yet. */
  readonly environments: string;
  readonly environmentsWere: string;
  /** ", plus 24 h": what must pass after the expand is live; empty where nothing must. */
  readonly plus: string;
  readonly environmentsRun: string;
  readonly place: string;
  readonly safeWay: string | null;
  /** False where the statement itself could not be read. */
  readonly understood: boolean;
  readonly hazard: string | null;
  readonly hasPlan: boolean;
  /** Whether the change only adds something that was not there. */
  readonly isAddition: boolean;
  /** The link that might be meant, where none is given. */
  readonly proposal: Proposal | null;
}

/** The facts of one reason, with the links and environments of all that is told together with it. */
export function reasonFacts(
  result: Result,
  told: ToldReason,
  together: readonly ToldReason[],
): ReasonFacts {
  const { reason, row, finding } = told;
  const links = unique(together.flatMap((one) => linksOf(result, one)));
  const environments = unique(together.flatMap((one) => environmentsOf(result, one)));
  const object = row?.change.object ?? reason.object;
  const line = reason.line === null ? "" : `:${reason.line}`;
  return {
    clause:
      row === null ? `changes ${quote(shortObject(object ?? "the schema"))}` : clauseOf(row.change),
    object: quote(shortObject(object ?? "it")),
    madeReady:
      row === null || isRemoval(row.change.change.kind) ? "made it unused" : "made it safe",
    links: links.length === 0 ? "the expand pull request" : listWords(links),
    linksAre: links.length > 1 ? "are" : "is",
    linksWere: links.length > 1 ? "were" : "was",
    linksDo: links.length > 1 ? "do" : "does",
    environments: environments.length === 0 ? "every environment" : listWords(environments),
    environmentsWere: environments.length > 1 ? "were" : "was",
    plus: plusOf(together.flatMap((one) => entriesOf(result, one.reason, one.row))),
    environmentsRun: environments.length > 1 ? "run" : "runs",
    place: reason.path === null ? "a migration" : quote(`${reason.path}${line}`),
    safeWay: finding?.safeWay ?? null,
    understood: row !== null && row.change.change.kind !== "unknown",
    hazard: row === null ? null : hazardClause(row.change.hazards),
    hasPlan: result.plan.some((plan) => plan.object === object),
    isAddition: /^(?:add-column|create-)/.test(row?.change.change.kind ?? ""),
    proposal: entriesOf(result, reason, row).find((entry) => entry.proposal)?.proposal ?? null,
  };
}

/** The links that the reason names; all of its change where it names none. */
function linksOf(result: Result, { reason, row }: ToldReason): readonly string[] {
  const links = entriesOf(result, reason, row).flatMap((entry) => splitLinks(entry.link));
  const first = links.filter((link) => reason.message.startsWith(`${link} `));
  if (first.length > 0) return first;
  const words = new Set(reason.message.split(/[\s,;:()]+/));
  const named = links.filter((link) => words.has(link) || words.has(`${link}.`));
  return named.length > 0 ? named : links;
}

/** The environment that the reason speaks of, as a message, by the evidence with its words; else all that are not proven. */
function environmentsOf(result: Result, { reason, row }: ToldReason): readonly string[] {
  const unproven = entriesOf(result, reason, row)
    .flatMap((entry) => entry.evidence)
    .filter((evidence) => evidence.state !== "proven");
  const own = unproven.filter((evidence) => evidence.message === reason.message);
  return (own.length > 0 ? own : unproven).flatMap(({ environment, processes }) =>
    environment === null ? [] : [placeName(environment, processes ?? [], quote)],
  );
}

function entriesOf(result: Result, reason: Reason, row: ChangeRow | null): readonly GateEntry[] {
  if (row !== null) return row.gate === null ? [] : [row.gate];
  return result.gate.filter((entry) => reason.object === null || entry.object === reason.object);
}

function plusOf(entries: readonly GateEntry[]): string {
  const waits = entries.flatMap(({ evidence }) =>
    evidence.flatMap(({ state, takes = 0 }) => (state === "waiting" ? [takes] : [])),
  );
  const longest = Math.max(0, ...waits);
  return longest === 0 ? "" : `, plus ${formatDuration(longest)}`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
