import type { Result } from "../model/verdict.ts";
import { renderReport } from "./comment.ts";
import { reportView, type ReportOptions } from "./report-view.ts";

/** GitHub drops a step's summary of more than 1 MiB. Other steps of the job may write to theirs. */
const summaryLimit = 1_000_000;

/** The job summary: as the comment, with room for everything. */
export function renderSummary(result: Result, options: ReportOptions): string {
  const view = reportView(
    result,
    { ...options, summaryUrl: null },
    "the output `result` of this step has everything, as JSON",
  );
  return renderReport(view, [], summaryLimit, byteLength);
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
