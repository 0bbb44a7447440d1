import type { Finding } from "../model/finding.ts";
import type { Result } from "../model/verdict.ts";
import { changeRows, rowsByReason, type ChangeRow } from "./change-rows.ts";
import { cleanBlock, cleanLine, shorten } from "./clean-text.ts";
import { evidenceGroups, evidenceLabel, evidenceMarks } from "./evidence-section.ts";
import { renderInventories } from "./text-inventory.ts";
import { furtherReasons, headline, type Headline } from "./headline.ts";
import { summaryJson } from "./json-lint.ts";
import { plainMessage } from "./message.ts";
import { planSql, stepHeading } from "./plan-words.ts";
import { findingOfReason, tellsSame } from "./reason-finding.ts";
import { renderFiles } from "./text-files.ts";
import {
  columns,
  defaultWidth,
  padTo,
  painter,
  wrap,
  type Paint,
  type TextOptions,
} from "./text-layout.ts";
import { countWords, uncapitalize } from "./word-list.ts";

/** A result for a terminal, in the words of the comment. */
export function renderText(result: Result, options: TextOptions): string {
  return options.command === "lint" ? renderLint(result, options) : renderCheck(result, options);
}

/** File by file, then the counts. */
function renderLint(result: Result, options: TextOptions): string {
  const layout = layoutOf(options);
  const blocks = renderFiles(result, changeRows(result), layout);
  if (result.error !== null) {
    blocks.push(
      layout.paint("red", wrap(`⚠️ Could not tell: ${line(result.error)}`, layout.width, 3)),
    );
  }
  return `${[...blocks, counts(result, layout)].join("\n\n")}\n`;
}

/** The verdict and the next step first, then the same parts as the comment. */
function renderCheck(result: Result, options: TextOptions): string {
  const layout = layoutOf(options);
  const head = headline(result);
  const rows = changeRows(result);
  const blocks = [
    renderHeadline(head, layout),
    ...renderFurther(result, head, rows, layout),
    ...renderEvidence(result, rows, layout),
    ...renderInventories(result, layout),
    ...renderFiles(result, rows, layout, toldFindings(result, head, rows)),
    ...(result.verdict === "blocked"
      ? result.plan.map((_, index) => renderPlan(result, index, layout))
      : []),
  ];
  blocks.push(...renderNotices(result, layout));
  if (result.files.length > 0) blocks.push(counts(result, layout));
  return `${blocks.join("\n\n")}\n`;
}

export interface TextLayout {
  readonly width: number;
  readonly paint: Paint;
}

function layoutOf(options: TextOptions): TextLayout {
  return { width: options.width ?? defaultWidth, paint: painter(options) };
}

/** Messages keep their backquotes; nothing in them controls the terminal. */
function line(message: string): string {
  return shorten(cleanLine(message).trim(), 2_000);
}

const verdictStyles = { "⛔": "red", "⏳": "yellow", "⚠️": "yellow", "✅": "green" } as const;

function renderHeadline(head: Headline, { width, paint }: TextLayout): string {
  const style = Object.entries(verdictStyles).find(([mark]) => mark === head.mark)?.[1] ?? "bold";
  const label = head.label === null ? "" : `${head.label}: `;
  const blocks = [paint(style, wrap(`${head.mark} ${label}${line(head.title)}`, width, 3))];
  if (head.lead !== null) blocks.push(wrap(line(head.lead), width, 0));
  if (head.nextStep !== null) {
    blocks.push(wrap(`Next step: ${line(uncapitalize(head.nextStep))}`, width, 0));
  }
  return blocks.join("\n\n");
}

function renderFurther(
  result: Result,
  head: Headline,
  rows: readonly ChangeRow[],
  { width }: TextLayout,
): readonly string[] {
  const reasons = result.verdict === "blocked" ? furtherReasons(result, head.reason) : [];
  if (reasons.length === 0) return [];
  const rowOf = rowsByReason(rows);
  const lines = reasons.map((reason) => {
    const place =
      reason.path === null
        ? ""
        : `${reason.path}${reason.line === null ? "" : `:${reason.line}`}: `;
    const finding = findingOfReason(result, reason, rowOf.get(reason) ?? null);
    const why = finding === null || tellsSame(reason, finding) ? "" : ` Why: ${finding.message}`;
    return `  - ${wrap(line(`${place}${reason.message}${why}`), width, 4)}`;
  });
  return [`Also in the way:\n${lines.join("\n")}`];
}

/** What the headline and the reasons tell is not told again beside its change. */
function toldFindings(
  result: Result,
  head: Headline,
  rows: readonly ChangeRow[],
): ReadonlySet<Finding> {
  const rowOf = rowsByReason(rows);
  const told = furtherReasons(result, head.reason).map((reason) =>
    findingOfReason(result, reason, rowOf.get(reason) ?? null),
  );
  return new Set([head.finding, ...told].filter((finding) => finding !== null));
}

function renderEvidence(
  result: Result,
  rows: readonly ChangeRow[],
  { width, paint }: TextLayout,
): readonly string[] {
  return evidenceGroups(result.gate, rows).map((group) => {
    const labels = group.evidence.map((evidence) =>
      shorten(plainMessage(evidenceLabel(evidence)), 34),
    );
    const labelWidth = Math.max(0, ...labels.map(columns));
    const lines = group.evidence.map((evidence, index) => {
      const start = `  ${evidenceMarks[evidence.state]} ${padTo(labels[index] ?? "", labelWidth)}  `;
      const indent = columns(start);
      const examples = (evidence.examples ?? []).map(
        ({ path, line: at, excerpt }) =>
          `\n${" ".repeat(indent)}${wrap(line(`${path}:${at}: ${excerpt}`), width, indent)}`,
      );
      return start + wrap(line(evidence.message), width, indent) + examples.join("");
    });
    return [paint("bold", wrap(line(group.title), width, 2)), ...lines].join("\n");
  });
}

function renderNotices(result: Result, { width }: TextLayout): readonly string[] {
  return result.notices.map(({ message, paste }) => {
    const told = wrap(`Note: ${line(message)}`, width, 6);
    return paste === null ? told : `${told}\n${block(paste).trimEnd()}`;
  });
}

function renderPlan(result: Result, index: number, { width, paint }: TextLayout): string {
  const plan = result.plan[index];
  if (plan === undefined) return "";
  const steps = plan.steps.map((step, position) => {
    const heading = stepHeading(result, plan, position);
    const where = heading.where === null ? "" : ` (${line(heading.where)})`;
    const lines = [`  ${wrap(`${heading.name}${where}: ${line(step.title)}`, width, 6)}`];
    if (step.sql.length > 0) {
      if (step.outsideTransaction)
        lines.push("      Outside a transaction, each statement on its own:");
      lines.push(block(planSql(step.sql)));
    }
    lines.push(...step.code.map((code) => `      Code: ${wrap(line(code), width, 12)}`));
    if (step.verify !== null) {
      const expect = wrap(line(step.verify.expect), width, 6);
      lines.push("      Verify:", block(planSql([step.verify.sql])), `      ${expect}`);
    }
    lines.push(
      ...step.before.map(
        (before) => `      Before the next step: ${wrap(line(before), width, 28)}`,
      ),
    );
    return lines.join("\n").trimEnd();
  });
  return [paint("bold", wrap(`The split: ${line(plan.title)}`, width, 2)), ...steps].join("\n\n");
}

/** SQL is indented and never wrapped: it must stay what can be pasted. */
function block(sql: string): string {
  const lines = cleanBlock(sql).split("\n");
  return ["", ...lines.map((one) => (one === "" ? "" : `        ${one}`)), ""].join("\n");
}

function counts(result: Result, { width }: TextLayout): string {
  const { additive, destructive, unknown, errors, warnings } = summaryJson(result);
  return wrap(
    `${countWords(additive, "additive", "additive")}, ${countWords(destructive, "destructive", "destructive")}, ${countWords(unknown, "unknown", "unknown")}; ${countWords(errors, "error")}, ${countWords(warnings, "warning")}`,
    width,
    0,
  );
}
