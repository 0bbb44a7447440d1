import { claimsOf, type ChangeRow, type Standing } from "./change-rows.ts";
import { lockWords, marks, runningCode } from "./change-words.ts";
import { shorten } from "./clean-text.ts";
import { codeSpan, escapeText } from "./escape-markdown.ts";
import type { Section } from "./fit-sections.ts";
import { placeLink } from "./place-link.ts";
import { messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { countWords } from "./word-list.ts";

/** The table of changes, in the order of the files; folded where nothing in it needs an act. */
export function changesSection(view: ReportView): Section {
  const folded = view.headline.label === null;
  const count = countWords(view.rows.length, "change");
  const files = countWords(view.result.files.length, "file");
  const head = "| | Change | Where | Running code | Lock |\n|---|---|---|---|---|\n";
  return {
    open: folded ? `<details><summary>${count} in ${files}</summary>\n\n${head}` : head,
    pieces: view.rows.map((row) => ({
      text: tableRow(view, row),
      priority: priorities[row.standing],
    })),
    close: folded ? "\n\n</details>" : "",
    separator: "\n",
    left: (left) => `${countWords(left, "more change")} left out of this table: ${view.fullText}.`,
  };
}

const priorities: Readonly<Record<Standing, number>> = {
  blocked: 4,
  unread: 4,
  waiting: 4,
  cleared: 5,
  warned: 7,
  fine: 9,
};

function tableRow(view: ReportView, row: ChangeRow): string {
  const { change, file, statement } = row;
  const inCell = { place: "cell", references: view.references, limit: 300 } as const;
  const cells = [
    marks[row.standing],
    messageToMarkdown(change.description, inCell) + claims(row),
    placeLink(view, file, statement.line, "cell"),
    messageToMarkdown(runningCode(row), inCell),
    escapeText(lockWords(change, file.dialect), "cell"),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What the author told other tools of a change that is not fine by itself. */
function claims(row: ChangeRow): string {
  const told = claimsOf(row).map(({ text }) => codeSpan(shorten(text, 80), "cell"));
  return told.length === 0 ? "" : `<br>the author's claim: ${told.join(", ")}`;
}
