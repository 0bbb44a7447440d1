import type { Section } from "./fit-sections.ts";
import { noteLines, toldFindings } from "./reasons-section.ts";
import { ruleLink } from "./rule-link.ts";
import { placeLink } from "./place-link.ts";
import { findingItems, type FindingItem } from "./finding-items.ts";
import { messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { countWords } from "./word-list.ts";

/** What else blocks, in the open; the finding that the headline tells is not told again. */
export function blockingFindingsSection(view: ReportView): Section {
  const items = itemsToTell(view).filter((item) => item.level === "error");
  return {
    open: "",
    pieces: items.map((item) => ({ text: findingLine(view, item), priority: 6 })),
    close: "",
    separator: "\n",
    left: (count) => `${countWords(count, "finding")} left out here: ${view.fullText}.`,
  };
}

/** Warnings and notes, folded. What the gate answers needs no words beside its checklist. */
export function warningsSection(view: ReportView): Section {
  const warnings = itemsToTell(view)
    .filter((item) => item.level === "warning")
    .map((item) => findingLine(view, item));
  const notes = noteLines(view);
  const lines = [...warnings, ...notes];
  const counts = [
    warnings.length > 0 ? countWords(warnings.length, "warning") : "",
    notes.length > 0 ? countWords(notes.length, "note") : "",
  ].filter((text) => text !== "");
  return {
    open: `<details><summary>${counts.join(", ")}</summary>\n\n`,
    pieces: lines.map((text) => ({ text, priority: 8 })),
    close: "\n\n</details>",
    separator: "\n",
    left: (count) =>
      `${countWords(count, "warning or note", "warnings and notes")} left out here: ${view.fullText}.`,
  };
}

function itemsToTell(view: ReportView): readonly FindingItem[] {
  const told = toldFindings(view);
  return findingItems(view.result, view.rows).filter((item) => !told.has(item.finding));
}

function findingLine(view: ReportView, item: FindingItem): string {
  const toMarkdown = (message: string) =>
    messageToMarkdown(message, { references: view.references });
  const place = placeLink(view, item.file, item.line, "text");
  return `- ${place}: ${toMarkdown(item.finding.message)} *Instead:* ${toMarkdown(item.finding.safeWay)} (${ruleLink(item.finding)})`;
}
