import * as core from "@actions/core";
import { gravest } from "./gate/verdict.ts";
import type { Judged } from "./judge-and-publish.ts";
import { reportOptions, type RunAddress } from "./publish.ts";
import type { Target } from "./reconcile.ts";
import { renderAnnotations } from "./report/annotations.ts";
import { renderCheckJson } from "./report/json-check.ts";
import { renderSummary } from "./report/summary.ts";

/** Writes annotations, job summary and outputs, and fails the job on `error`, and as `fail-job` says. */
export async function reportRun(
  judged: readonly Judged[],
  target: Target,
  address: RunAddress,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  for (const { name, result, problems } of judged) {
    core.info(`${name}: ${result.verdict}`);
    for (const { level, message, ...place } of renderAnnotations(result)) {
      core[level](message, place);
    }
    for (const problem of problems) core.warning(problem);
    core.summary.addRaw(renderSummary(result, reportOptions(target, null, address)), true);
  }
  if (environment["GITHUB_STEP_SUMMARY"] !== undefined && judged.length > 0)
    await core.summary.write();
  const only = judged.length === 1 ? judged[0] : undefined;
  core.setOutput("verdict", gravest(judged.map(({ result }) => result.verdict)));
  core.setOutput("phase", only?.result.phase ?? "");
  core.setOutput("result", only === undefined ? "" : JSON.stringify(renderCheckJson(only.result)));
  failJob(judged);
}

function failJob(judged: readonly Judged[]): void {
  for (const { name, result, statusProblem } of judged) {
    if (result.verdict === "error")
      core.setFailed(`${name}: ${result.error ?? "could not be judged"}`);
    if (statusProblem !== null) core.setFailed(`${name}: ${statusProblem}`);
  }
  const holds = judged.filter(
    ({ result }) =>
      result.mode === "enforce" && (result.verdict === "blocked" || result.verdict === "waiting"),
  );
  if (core.getBooleanInput("fail-job") && holds.length > 0) {
    core.setFailed(holds.map(({ name, result }) => `${name} is ${result.verdict}`).join(", "));
  }
}
