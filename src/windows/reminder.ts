import { ageWords, type WindowSummary } from "./overview.ts";

/** By which our reminders are found again. */
const reminderMarker = "<!-- expand-contract:reminder -->";
const week = 7 * 86_400_000;

/** The end of an issue's conversation. */
export interface Conversation {
  /** Our own comments among those that were read. */
  readonly own: readonly { readonly createdAt: string; readonly body: string }[];
  /** The time of the oldest comment that was read; null where all were. */
  readonly since: string | null;
}

/** Whether a stale window is to be reminded of: once a week at most, and not while so much is said that nobody knows. */
export function isReminderDue({ own, since }: Conversation, now: string): boolean {
  const aWeekAgo = Date.parse(now) - week;
  if (since !== null && Date.parse(since) > aWeekAgo) return false;
  return !own.some(
    ({ createdAt, body }) => body.includes(reminderMarker) && Date.parse(createdAt) > aWeekAgo,
  );
}

/** Mentions nobody: who is assigned is told by GitHub. */
export function renderReminder({ ageDays, nextStep }: WindowSummary): string {
  const step = nextStep === "" ? "" : `\n\n**Next step:** ${nextStep}`;
  return `${reminderMarker}\nThis window has been open for ${ageWords(ageDays)}.${step}\n\nIs the old shape here to stay? Then close this issue: that ends the window.`;
}
