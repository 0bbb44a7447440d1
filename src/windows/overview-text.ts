import { cleanLine } from "../report/clean-text.ts";
import { countWords } from "../report/word-list.ts";
import { ageWords, type WindowSummary } from "./overview.ts";

/** The windows for a terminal. */
export function renderWindowsText(windows: readonly WindowSummary[]): string {
  if (windows.length === 0) return "No window is open.";
  return windows
    .map(({ number, url, old, new: replacement, ageDays, isStale, owners, nextStep, tasks }) => {
      const open = tasks.filter(({ isMet }) => !isMet).length;
      const stale = isStale ? ", stale" : "";
      const lines = [
        `#${number} ${old} -> ${replacement}`,
        `    ${ageWords(ageDays)}${stale}, ${owners.join(", ") || "nobody's"}, ${open} of ${countWords(tasks.length, "task")} open`,
        ...(nextStep === "" ? [] : [`    next: ${plain(nextStep)}`]),
        `    ${url}`,
      ];
      return lines.map(cleanIndented).join("\n");
    })
    .join("\n\n");
}

/** Markdown as we write it, without its marks. */
function plain(markdown: string): string {
  return markdown.replace(/\\([\\`*_[\]<>&~|!])/g, "$1").replaceAll("`", "");
}

/** What comes from an issue cannot steer the terminal. */
function cleanIndented(line: string): string {
  return /^ */.exec(line)?.[0] + cleanLine(line.trimStart());
}

/** The windows for programs. Stable: readers build on it. */
export function renderWindowsJson(windows: readonly WindowSummary[]): string {
  const shown = windows.map(({ isStale, ...window }) => ({ ...window, stale: isStale }));
  return JSON.stringify({ schemaVersion: 1, windows: shown }, null, 2);
}
