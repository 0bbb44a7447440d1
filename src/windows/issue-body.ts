import type {
  WindowCondition,
  WindowIdentity,
  WindowIssue,
  WindowPolicy,
  WindowStage,
} from "../model/window.ts";
import { codeSpan, escapeText, link } from "../report/escape-markdown.ts";
import { shorten } from "../report/clean-text.ts";
import { messageToMarkdown } from "../report/render-message.ts";
import { capitalize } from "../report/word-list.ts";
import { formatTime } from "../time.ts";
import { readConditions, renderConditions } from "./conditions.ts";
import { renderIdentity } from "./identity.ts";
import { nextStep } from "./next-step.ts";
import { renderSection, writeSection } from "./sections.ts";
import { shownShape } from "./shape.ts";

/** All that an issue shows. */
export interface ShownWindow {
  readonly identity: WindowIdentity;
  readonly stage: WindowStage;
  /** Null before it is written. */
  readonly issue: Pick<WindowIssue, "body" | "assignees"> | null;
  readonly policy: WindowPolicy;
  readonly serverUrl: string;
}

export function windowTitle({ old, new: replacement }: WindowIdentity): string {
  return shorten(`Compatibility window: ${shownShape(old)} → ${shownShape(replacement)}`, 200);
}

/** The issue's text: our two parts as they are now, everything else as people left it. */
export function renderWindow(window: ShownWindow): string {
  const { identity, stage, issue, policy } = window;
  const before = issue === null ? newBody(identity) : issue.body.replaceAll("\r\n", "\n");
  const conditions = readConditions(before, policy);
  const withFacts = writeSection(before, "facts", renderFacts(window, conditions.byPeople));
  const list = renderConditions(seenOf(stage), conditions, ownReferences(identity));
  return writeSection(withFacts, "conditions", list);
}

/** Once the contract is merged, what it was to wait for is history: its own deployment is left. */
function seenOf(stage: WindowStage): readonly WindowCondition[] {
  if (stage.stage === "open") return stage.evidence;
  const isOver = stage.stage === "over";
  if (isOver && stage.by === "reverted") return [];
  const detail = isOver ? stage.how : stage.waits;
  return [{ id: "contracted", label: "Contract deployed", detail, isMet: isOver }];
}

function newBody(identity: WindowIdentity): string {
  return [
    renderIdentity(identity),
    renderSection("facts", ""),
    "### May close when",
    renderSection("conditions", ""),
    "<sub>What can be seen is ticked and unticked by itself; the rest is yours to tick. Tasks that you add to the list are waited for, too. Text above and below stays as you write it. Closing this issue by hand ends the window.</sub>",
    "### Notes",
  ].join("\n\n");
}

function renderFacts(
  { identity, stage, issue, serverUrl }: ShownWindow,
  byPeople: readonly WindowCondition[],
): string {
  const { expand, old, new: replacement, openedAt } = identity;
  const references = ownReferences(identity);
  const step = messageToMarkdown(capitalize(nextStep(identity, stage, byPeople)), { references });
  const rows = [
    ["Old shape", shapeCell(old)],
    ["New shape", shapeCell(replacement)],
    ["Opened", `${formatTime(openedAt)}, by #${expand}`],
    ["Owner", owners(identity, issue?.assignees ?? [], serverUrl)],
  ];
  return [
    `**Next step:** ${step.replace(/\.$/, "")}.`,
    "",
    "| | |",
    "|---|---|",
    ...rows.map(([label, value]) => `| ${label} | ${value} |`),
    ...(stage.stage === "over" ? [] : ["", explanation(expand, old)]),
  ].join("\n");
}

function explanation(expand: number, old: WindowIdentity["old"]): string {
  return `Until this closes, running code may use either shape, and a rollback needs the old one. The contract drops ${codeSpan(shownShape(old))} in a pull request of its own with \`Expand-PR: #${expand}\`, and waits for what is open below.`;
}

function shapeCell(shape: ShownWindow["identity"]["old"]): string {
  return `${codeSpan(shownShape(shape), "cell")}${shape.column === null ? "" : " (column)"}`;
}

/** Forms submit line breaks as CRLF, and blanks at the end may be cut: no difference that a reader sees. */
export function sameBody(first: string, second: string): boolean {
  const plain = (body: string): string => body.replaceAll("\r\n", "\n").trimEnd();
  return plain(first) === plain(second);
}

/** Who looks after a window now. Teams cannot be assigned: they stay as they were at the opening. */
export function ownersOf(
  { owners: first }: WindowIdentity,
  assignees: readonly string[],
): readonly string[] {
  const teams = first.filter((owner) => owner.includes("/"));
  const people = assignees.length > 0 ? assignees : first.filter((owner) => !owner.includes("/"));
  return [...people, ...teams];
}

/** A team is mentioned, once, when the issue is opened; a person is assigned, and needs no mention. */
function owners(identity: WindowIdentity, assignees: readonly string[], serverUrl: string): string {
  const shown = ownersOf(identity, assignees).map((owner) => {
    if (/^[\w.-]+\/[\w.-]+$/.test(owner)) return `@${owner}`;
    return link(escapeText(owner, "cell"), `${serverUrl}/${owner}`);
  });
  return shown.length === 0 ? "nobody" : shown.join(", ");
}

/** The one reference that GitHub may make a link of. */
export function ownReferences({ expand }: WindowIdentity): ReadonlyMap<string, null> {
  return new Map([[`#${expand}`, null]]);
}
