import type { JudgedChange } from "../model/judgement.ts";
import type { Phase } from "../model/phase.ts";
import type { PhasePlan } from "../model/phase-plan.ts";
import type { Reason } from "../model/reason.ts";
import type { JudgedFile, Result, Verdict } from "../model/verdict.ts";
import type { GateOutcome } from "./decide.ts";

/** Brings what the rules and the gate say into the one object that everything is rendered from. */
export function assembleResult(
  files: readonly JudgedFile[],
  plan: readonly PhasePlan[],
  gate: Pick<GateOutcome, "reasons" | "entries">,
  head: string | null,
): Result {
  const reasons = [...gate.reasons, ...files.flatMap(fileReasons)];
  return {
    verdict: verdictOf(reasons),
    reasons,
    files,
    plan,
    gate: gate.entries,
    phase: furthestPhase(files),
    mode: "enforce",
    waivers: [],
    notices: [],
    claims: [],
    error: null,
    head,
  };
}

/** The outcome where the pull request could not be judged: `message` names the thing, the cause and the next step. */
export function errorResult(message: string, head: string | null): Result {
  return {
    verdict: "error",
    reasons: [],
    files: [],
    plan: [],
    gate: [],
    phase: null,
    mode: "enforce",
    waivers: [],
    notices: [],
    claims: [],
    error: message,
    head,
  };
}

/** What the reasons come to: the gravest of their effects. */
export function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some((reason) => reason.effect === "blocked")) return "blocked";
  if (reasons.some((reason) => reason.effect === "waiting")) return "waiting";
  return reasons.some((reason) => reason.code === "waived") ? "waived" : "pass";
}

/** What a file's own findings hold up: the gate speaks of those that a deployed expand would clear. */
function fileReasons(file: JudgedFile): readonly Reason[] {
  const history = file.findings.map((finding): Reason => ({
    code: finding.rule === "out-of-order" ? "out-of-order" : "edited-history",
    effect: finding.severity === "error" ? "blocked" : "note",
    object: null,
    rules: [finding.rule],
    message: `${finding.message} ${finding.safeWay}`,
    path: file.path,
    line: null,
  }));
  const operations = file.statements.flatMap((statement) =>
    statement.changes.flatMap((change) => operationReasons(change, file.path, statement.line)),
  );
  return [...history, ...operations];
}

function operationReasons(change: JudgedChange, path: string, line: number): readonly Reason[] {
  return change.findings
    .filter((finding) => finding.severity === "error" && finding.requirement === "none")
    .map((finding) => ({
      code: change.compatibility === "unknown" ? "unreadable-change" : "unsafe-operation",
      effect: "blocked",
      object: change.object,
      rules: [finding.rule],
      message: `${finding.message} ${finding.safeWay}`,
      path,
      line,
    }));
}

const verdictOrder: readonly Verdict[] = ["pass", "waived", "waiting", "blocked", "error"];

/** The gravest of several verdicts; nothing to judge is `pass`. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.toSorted((a, b) => verdictOrder.indexOf(a) - verdictOrder.indexOf(b)).at(-1) ?? "pass"
  );
}

const phaseOrder: readonly Phase[] = ["expand", "migrate", "contract"];

function furthestPhase(files: readonly JudgedFile[]): Phase | null {
  const phases = files.flatMap((file) =>
    file.statements.flatMap((statement) => statement.changes.map((change) => change.phase)),
  );
  return phases.reduce<Phase | null>(
    (furthest, phase) =>
      furthest === null || phaseOrder.indexOf(phase) > phaseOrder.indexOf(furthest)
        ? phase
        : furthest,
    null,
  );
}
