import { fence } from "./escape-markdown.ts";
import { ruleLink } from "./rule-link.ts";
import { messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { uncapitalize } from "./word-list.ts";

/** Verdict, harm and next step: the first lines of a Markdown report. */
export function headlineMarkdown(view: ReportView): string {
  const { headline, references } = view;
  const inLine = { references, limit: 600 };
  const title = messageToMarkdown(headline.title, { references, limit: 300 });
  if (headline.label === null) return `${headline.mark} **${title}**`;
  const lines = [`### ${headline.mark} ${headline.label}: ${title}`];
  if (headline.lead !== null) {
    const rule = headline.finding === null ? "" : ` (${ruleLink(headline.finding)})`;
    lines.push("", messageToMarkdown(headline.lead, inLine) + rule);
  }
  if (view.result.mode === "observe" && view.result.verdict !== "pass") {
    lines.push("", "_Observing only: nothing is held up (`mode: observe`)._");
  }
  if (headline.nextStep !== null) {
    lines.push("", `**Next step:** ${messageToMarkdown(uncapitalize(headline.nextStep), inLine)}`);
  }
  if (headline.paste !== null) lines.push("", fence("text", headline.paste));
  return lines.join("\n");
}
