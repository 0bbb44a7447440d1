import type { Finding } from "../model/finding.ts";
import type { Reason, ReasonCode } from "../model/reason.ts";
import type { Result } from "../model/verdict.ts";
import { leadingFinding, type ChangeRow } from "./change-rows.ts";

/** Reasons behind which a finding stands: it tells the harm, the reason tells what is missing. */
const aboutTheChange: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "in-place-change",
  "no-link",
  "unsafe-operation",
  "unreadable-change",
]);

/** The finding that tells the same harm as the reason, so that the two are told once; null where none does. */
export function findingOfReason(
  result: Result,
  reason: Reason,
  row: ChangeRow | null,
): Finding | null {
  if (reason.line === null) {
    const file = result.files.find((one) => one.path === reason.path);
    return file?.findings.find((finding) => tellsSame(reason, finding)) ?? null;
  }
  if (row === null || !aboutTheChange.has(reason.code)) return null;
  return (
    row.change.findings.find((finding) => tellsSame(reason, finding)) ?? leadingFinding(row.change)
  );
}

/** Whether the reason's own words are the finding's. */
export function tellsSame(reason: Reason, finding: Finding): boolean {
  return reason.message.startsWith(finding.message);
}
