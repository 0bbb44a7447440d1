import type { Finding } from "../model/finding.ts";
import type { JudgedChange } from "../model/judgement.ts";
import type { JudgedFile, JudgedStatement, Result } from "../model/verdict.ts";
import { fingerprint } from "./fingerprint.ts";

/** Findings that a team has looked at and lives with. */
export interface Baseline {
  readonly schemaVersion: 1;
  readonly findings: readonly RecordedFinding[];
}

/** `path`, `rule` and `object` are for people who read the file; `fingerprint` tells the finding. */
export interface RecordedFinding {
  readonly path: string;
  readonly rule: string;
  readonly object: string | null;
  readonly fingerprint: string;
}

/** Records every finding of some results. The same findings give the same text, whatever their order. */
export function recordBaseline(results: readonly Result[]): Baseline {
  const files = results.flatMap((result) => result.files);
  const findings = files.flatMap((file) => [
    ...file.findings.map((finding) => recorded(file, finding, null)),
    ...file.statements.flatMap((statement) =>
      statement.changes.flatMap((change) =>
        change.findings.map((finding) => recorded(file, finding, { statement, change })),
      ),
    ),
  ]);
  const distinct = new Map(findings.map((one) => [`${one.path}\0${one.fingerprint}`, one]));
  const sorted = [...distinct].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { schemaVersion: 1, findings: sorted.map(([, finding]) => finding) };
}

/** A result without the recorded findings, and how many were left out. The changes stay what they are. */
export function withoutRecorded(
  result: Result,
  baseline: Baseline,
): { readonly result: Result; readonly left: number } {
  const known = new Set(baseline.findings.map((finding) => finding.fingerprint));
  let left = 0;
  const isNew = (file: JudgedFile, finding: Finding, place: Place | null): boolean => {
    const isKnown = known.has(recorded(file, finding, place).fingerprint);
    if (isKnown) left += 1;
    return !isKnown;
  };
  const files = result.files.map((file) => ({
    ...file,
    findings: file.findings.filter((finding) => isNew(file, finding, null)),
    statements: file.statements.map((statement) => ({
      ...statement,
      changes: statement.changes.map((change) => ({
        ...change,
        findings: change.findings.filter((finding) => isNew(file, finding, { statement, change })),
      })),
    })),
  }));
  return { result: { ...result, files }, left };
}

interface Place {
  readonly statement: JudgedStatement;
  readonly change: JudgedChange;
}

/** A statement is told by its text: it may move within its file, and its file may be renamed. */
function recorded(file: JudgedFile, finding: Finding, place: Place | null): RecordedFinding {
  const object = place?.change.object ?? null;
  const sql = place?.statement.sql.replace(/\s+/g, " ").trim() ?? file.path;
  return {
    path: file.path,
    rule: finding.rule,
    object,
    fingerprint: fingerprint([finding.rule, object ?? "", sql]),
  };
}
