import type { PhasePlan } from "../model/phase-plan.ts";
import type { Phase } from "../model/phase.ts";
import type { Result } from "../model/verdict.ts";

/** "1 · Expand", and which pull request carries the step, as a message. */
export interface StepHeading {
  readonly name: string;
  readonly where: string | null;
}

export function stepHeading(result: Result, plan: PhasePlan, index: number): StepHeading {
  const step = plan.steps[index];
  const phase = step?.phase ?? "expand";
  const here = thisPullRequest(result, plan);
  const isHere = here === "first" ? index === 0 : index === plan.steps.length - 1;
  const name = `${index + 1} · ${phaseNames[phase]}`;
  if (isHere) return { name, where: "this pull request" };
  if (phase !== "contract" || here === "last")
    return { name, where: here === "last" ? "an earlier pull request" : null };
  return { name, where: "a later pull request, with `Expand-PR: #…` naming this one" };
}

/** Statements that can be pasted and run. */
export function planSql(statements: readonly string[]): string {
  return statements.map(terminate).join("\n");
}

const phaseNames: Readonly<Record<Phase, string>> = {
  expand: "Expand",
  migrate: "Migrate",
  contract: "Contract",
};

/** What is never safe in one step starts over with the first; what lacks its expand is the last already. */
function thisPullRequest(result: Result, plan: PhasePlan): "first" | "last" {
  const startsOver = result.reasons.some(
    (reason) =>
      reason.object === plan.object &&
      (reason.code === "in-place-change" || reason.code === "mixed-phases"),
  );
  return startsOver || result.gate.every((entry) => entry.object !== plan.object)
    ? "first"
    : "last";
}

/** A terminator behind a line comment would be part of the comment. */
function terminate(statement: string): string {
  const text = statement.trimEnd();
  if (text === "" || text.endsWith(";")) return text;
  const lastLine = text.slice(text.lastIndexOf("\n") + 1);
  return lastLine.includes("--") ? `${text}\n;` : `${text};`;
}
