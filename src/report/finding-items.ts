import type { Finding } from "../model/finding.ts";
import type { JudgedChange } from "../model/judgement.ts";
import type { JudgedFile, Result } from "../model/verdict.ts";
import { groupBy } from "./group-by.ts";
import { changeRows, type ChangeRow } from "./change-rows.ts";

/** A finding with its place, and how it weighs now that the gate has spoken. */
export interface FindingItem {
  readonly file: JudgedFile;
  /** Null for what is about the file as a whole. */
  readonly line: number | null;
  readonly endLine: number | null;
  readonly change: JudgedChange | null;
  readonly finding: Finding;
  /** `note`: an error that a deployed expand pull request clears, or that waits for it. */
  readonly level: "error" | "warning" | "note";
}

/** Every finding of the result, file by file. */
export function findingItems(
  result: Result,
  rows: readonly ChangeRow[] = changeRows(result),
): readonly FindingItem[] {
  const rowsOfFile = groupBy(rows, (row) => row.file);
  return result.files.flatMap((file) => [
    ...file.findings.map((finding): FindingItem => ({
      file,
      line: null,
      endLine: null,
      change: null,
      finding,
      level: finding.severity,
    })),
    ...(rowsOfFile.get(file) ?? []).flatMap(findingsOfRow),
  ]);
}

function findingsOfRow(row: ChangeRow): readonly FindingItem[] {
  return row.change.findings.map((finding) => ({
    file: row.file,
    line: row.statement.line,
    endLine: row.statement.endLine,
    change: row.change,
    finding,
    level: levelOf(row, finding),
  }));
}

function levelOf(row: ChangeRow, finding: Finding): FindingItem["level"] {
  const leftToTheGate = row.standing === "cleared" || row.standing === "waiting";
  return finding.requirement === "expand" && leftToTheGate ? "note" : finding.severity;
}
