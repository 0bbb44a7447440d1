import type { Result } from "../model/verdict.ts";
import { cleanLine } from "./clean-text.ts";
import { findingItems, type FindingItem } from "./finding-items.ts";
import { distinctKeys, fingerprint } from "./fingerprint.ts";
import { plainMessage } from "./message.ts";
import type { SarifInvocation, SarifLog, SarifResult, SarifRule } from "./sarif-log.ts";

const baseId = "%SRCROOT%";
const homepage = "https://github.com/expand-contract/expand-contract";

/** Every finding, and what could not be read without one, as a SARIF log. */
export function renderSarif(result: Result): SarifLog {
  const problems = problemsOf(result);
  const rules = new Map<string, SarifRule>();
  for (const problem of problems) {
    if (!rules.has(problem.rule)) rules.set(problem.rule, sarifRule(problem));
  }
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const keys = distinctKeys(
    problems.map(({ rule, path, object }) => fingerprint([rule, path, object ?? ""])),
  );
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "expand-contract", informationUri: homepage, rules: [...rules.values()] },
        },
        invocations: [invocation(result)],
        originalUriBaseIds: { [baseId]: { description: { text: "The root of the repository." } } },
        columnKind: "utf16CodeUnits",
        results: problems.map((problem, index) =>
          sarifResult(problem, indexes.get(problem.rule) ?? 0, keys[index] ?? ""),
        ),
      },
    ],
  };
}

interface Problem {
  readonly rule: string;
  readonly docs: string | null;
  readonly level: SarifResult["level"];
  readonly message: string;
  readonly path: string;
  readonly object: string | null;
  readonly line: number;
  readonly endLine: number;
}

/** Findings, and the unread statements and blocking reasons that no finding tells. */
function problemsOf(result: Result): readonly Problem[] {
  return [
    ...findingItems(result).map(findingProblem),
    ...unreadProblems(result),
    ...reasonProblems(result),
  ];
}

function findingProblem(item: FindingItem): Problem {
  const { finding, file, change } = item;
  return {
    rule: finding.rule,
    docs: finding.docs,
    level: item.level,
    message: `${finding.message} Instead: ${finding.safeWay}`,
    path: file.path,
    object: change?.object ?? null,
    line: item.line ?? 1,
    endLine: item.endLine ?? item.line ?? 1,
  };
}

function unreadProblems(result: Result): readonly Problem[] {
  return result.files.flatMap((file) =>
    file.statements.flatMap(({ line, endLine, changes }) =>
      changes
        .filter(({ findings }) => findings.length === 0)
        .flatMap(({ change, object }) =>
          change.kind !== "unknown"
            ? []
            : [
                {
                  rule: "unreadable-change",
                  docs: null,
                  level: "warning" as const,
                  message: change.reason,
                  path: file.path,
                  object,
                  line,
                  endLine,
                },
              ],
        ),
    ),
  );
}

/** Blocking reasons of the gate: the link that is missing, not the change, which is a finding already. */
function reasonProblems(result: Result): readonly Problem[] {
  const told = findingItems(result).map(({ finding, file }) => `${file.path}\n${finding.message}`);
  const toldTexts = new Set(told);
  return result.reasons.flatMap((reason) => {
    if (reason.effect !== "blocked" || reason.path === null) return [];
    const path = reason.path;
    const isTold =
      reason.code === "unsafe-operation" ||
      reason.code === "unreadable-change" ||
      reason.code === "in-place-change" ||
      toldTexts.has(`${path}\n${reason.message}`);
    if (isTold || reason.line === null) return [];
    return [
      {
        rule: reason.code,
        docs: null,
        level: "error" as const,
        message: reason.message,
        path,
        object: reason.object,
        line: reason.line,
        endLine: reason.line,
      },
    ];
  });
}

function sarifRule(problem: Problem): SarifRule {
  const name = problem.rule.replaceAll("-", " ");
  return {
    id: problem.rule,
    shortDescription: { text: name.charAt(0).toUpperCase() + name.slice(1) },
    ...(problem.docs === null ? {} : { helpUri: problem.docs }),
  };
}

function sarifResult(problem: Problem, ruleIndex: number, key: string): SarifResult {
  return {
    ruleId: problem.rule,
    ruleIndex,
    level: problem.level,
    message: { text: escapeLinks(cleanLine(plainMessage(problem.message))) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: relativeUri(problem.path), uriBaseId: baseId },
          region: { startLine: problem.line, endLine: problem.endLine },
        },
      },
    ],
    partialFingerprints: { "expandContractFinding/v1": key },
  };
}

function invocation(result: Result): SarifInvocation {
  if (result.error === null) return { executionSuccessful: true };
  return {
    executionSuccessful: false,
    toolExecutionNotifications: [
      { level: "error", message: { text: escapeLinks(plainMessage(result.error)) } },
    ],
  };
}

function relativeUri(path: string): string {
  return path
    .split("/")
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join("/");
}

/** `[text](target)` in a SARIF message is a link (section 3.11.6); nothing here means one. */
function escapeLinks(text: string): string {
  return text.includes("](") ? text.replace(/[\\[\]]/g, "\\$&") : text;
}
