import type { Reason } from "../model/reason.ts";
import type { Result } from "../model/verdict.ts";
import type { CommentMemory, Waiver, WaiverRecord, WaiverRequest } from "../model/waiver.ts";
import { formatTime } from "../time.ts";
import { narrowsTo } from "./link-names.ts";
import { verdictOf } from "./verdict.ts";
import { expiryOf, waiverRefusal, type WaiverGround } from "./waiver-refusal.ts";

/** What a judgement needs to know of the people who decide. */
export interface Decisions extends WaiverGround {
  readonly requests: readonly WaiverRequest[];
  /** Of the last run; null where there was none, or where its comment is gone. */
  readonly memory: CommentMemory | null;
  readonly head: string;
  /** Whether people on this pull request speak of a file; in a merge group others have brought files too. */
  readonly isOwnFile: (path: string) => boolean;
  /** A short key that stays the same while the parts do. */
  readonly fingerprint: (parts: readonly string[]) => string;
}

export interface Decided {
  readonly result: Result;
  /** What the next run has to know. */
  readonly memory: CommentMemory;
}

/** Lets pass what people may waive and did. Who, when and why is in the result; what may not be waived stays. */
export function applyWaivers(result: Result, decisions: Decisions): Decided {
  const { memory: known, head, requests, fingerprint } = decisions;
  const earlier = known?.head === head ? known.earlier : requests.map(requestKey);
  const remembered = new Map(known?.waivers.map((one) => [one.request, one.statements]));
  const states = requests.map((request): RequestState => {
    const isFresh = request.source.kind === "migration" || !earlier.includes(requestKey(request));
    const statements =
      decisions.policy.until === "statement" ? (remembered.get(requestKey(request)) ?? []) : [];
    return { request, isFresh, statements, refusal: waiverRefusal(request, decisions) };
  });
  const passed = new Map<RequestState, string[]>();
  const reasons = result.reasons.map((reason): Reason => {
    if (reason.effect === "note" || isNever(reason, decisions)) return reason;
    if (reason.path !== null && !decisions.isOwnFile(reason.path)) return reason;
    const key = fingerprint(statementParts(result, reason));
    const waiving = states.find((state) => letsPass(state, reason, key));
    if (waiving === undefined) return reason;
    passed.set(waiving, [...(passed.get(waiving) ?? []), key]);
    return waived(reason, waiving.request);
  });
  const waivers = states.flatMap((state) =>
    outcomeOf(state, result.reasons, passed.has(state), decisions),
  );
  const refused = waivers.filter((waiver) => waiver.state === "refused").map(refusalReason);
  const all = [...reasons, ...refused];
  return {
    result: { ...result, reasons: all, verdict: verdictOf(all), waivers },
    memory: { head, earlier, waivers: recordsOf(states, passed, decisions) },
  };
}

interface RequestState {
  readonly request: WaiverRequest;
  /** Whether it was said of this commit. */
  readonly isFresh: boolean;
  /** The statements that it let pass on an earlier commit, where that still counts. */
  readonly statements: readonly string[];
  readonly refusal: string | null;
}

/** Tells a request with its text: one that is edited is another. */
export function requestKey({ source, at }: WaiverRequest): string {
  switch (source.kind) {
    case "comment":
      return `${source.id}@${at}`;
    case "label":
      return `label@${at}`;
    case "migration":
      return `migration@${at}`;
  }
}

function letsPass(state: RequestState, reason: Reason, key: string): boolean {
  if (state.refusal !== null || !names(state.request, reason)) return false;
  return state.isFresh || state.statements.includes(key);
}

/** Whether a request speaks of a reason: by a rule, a code or an object. */
function names({ target, source }: WaiverRequest, reason: Reason): boolean {
  if (source.kind === "migration" && !standsAt(source, reason)) return false;
  return target === null || speaksOf(target, reason);
}

function speaksOf(target: string, reason: Reason): boolean {
  const wanted = target.toLowerCase();
  if (reason.code === wanted || reason.rules.includes(wanted)) return true;
  return reason.object !== null && narrowsTo(target, reason.object);
}

function standsAt(
  source: { readonly path: string; readonly line: number },
  reason: Reason,
): boolean {
  return reason.path === source.path && reason.line === source.line;
}

/** A merge group is not what a person looked at. */
function isNever(reason: Reason, { policy }: Decisions): boolean {
  if (reason.code === "same-merge-group") return true;
  return policy.never.some((target) => speaksOf(target, reason));
}

function waived(reason: Reason, { author, at, reason: why }: WaiverRequest): Reason {
  const what = reason.object === null ? "" : ` for \`${reason.object}\``;
  return {
    ...reason,
    code: "waived",
    effect: "note",
    message: `\`${author}\` let \`${reason.code}\` pass${what} on ${formatTime(at)}: ${why}`,
  };
}

function outcomeOf(
  state: RequestState,
  reasons: readonly Reason[],
  hasPassed: boolean,
  decisions: Decisions,
): readonly Waiver[] {
  const { request } = state;
  const told = (status: Waiver["state"], message: string): readonly Waiver[] => [
    {
      target: request.target,
      author: request.author,
      at: request.at,
      reason: request.reason,
      source: request.source,
      expiresAt: expiryOf(request, decisions.policy),
      state: status,
      message,
    },
  ];
  const held = reasons.filter((reason) => reason.effect !== "note" && names(request, reason));
  const what = request.target === null ? "what is in the way" : `\`${request.target}\``;
  if (hasPassed) return told("granted", `${what} passes: ${request.reason}`);
  if (held.length === 0) {
    // What was said of an earlier commit and is in nobody's way now is history.
    if (!state.isFresh || state.refusal !== null) return [];
    return told("unused", `nothing that is in the way here is named ${what}.`);
  }
  if (state.refusal !== null) return told("refused", state.refusal);
  if (held.every((reason) => isNever(reason, decisions))) {
    return told("refused", `${what} may not be waived in this repository (\`waivers.never\`).`);
  }
  return told(
    "refused",
    `it was given for an earlier commit. Give it again for \`${decisions.head.slice(0, 7)}\` where it still holds.`,
  );
}

function refusalReason({ target, author, message }: Waiver): Reason {
  const what = target === null ? "everything" : `\`${target}\``;
  return {
    code: "waiver-not-allowed",
    effect: "note",
    object: null,
    rules: [],
    message: `The waiver of ${what} by \`${author}\` does not count: ${message}`,
    path: null,
    line: null,
  };
}

/** What a reason speaks of, without its place: a file that is renamed says the same. */
function statementParts(result: Result, reason: Reason): readonly string[] {
  const file = result.files.find(({ path }) => path === reason.path);
  const statement = file?.statements.find(({ line }) => line === reason.line);
  const sql = (statement?.sql ?? "").replace(/\s+/g, " ").trim();
  return [reason.code, reason.object ?? "", sql];
}

function recordsOf(
  states: readonly RequestState[],
  passed: ReadonlyMap<RequestState, readonly string[]>,
  { policy }: Decisions,
): readonly WaiverRecord[] {
  if (policy.until === "head") return [];
  return states.flatMap((state) => {
    const statements = [...new Set([...state.statements, ...(passed.get(state) ?? [])])];
    const request = requestKey(state.request);
    return statements.length === 0 ? [] : [{ request, statements }];
  });
}
