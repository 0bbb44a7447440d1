import type { PhasePlan, PlanStep } from "../model/phase-plan.ts";
import { fence } from "./escape-markdown.ts";
import type { Section } from "./fit-sections.ts";
import { planSql, stepHeading } from "./plan-words.ts";
import { messageToHtml, messageToMarkdown } from "./render-message.ts";
import type { ReportView } from "./report-view.ts";
import { countWords } from "./word-list.ts";

/** The phase split of every change that needs one, each folded on its own. */
export function planSection(view: ReportView): Section {
  const { verdict } = view.result;
  // What passes has its steps behind it.
  const plans = verdict === "pass" || verdict === "waived" ? [] : view.result.plan;
  return {
    open: "",
    pieces: plans.map((plan, index) => ({
      text: renderPlan(view, plan),
      priority: index < firstPlans ? 3 : 6,
    })),
    close: "",
    separator: "\n\n",
    left: (count) => `${countWords(count, "phase split")} left out here: ${view.fullText}.`,
  };
}

/** Kept before long tables: the way out matters more than the thousandth row. */
const firstPlans = 5;

function renderPlan(view: ReportView, plan: PhasePlan): string {
  const steps = plan.steps.map((step, index) => renderStep(view, plan, step, index));
  return [
    `<details${view.options.isPlanOpen ? " open" : ""}><summary><b>The split:</b> ${messageToHtml(plan.title)}</summary>`,
    ...steps,
    "</details>",
  ].join("\n\n");
}

function renderStep(view: ReportView, plan: PhasePlan, step: PlanStep, index: number): string {
  const toMarkdown = (message: string) =>
    messageToMarkdown(message, { references: view.references });
  const heading = stepHeading(view.result, plan, index);
  const blocks = [
    `**${heading.name}**${heading.where === null ? "" : ` (${toMarkdown(heading.where)})`}: ${toMarkdown(step.title)}`,
  ];
  if (step.sql.length > 0) {
    if (step.outsideTransaction) blocks.push("Outside a transaction, each statement on its own:");
    blocks.push(fence("sql", planSql(step.sql)));
  }
  blocks.push(...list("Code", step.code.map(toMarkdown)));
  if (step.verify !== null) {
    blocks.push(
      "Verify:",
      fence("sql", planSql([step.verify.sql])),
      toMarkdown(step.verify.expect),
    );
  }
  blocks.push(...list("Before the next step", step.before.map(toMarkdown)));
  return blocks.join("\n\n");
}

/** One item needs no list. */
function list(label: string, items: readonly string[]): readonly string[] {
  if (items.length === 0) return [];
  if (items.length === 1) return [`${label}: ${items.join("")}`];
  return [`${label}:`, items.map((item) => `- ${item}`).join("\n")];
}
