import type { Finding } from "../model/finding.ts";
import type { Reason } from "../model/reason.ts";
import type { Section } from "./fit-sections.ts";
import { furtherReasons } from "./headline.ts";
import { placeLink } from "./place-link.ts";
import { findingOfReason, tellsSame } from "./reason-finding.ts";
import { messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { ruleLink } from "./rule-link.ts";
import { countWords } from "./word-list.ts";

/** What else blocks, one line each with its finding. What else waits stands in the checklist. */
export function reasonsSection(view: ReportView): Section {
  const reasons = blockingReasons(view);
  const folded = reasons.length > openReasons;
  return {
    open: folded
      ? `<details><summary><b>Also in the way:</b> ${countWords(reasons.length, "more reason")}</summary>\n\n`
      : "**Also in the way:**\n\n",
    pieces: reasons.map((reason, index) => ({
      text: reasonLine(view, reason),
      priority: index < openReasons ? 1 : 6,
    })),
    close: folded ? "\n\n</details>" : "",
    separator: "\n",
    left: (count) => `${countWords(count, "more reason")} left out here: ${view.fullText}.`,
  };
}

/** A longer list is folded, so that the table of changes stays in sight. */
const openReasons = 10;

/** The findings that the headline and the reasons tell already. */
export function toldFindings(view: ReportView): ReadonlySet<Finding> {
  const told = blockingReasons(view).map((reason) =>
    findingOfReason(view.result, reason, view.rowOf.get(reason) ?? null),
  );
  return new Set([view.headline.finding, ...told].filter((finding) => finding !== null));
}

/** Reasons that are told and hold nothing up, unless a finding of the file says the same. */
export function noteLines(view: ReportView): readonly string[] {
  return view.result.reasons
    .filter((reason) => reason.effect === "note" && !isTold(view, reason))
    .map((reason) => reasonLine(view, reason));
}

function blockingReasons(view: ReportView): readonly Reason[] {
  return view.result.verdict === "blocked" ? furtherReasons(view.result, view.headline.reason) : [];
}

function isTold(view: ReportView, reason: Reason): boolean {
  const row = view.rowOf.get(reason);
  const file = view.result.files.find((one) => one.path === reason.path);
  const findings = [...(row?.change.findings ?? []), ...(file?.findings ?? [])];
  return findings.some((finding) => tellsSame(reason, finding));
}

function reasonLine(view: ReportView, reason: Reason): string {
  const toMarkdown = (message: string) =>
    messageToMarkdown(message, { references: view.references });
  const finding = findingOfReason(view.result, reason, view.rowOf.get(reason) ?? null);
  const line = `- ${reasonPlace(view, reason)}${toMarkdown(reason.message)}`;
  if (finding === null) return line;
  const rest = tellsSame(reason, finding) ? "" : ` *Why:* ${toMarkdown(finding.message)}`;
  return `${line}${rest} (${ruleLink(finding)})`;
}

function reasonPlace(view: ReportView, reason: Reason): string {
  if (reason.path === null) return "";
  const file = view.result.files.find((one) => one.path === reason.path);
  // A file that the result does not hold is not known to be there at the head: no link.
  const status = file?.status ?? "deleted";
  return `${placeLink(view, { path: reason.path, status }, reason.line, "text")}: `;
}
