import {
  closeIssue,
  commentOnIssue,
  createIssue,
  readIssueBody,
  updateIssueBody,
} from "./github/issues.ts";
import { readOpenIssues } from "./github/window-issues.ts";
import type { JudgedWindow } from "./judge-windows.ts";
import { SourceError } from "./model/source-error.ts";
import type { WindowIdentity, WindowIssue, WindowPolicy, WindowStage } from "./model/window.ts";
import type { Target } from "./reconcile.ts";
import { knownWindows, windowKey } from "./windows/identity.ts";
import { ownReferences, renderWindow, sameBody, windowTitle } from "./windows/issue-body.ts";
import { groupBy } from "./report/group-by.ts";
import { windowLabel } from "./windows/window-label.ts";
import { messageToMarkdown } from "./report/render-message.ts";
import { capitalize } from "./report/word-list.ts";

/** What the issues are to say. */
export interface WindowsToWrite {
  readonly windows: readonly JudgedWindow[];
  /** The open issues with our label, as they were read. */
  readonly issues: readonly WindowIssue[];
  readonly policy: WindowPolicy;
  readonly serverUrl: string;
}

/** What became of them. */
export interface WrittenWindows {
  /** What could not be written, each with its cause and the next step. */
  readonly problems: readonly string[];
  readonly isChanged: boolean;
}

/** Writes what differs. */
export async function writeWindows(
  target: Target,
  { windows, issues, policy, serverUrl }: WindowsToWrite,
): Promise<WrittenWindows> {
  const problems: string[] = [];
  let isChanged = false;
  const byKey = groupBy(knownWindows(issues), ({ identity }) => windowKey(identity));
  for (const { identity, stage } of windows) {
    if (stage.stage === "unknown") {
      problems.push(stage.reason);
      continue;
    }
    try {
      const [first, ...twins] = (byKey.get(windowKey(identity)) ?? []).map(({ issue }) => issue);
      const shown = { identity, stage, policy, serverUrl };
      if (first === undefined) {
        isChanged = true;
        await open(target, shown);
        continue;
      }
      for (const twin of twins) await closeTwin(target, twin.number, first.number);
      isChanged = (await update(target, shown, first)) || twins.length > 0 || isChanged;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      problems.push(error.message);
    }
  }
  return { problems, isChanged };
}

interface WindowToWrite extends Pick<WindowsToWrite, "policy" | "serverUrl"> {
  readonly identity: WindowIdentity;
  readonly stage: WindowStage;
}

/** Opens an issue, unless another run has done so since. */
async function open(target: Target, window: WindowToWrite): Promise<void> {
  const { client, repository } = target;
  const { identity, stage } = window;
  if (stage.stage === "over" || (await twinsOf(target, identity)).length > 0) return;
  const { number } = await createIssue(client, repository, {
    title: windowTitle(identity),
    body: renderWindow({ ...window, issue: null }),
    labels: [windowLabel],
    assignees: identity.owners.filter((owner) => !owner.includes("/")),
  });
  // Two runs may both have found none: the older issue stays.
  const [first] = await twinsOf(target, identity);
  if (first !== undefined && first.number < number) await closeTwin(target, number, first.number);
}

/** The open issues of a window as they are this moment, oldest first. */
async function twinsOf(
  { client, repository }: Target,
  identity: WindowIdentity,
): Promise<readonly WindowIssue[]> {
  return knownWindows(await readOpenIssues(client, repository, windowLabel))
    .filter((one) => windowKey(one.identity) === windowKey(identity))
    .map(({ issue }) => issue);
}

async function closeTwin(
  { client, repository }: Target,
  twin: number,
  first: number,
): Promise<void> {
  await commentOnIssue(client, repository, twin, `The same window as #${first}.`);
  await closeIssue(client, repository, twin, "duplicate");
}

/** Answers whether anything was written. */
async function update(target: Target, window: WindowToWrite, issue: WindowIssue): Promise<boolean> {
  const { client, repository } = target;
  const { identity, stage } = window;
  const { number, assignees } = issue;
  const render = (body: string): string => renderWindow({ ...window, issue: { body, assignees } });
  const differs = !sameBody(issue.body, render(issue.body));
  if (differs) {
    // Somebody may have ticked something in the meantime.
    const body = await readIssueBody(client, repository, number);
    const wanted = render(body);
    if (!sameBody(body, wanted)) await updateIssueBody(client, repository, number, wanted);
  }
  if (stage.stage !== "over") return differs;
  const how = messageToMarkdown(capitalize(stage.how), { references: ownReferences(identity) });
  await commentOnIssue(client, repository, number, `${how}: this window is over.`);
  await closeIssue(
    client,
    repository,
    number,
    stage.by === "contracted" ? "completed" : "not_planned",
  );
  return true;
}
