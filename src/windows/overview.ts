import { escapeText, codeSpan, link } from "../report/escape-markdown.ts";
import { countWords } from "../report/word-list.ts";
import type { WindowIssue } from "../model/window.ts";
import type { KnownWindow } from "./identity.ts";
import { ownersOf } from "./issue-body.ts";
import { readSection, renderSection, writeSection } from "./sections.ts";
import { shownShape } from "./shape.ts";
import { readTasks } from "./conditions.ts";

const day = 86_400_000;

/** One open window, by what its issue says. */
export interface WindowSummary {
  readonly number: number;
  readonly url: string;
  /** `users.full_name` */
  readonly old: string;
  readonly new: string;
  /** The number of the pull request that opened it. */
  readonly expand: number;
  readonly openedAt: string;
  readonly ageDays: number;
  readonly isStale: boolean;
  /** Logins and teams. */
  readonly owners: readonly string[];
  /** Markdown on one line; empty where somebody took it out. */
  readonly nextStep: string;
  readonly tasks: readonly { readonly text: string; readonly isMet: boolean }[];
}

/** The open windows, oldest first. `now` is an ISO time, `staleAfter` in milliseconds. */
export function summarizeWindows(
  windows: readonly KnownWindow[],
  now: string,
  staleAfter: number,
): readonly WindowSummary[] {
  return windows
    .map(({ identity, issue }): WindowSummary => {
      const age = Math.max(0, Date.parse(now) - Date.parse(identity.openedAt));
      return {
        number: issue.number,
        url: issue.url,
        old: shownShape(identity.old),
        new: shownShape(identity.new),
        expand: identity.expand,
        openedAt: identity.openedAt,
        ageDays: Math.floor(age / day),
        isStale: age >= staleAfter,
        owners: ownersOf(identity, issue.assignees),
        nextStep: nextStepIn(issue.body),
        tasks: readTasks(issue.body),
      };
    })
    .toSorted((a, b) => a.openedAt.localeCompare(b.openedAt) || a.number - b.number);
}

function nextStepIn(body: string): string {
  return /^\*\*Next step:\*\* (.*)$/m.exec(readSection(body, "facts") ?? "")?.[1]?.trim() ?? "";
}

/** `today`, `1 day`, `41 days` */
export function ageWords(days: number): string {
  return days === 0 ? "today" : countWords(days, "day");
}

export const overviewTitle = "Compatibility windows";

/** Whether an issue is our overview. */
export function isOverview({ isOwn, body }: Pick<WindowIssue, "isOwn" | "body">): boolean {
  return isOwn && readSection(body, "windows") !== null;
}

/** The overview's text; what people wrote around our part stays. */
export function renderOverview(
  windows: readonly WindowSummary[],
  serverUrl: string,
  before: string | null,
): string {
  const table = renderWindowTable(windows, serverUrl);
  if (before !== null) return writeSection(before.replaceAll("\r\n", "\n"), "windows", table);
  const about =
    "<sub>Kept up to date by itself. Closing this issue by hand ends that; the windows' own issues stay.</sub>";
  return `${renderSection("windows", table)}\n\n${about}\n`;
}

/** The windows as a Markdown table, oldest first. Nobody is mentioned. */
export function renderWindowTable(
  windows: readonly WindowSummary[],
  serverUrl: string | null,
): string {
  const [oldest] = windows;
  if (oldest === undefined) return "No window is open.";
  const are = windows.length === 1 ? "is" : "are";
  const since = oldest.ageDays === 0 ? "" : `, the oldest for ${countWords(oldest.ageDays, "day")}`;
  const rows = windows.map((window) => {
    const shapes = `${codeSpan(window.old, "cell")} → ${codeSpan(window.new, "cell")}`;
    const age = `${ageWords(window.ageDays)}${window.isStale ? " ⚠️" : ""}`;
    const owners = window.owners.map((owner) => ownerCell(owner, serverUrl)).join(", ");
    const step = window.nextStep.replace(/(?<!\\)\|/g, "\\|");
    return `| #${window.number} ${shapes} | ${age} | ${owners} | ${step} |`;
  });
  return [
    `${countWords(windows.length, "window")} ${are} open${since}.`,
    "",
    "| Window | Age | Owner | Next step |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function ownerCell(owner: string, serverUrl: string | null): string {
  if (owner.includes("/") || serverUrl === null) return codeSpan(owner, "cell");
  return link(escapeText(owner, "cell"), `${serverUrl}/${owner}`);
}
