import type { JudgedChange } from "../../src/model/judgement.ts";
import { postgresqlLocks } from "../../src/model/lock.ts";
import { refusal, type Observation } from "./observe.ts";

/** What the rules say that a change does on a server. */
export function claimed(judged: readonly JudgedChange[]): Observation {
  const hazards = new Set(judged.flatMap((one) => one.hazards));
  if (hazards.has("cannot-run")) return refusal;
  const locks = judged.map(({ lock }) => (lock === null ? -1 : postgresqlLocks.indexOf(lock)));
  const rewrites = hazards.has("rewrites-table");
  return {
    lock: postgresqlLocks[Math.max(-1, ...locks)] ?? null,
    rewrites,
    scans: hazards.has("scans-table") && !rewrites,
    refuses: false,
  };
}
