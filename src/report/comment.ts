import type { Result } from "../model/verdict.ts";
import { changesSection } from "./changes-table.ts";
import { link } from "./escape-markdown.ts";
import { evidenceSection } from "./evidence-section.ts";
import { blockingFindingsSection, warningsSection } from "./findings-section.ts";
import { fitSections, type Section } from "./fit-sections.ts";
import { footerMarkdown } from "./footer.ts";
import { headlineMarkdown } from "./headline-section.ts";
import { renderMemory, renderNamed } from "./comment-memory.ts";
import { inventorySection } from "./inventory-section.ts";
import { commentMarker } from "./markers.ts";
import { noticesSection } from "./notices-section.ts";
import { planSection } from "./plan-section.ts";
import { reasonsSection } from "./reasons-section.ts";
import { waiversSection } from "./waivers-section.ts";
import { reportView, type ReportOptions, type ReportView } from "./report-view.ts";

/**
 * GitHub refuses a body of more than 65,536 characters. Counted in UTF-16 units, of which none takes more than
 * three bytes, so that the body stays under 196,608 bytes too; a little is kept free for what a host adds.
 */
const commentLimit = 65_000;

/** The one sticky comment of a pull request. The same result and options always give the same text. */
export function renderComment(result: Result, options: ReportOptions): string {
  const where =
    options.summaryUrl === null
      ? "the JSON output has everything"
      : `the full text is in the ${link("summary of the job", options.summaryUrl)}`;
  const view = reportView(result, options, where);
  const named = namedPullRequests(result);
  const hidden = [
    ...(options.memory === null ? [] : [renderMemory(options.memory)]),
    ...(named.length === 0 ? [] : [renderNamed(named)]),
    ...options.hidden,
  ];
  return renderReport(
    view,
    [[commentMarker, ...hidden].join("\n")],
    commentLimit,
    (text) => text.length,
  );
}

/** The other pull requests that the notices of a result speak of. */
export function namedPullRequests({ notices }: Result): readonly number[] {
  return [...new Set(notices.flatMap(({ pullRequest }) => pullRequest ?? []))];
}

/**
 * Whether two comments say the same. Each run has a page of its own, so the address of its summary alone is no
 * difference worth an edit.
 */
export function sameComment(first: string, second: string): boolean {
  return withoutSummaryAddress(first) === withoutSummaryAddress(second);
}

function withoutSummaryAddress(comment: string): string {
  return comment
    .replaceAll("\r\n", "\n")
    .replace(/\[summary of the job\]\([^()\s]*\)/g, "")
    .trimEnd();
}

/** A whole Markdown report within a limit. Headline and footer are always there; the rest is kept as it fits. */
export function renderReport(
  view: ReportView,
  before: readonly string[],
  limit: number,
  measure: (text: string) => number,
): string {
  const head = [...before, headlineMarkdown(view)];
  const foot = footerMarkdown(view);
  const budget = limit - measure([...head, foot, "", ""].join("\n\n"));
  const sections = fitSections(reportSections(view), budget, measure);
  return `${[...head, ...sections, foot].filter((part) => part !== "").join("\n\n")}\n`;
}

function reportSections(view: ReportView): readonly Section[] {
  return [
    reasonsSection(view),
    evidenceSection(view),
    changesSection(view),
    waiversSection(view),
    inventorySection(view),
    noticesSection(view),
    planSection(view),
    blockingFindingsSection(view),
    warningsSection(view),
  ];
}
