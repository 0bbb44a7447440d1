import type { Evidence } from "../model/evidence.ts";
import type { OpenWindow, WindowsFound } from "../model/window.ts";
import { gateOutcome, type GateOutcome, type JudgedContract } from "./decide.ts";
import type { BareReason } from "./link-problem.ts";
import { quotedObject } from "./quoted-object.ts";

/** What ends a window: its old shape goes, or gets another name. */
const removals = new Set([
  "drop-column",
  "drop-table",
  "drop-view",
  "drop-schema",
  "rename-column",
  "rename-table",
  "rename-view",
  "set-table-schema",
]);

/** Whether a contract change may end a compatibility window: then it is asked which are open. */
export function mayEndWindow({ contract, entry }: JudgedContract): boolean {
  return entry !== null && removals.has(contract.judged.change.kind);
}

/**
 * Adds to an outcome what people have still to check: a contract change waits for the windows of its object, and for those
 * that the description refers to. What could not be read waits, too.
 */
export function addWindows(outcome: GateOutcome, found: WindowsFound): GateOutcome {
  return gateOutcome(
    outcome.contracts.map((judged) => (mayEndWindow(judged) ? withWindows(judged, found) : judged)),
  );
}

function withWindows(judged: JudgedContract, found: WindowsFound): JudgedContract {
  const { object } = judged.contract;
  if (found.state === "unknown") {
    const message = `Whether a compatibility window of ${quotedObject(object)} is open could not be told: ${found.reason}`;
    return withEvidence(judged, [{ message, state: "unknown", ask: "" }]);
  }
  const own = found.open.filter(
    ({ old, isReferredTo }) => isReferredTo || old === object || old.startsWith(`${object}.`),
  );
  const notOpen = found.missing.map((number): Told => ({
    message: `#${number} is no compatibility window of this repository.`,
    state: "waiting",
    ask: ` Correct the line \`Compatibility-Window: #${number}\` in the description.`,
  }));
  return withEvidence(judged, [...own.map(tell), ...notOpen]);
}

interface Told {
  readonly message: string;
  readonly state: Evidence["state"];
  /** What to do, for the reason. */
  readonly ask: string;
}

function tell({ number, left }: OpenWindow): Told {
  const [first, ...more] = left;
  if (first === undefined)
    return { message: `#${number} has every task of people ticked`, state: "proven", ask: "" };
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  return {
    message: `#${number} waits for people to tick "${first}"${others}`,
    state: "waiting",
    ask: ". Tick it there when it is so.",
  };
}

function withEvidence(judged: JudgedContract, told: readonly Told[]): JudgedContract {
  const { entry, reasons } = judged;
  if (entry === null || told.length === 0) return judged;
  const evidence = told.map(({ state, message }): Evidence => ({
    check: "window",
    state,
    environment: null,
    message,
    at: null,
  }));
  const waiting = told.filter(({ state }) => state !== "proven");
  return {
    ...judged,
    reasons: [
      ...reasons,
      ...waiting.map(({ message, ask }): BareReason => ({
        code: "window-open",
        effect: "waiting",
        message: `${message}${ask}`,
      })),
    ],
    entry: { ...entry, evidence: [...entry.evidence, ...evidence] },
  };
}
