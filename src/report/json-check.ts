import type { Inventory } from "../model/inventory.ts";
import type { PhasePlan } from "../model/phase-plan.ts";
import type { Notice } from "../model/notice.ts";
import type { Phase } from "../model/phase.ts";
import type { Reason } from "../model/reason.ts";
import type { Waiver } from "../model/waiver.ts";
import type { GateEntry, Result, Verdict } from "../model/verdict.ts";
import { fileJson, summaryJson, type FileJson, type SummaryJson } from "./json-lint.ts";

/** What `check --format json` prints and the action's output `result` holds. Stable: readers build on it. */
export interface CheckJson {
  readonly schemaVersion: 1;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly files: readonly FileJson[];
  readonly plan: readonly PhasePlan[];
  readonly gate: readonly GateEntry[];
  readonly inventory: readonly Inventory[];
  readonly summary: SummaryJson;
  readonly phase: Phase | null;
  readonly mode: Result["mode"];
  readonly waivers: readonly Waiver[];
  /** What else is worth telling; it holds nothing up. */
  readonly notices: readonly Notice[];
  /** Why the verdict is `error`; null otherwise. */
  readonly error: string | null;
  /** The commit that was judged. */
  readonly head: string | null;
}

export function renderCheckJson(result: Result): CheckJson {
  return {
    schemaVersion: 1,
    verdict: result.verdict,
    reasons: result.reasons,
    files: result.files.map(fileJson),
    plan: result.plan,
    gate: result.gate,
    inventory: result.inventory ?? [],
    summary: summaryJson(result),
    phase: result.phase,
    mode: result.mode,
    waivers: result.waivers,
    notices: result.notices,
    error: result.error,
    head: result.head,
  };
}
