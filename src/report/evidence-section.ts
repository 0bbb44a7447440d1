import type { Evidence } from "../model/evidence.ts";
import type { Reference } from "../model/reference.ts";
import type { GateEntry } from "../model/verdict.ts";
import { placeName } from "../place-name.ts";
import { lineAddress } from "./addresses.ts";
import { shortenMiddle } from "./clean-text.ts";
import { codeSpan, link } from "./escape-markdown.ts";
import { groupBy } from "./group-by.ts";
import type { ChangeRow } from "./change-rows.ts";
import { shortObject } from "./change-words.ts";
import type { Section } from "./fit-sections.ts";
import { quote } from "./message.ts";
import { messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { capitalize, countWords, listWords } from "./word-list.ts";

export const evidenceMarks: Readonly<Record<Evidence["state"], string>> = {
  proven: "✅",
  waiting: "⏳",
  failed: "⛔",
  unknown: "⚠️",
};

/** Contract changes that share their link and evidence, told together. */
export interface EvidenceGroup {
  /** "Drop column `users.full_name`", as a message. */
  readonly title: string;
  readonly evidence: readonly Evidence[];
}

/** The gate's evidence as a checklist, one table for each group of contract changes. */
export function evidenceSection(view: ReportView): Section {
  const folded = view.headline.label === null;
  return {
    open: folded ? "<details><summary>Evidence</summary>\n\n" : "",
    pieces: evidenceGroups(view.result.gate, view.rows).map((group) => ({
      text: renderGroup(view, group),
      priority: 2,
    })),
    close: folded ? "\n\n</details>" : "",
    separator: "\n\n",
    left: (count) => `${countWords(count, "checklist")} left out here: ${view.fullText}.`,
  };
}

export function evidenceGroups(
  gate: readonly GateEntry[],
  rows: readonly ChangeRow[],
): readonly EvidenceGroup[] {
  const rowOf = new Map(rows.map((row) => [row.gate, row]));
  const checked = gate.flatMap(checklistsOf);
  const groups = groupBy(checked, (one) =>
    JSON.stringify([one.entry.link, one.proposed, one.evidence]),
  );
  return [...groups.values()].map((own) => {
    const title = groupTitle(own.map(({ entry }) => entryTitle(entry, rowOf.get(entry))));
    const [first] = own;
    const proposed = first?.proposed ?? null;
    return {
      title: proposed === null ? title : `${title}: what ${quote(proposed)} would show`,
      evidence: first?.evidence ?? [],
    };
  });
}

interface Checklist {
  readonly entry: GateEntry;
  /** The line that is not written yet, where the evidence is of a link that might be meant. */
  readonly proposed: string | null;
  readonly evidence: readonly Evidence[];
}

function checklistsOf(entry: GateEntry): readonly Checklist[] {
  const { evidence, proposal } = entry;
  if (evidence.length > 0) return [{ entry, proposed: null, evidence }];
  return proposal === undefined
    ? []
    : [{ entry, proposed: proposal.line, evidence: proposal.evidence }];
}

/** "linked", "`production`": what a line of the checklist is about, as a message. */
export function evidenceLabel(evidence: Evidence): string {
  const processes = evidence.processes ?? [];
  const environment =
    evidence.environment === null ? null : placeName(evidence.environment, processes, quote);
  switch (evidence.check) {
    case "deployed":
      return environment ?? "deployed";
    case "not-reverted":
      return environment === null ? "still there" : `still there in ${environment}`;
    case "covers":
      return evidence.state === "proven" ? "linked" : "covers it";
    case "references":
      return evidence.state === "proven" ? "not used" : "still used";
    case "linked":
    case "merged":
      return evidence.check;
    case "soaked":
      return "soak";
    case "drained":
      return `drain of ${listWords(processes)}`;
    case "window":
      return "window";
    case "aged":
      return `minimum age of ${listWords(processes)}`;
  }
}

function renderGroup(view: ReportView, group: EvidenceGroup): string {
  const inCell = { place: "cell", references: view.references, limit: 600 } as const;
  const lines = group.evidence.map((evidence) => {
    const label = messageToMarkdown(evidenceLabel(evidence), inCell);
    const examples = (evidence.examples ?? []).map((one) => `<br>${exampleLine(view, one)}`);
    const message = messageToMarkdown(evidence.message, inCell) + examples.join("");
    return `| ${evidenceMarks[evidence.state]} ${label} | ${message} |`;
  });
  return [`| ${messageToMarkdown(group.title, inCell)} | |`, "|---|---|", ...lines].join("\n");
}

/** `app/users.ts:12`, linked to the line at the commit where it stands, and the line itself. */
export function exampleLine(
  { address }: ReportView,
  { commit, path, line, excerpt }: Reference,
): string {
  const place = codeSpan(shortenMiddle(`${path}:${line}`, 120), "cell");
  const linked = address === null ? place : link(place, lineAddress(address, commit, path, line));
  return `${linked} ${codeSpan(excerpt, "cell")}`;
}

function entryTitle(entry: GateEntry, row: ChangeRow | undefined): string {
  return row?.change.description ?? quote(shortObject(entry.object));
}

/** Names the first few: a table's head is no place for fifty. */
function groupTitle(titles: readonly string[]): string {
  const named = titles.slice(0, 3);
  const more = titles.length - named.length;
  return capitalize(listWords(more > 0 ? [...named, `${more} more`] : named));
}
