import type { Waiver } from "../model/waiver.ts";
import { formatTime } from "../time.ts";
import type { Section } from "./fit-sections.ts";
import { quote } from "./message.ts";
import { messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { countWords } from "./word-list.ts";

const marks: Readonly<Record<Waiver["state"], string>> = {
  granted: "✅",
  unused: "⚠️",
  refused: "⛔",
};

/** What people let pass or wanted to, with name, time and reason: this is the record. */
export function waiversSection(view: ReportView): Section {
  return {
    open: "**Waivers:**\n\n",
    pieces: view.result.waivers.map((waiver) => ({ text: waiverLine(view, waiver), priority: 1 })),
    close: "",
    separator: "\n",
    left: (count) => `${countWords(count, "waiver")} left out here: ${view.fullText}.`,
  };
}

function waiverLine(view: ReportView, waiver: Waiver): string {
  const { references } = view;
  const target = waiver.target === null ? "everything" : quote(waiver.target);
  const end = waiver.expiresAt === null ? "" : `, until ${formatTime(waiver.expiresAt)}`;
  const who = `${target} by ${quote(waiver.author)}, ${formatTime(waiver.at)}${end}: ${outcome(waiver)}`;
  return `- ${marks[waiver.state]} ${messageToMarkdown(who, { references, limit: 600 })}`;
}

function outcome({ state, reason, message }: Waiver): string {
  return state === "granted" ? reason : message;
}
