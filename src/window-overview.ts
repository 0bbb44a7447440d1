import { readConversations } from "./github/issue-conversations.ts";
import {
  closeIssue,
  commentOnIssue,
  createIssue,
  readIssueBody,
  updateIssueBody,
} from "./github/issues.ts";
import { pinIssue } from "./github/pin-issue.ts";
import { readClosedIssues, readOpenIssues } from "./github/window-issues.ts";
import { SourceError } from "./model/source-error.ts";
import type { WindowIssue } from "./model/window.ts";
import type { Target } from "./reconcile.ts";
import { sameBody } from "./windows/issue-body.ts";
import {
  isOverview,
  overviewTitle,
  renderOverview,
  type WindowSummary,
} from "./windows/overview.ts";
import { isReminderDue, renderReminder } from "./windows/reminder.ts";
import { windowLabel } from "./windows/window-label.ts";

/** Reminds of stale windows, each once a week at most. */
export async function remind(
  target: Target,
  windows: readonly WindowSummary[],
  issues: readonly WindowIssue[],
): Promise<void> {
  const { client, repository } = target;
  const stale = windows.filter(({ isStale }) => isStale);
  if (stale.length === 0) return;
  const numbers = new Set(stale.map(({ number }) => number));
  const ids = issues.flatMap(({ id, number }) => (numbers.has(number) ? [id] : []));
  const now = target.now().toISOString();
  for (const conversation of await readConversations(client, repository, ids)) {
    const window = stale.find(({ number }) => number === conversation.number);
    if (window === undefined || !isReminderDue(conversation, now)) continue;
    await commentOnIssue(client, repository, window.number, renderReminder(window));
  }
}

/** Brings the overview to what the windows say. One that somebody closed is left alone. Answers what could not be done. */
export async function writeOverview(
  target: Target,
  windows: readonly WindowSummary[],
  issues: readonly WindowIssue[],
  serverUrl: string,
): Promise<readonly string[]> {
  const { client, repository } = target;
  const [overview, ...twins] = issues.filter(isOverview);
  for (const twin of twins) await closeIssue(client, repository, twin.number, "duplicate");
  if (overview === undefined) {
    if (windows.length === 0 || (await wasClosed(target))) return [];
    const body = renderOverview(windows, serverUrl, null);
    const labels = [windowLabel];
    const issue = { title: overviewTitle, body, labels, assignees: [] };
    const created = await createIssue(client, repository, issue);
    // Two runs may both have found none: the older one stays.
    const [first] = (await readOpenIssues(client, repository, windowLabel)).filter(isOverview);
    if (first === undefined || first.number >= created.number) return pin(target, created);
    await closeIssue(client, repository, created.number, "duplicate");
    return [];
  }
  const { number, body: known } = overview;
  if (!sameBody(known, renderOverview(windows, serverUrl, known))) {
    const body = await readIssueBody(client, repository, number);
    const wanted = renderOverview(windows, serverUrl, body);
    if (!sameBody(body, wanted)) await updateIssueBody(client, repository, number, wanted);
  }
  // Told once, when it was opened; who unpins it wants it so.
  if (!overview.wasPinned) await pin(target, overview);
  return [];
}

async function wasClosed({ client, repository }: Target): Promise<boolean> {
  return (await readClosedIssues(client, repository, windowLabel, null)).some(isOverview);
}

async function pin(
  { client, repository }: Target,
  issue: { readonly id: string; readonly number: number },
): Promise<readonly string[]> {
  try {
    await pinIssue(client, repository, issue);
    return [];
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return [`${error.message} The overview of the windows is #${issue.number}, pinned or not.`];
  }
}
