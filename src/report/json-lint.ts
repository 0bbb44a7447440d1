import type { Acknowledgement } from "../model/acknowledgement.ts";
import type { Compatibility } from "../model/compatibility.ts";
import type { Dialect } from "../model/dialect.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type { Hazard } from "../model/hazard.ts";
import type { JudgedChange } from "../model/judgement.ts";
import type { LayoutName } from "../model/layout.ts";
import type { Lock } from "../model/lock.ts";
import type { Phase } from "../model/phase.ts";
import type { ChangeKind } from "../model/schema-change.ts";
import type { JudgedFile, Result } from "../model/verdict.ts";

/** What `lint --format json` prints. Stable: readers build on it. */
export interface LintJson {
  readonly schemaVersion: 1;
  readonly files: readonly FileJson[];
  readonly summary: SummaryJson;
}

export interface FileJson {
  readonly path: string;
  readonly layout: LayoutName;
  readonly dialect: Dialect | null;
  /** What the configuration says that its folder is for; absent where that carries every phase. */
  readonly folderPhase?: Phase;
  readonly transaction: boolean;
  readonly statements: readonly StatementJson[];
  /** About the file as a whole; absent where there are none. */
  readonly findings?: readonly FindingJson[];
}

export interface StatementJson {
  readonly line: number;
  readonly endLine: number;
  /** What its author told other tools to let pass; absent where nothing. */
  readonly acknowledgements?: readonly Acknowledgement[];
  readonly changes: readonly ChangeJson[];
}

export interface ChangeJson {
  readonly kind: ChangeKind;
  readonly object: string | null;
  readonly compatibility: Compatibility;
  readonly phase: Phase;
  readonly hazards: readonly Hazard[];
  readonly lock: Lock | null;
  readonly findings: readonly FindingJson[];
  /** What could not be read and why; only where `kind` is `unknown`. */
  readonly message?: string;
}

export interface FindingJson {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly safeWay: string;
  readonly docs: string;
}

export interface SummaryJson {
  readonly additive: number;
  readonly destructive: number;
  readonly unknown: number;
  readonly errors: number;
  readonly warnings: number;
}

export function renderLintJson(result: Result): LintJson {
  return { schemaVersion: 1, files: result.files.map(fileJson), summary: summaryJson(result) };
}

export function fileJson(file: JudgedFile): FileJson {
  return {
    path: file.path,
    layout: file.layout,
    dialect: file.dialect,
    ...(file.folderPhase === undefined ? {} : { folderPhase: file.folderPhase }),
    transaction: file.transaction,
    statements: file.statements.map(({ line, endLine, acknowledgements, changes }) => ({
      line,
      endLine,
      ...(acknowledgements === undefined ? {} : { acknowledgements }),
      changes: changes.map(changeJson),
    })),
    ...(file.findings.length === 0 ? {} : { findings: file.findings.map(findingJson) }),
  };
}

/** Changes by compatibility and findings by severity, over all files. */
export function summaryJson(result: Result): SummaryJson {
  const changes = result.files.flatMap((file) => file.statements.flatMap((one) => one.changes));
  const findings = [
    ...result.files.flatMap((file) => file.findings),
    ...changes.flatMap((change) => change.findings),
  ];
  const countChanges = (compatibility: Compatibility) =>
    changes.filter((change) => change.compatibility === compatibility).length;
  const countFindings = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    additive: countChanges("additive"),
    destructive: countChanges("destructive"),
    unknown: countChanges("unknown"),
    errors: countFindings("error"),
    warnings: countFindings("warning"),
  };
}

function changeJson(judged: JudgedChange): ChangeJson {
  return {
    kind: judged.change.kind,
    object: judged.object,
    compatibility: judged.compatibility,
    phase: judged.phase,
    hazards: judged.hazards,
    lock: judged.lock,
    findings: judged.findings.map(findingJson),
    ...(judged.change.kind === "unknown" ? { message: judged.change.reason } : {}),
  };
}

function findingJson({ rule, severity, message, safeWay, docs }: Finding): FindingJson {
  return { rule, severity, message, safeWay, docs };
}
