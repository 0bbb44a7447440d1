import type { Evidence } from "../model/evidence.ts";
import { formatAbout, formatDuration, formatTime, formatTimeOfYear } from "../time.ts";
import type { Coverage } from "./covers.ts";
import type { Landing, RequiredEnvironment } from "./facts.ts";
import { judgeCarried, judgeRemains, type LandingJudgement } from "./judge-landing.ts";

/** How one link stands in one required environment. */
export interface Standing {
  /** `#118` */
  readonly name: string;
  readonly mergedAt: string | null;
  readonly coverage: Coverage;
  readonly required: RequiredEnvironment;
  readonly landing: Landing | null;
  /** Whether it was judged to run there, whole. */
  readonly isLive: boolean;
}

/** What must pass after the expand is live, and the time at which it is asked. */
export interface Timing {
  /** How long it must have been live everywhere, in milliseconds; 0 means no time. */
  readonly soak: number;
  /** ISO time. */
  readonly now: string;
}

/** A time that must pass after its standings are live. */
interface Wait {
  readonly check: "soaked" | "drained" | "aged";
  readonly process: string | null;
  readonly milliseconds: number;
  readonly standings: readonly Standing[];
}

/**
 * Judges whether enough time has passed: soak and drain count from the deployment that made the expand live everywhere,
 * a minimum age from the release that brought it to its clients. All start again after a rollback. One reason is given,
 * that which ends last.
 */
export function judgeWaits(standings: readonly Standing[], timing: Timing): LandingJudgement {
  const judged = waitsOf(standings, timing.soak).map((wait) => judgeWait(wait, timing.now));
  const last = judged
    .filter(({ reason }) => reason !== null)
    .toSorted((a, b) => b.end - a.end)
    .at(0);
  return { evidence: judged.flatMap(({ evidence }) => evidence), reason: last?.reason ?? null };
}

function waitsOf(standings: readonly Standing[], soak: number): readonly Wait[] {
  if (standings.length === 0) return [];
  const processes = new Map(
    standings.flatMap(({ required }) => required.processes).map((one) => [one.name, one]),
  );
  const waits: Wait[] = [{ check: "soaked", process: null, milliseconds: soak, standings }];
  for (const { name, drain, minimumAge } of processes.values()) {
    const own = standings.filter(({ required }) =>
      required.processes.some((process) => process.name === name),
    );
    waits.push({ check: "drained", process: name, milliseconds: drain, standings });
    waits.push({ check: "aged", process: name, milliseconds: minimumAge, standings: own });
  }
  return waits.filter(({ milliseconds }) => milliseconds > 0);
}

interface WaitJudgement extends LandingJudgement {
  /** When it is over, in milliseconds; endless where that is not known. */
  readonly end: number;
}

function judgeWait(wait: Wait, now: string): WaitJudgement {
  const { standings, milliseconds } = wait;
  const length = formatDuration(milliseconds);
  const names = [...new Set(standings.map(({ name }) => name))].join(" and ");
  const are = names.includes(" and ") ? "are" : "is";
  const live = `live ${wait.check === "aged" ? `in \`${wait.process ?? ""}\`` : "everywhere"}`;
  if (!standings.every(({ isLive }) => isLive)) {
    const message = `${length}, starts when ${names} ${are} ${live}`;
    return { evidence: [toEvidence(wait, "waiting", message, null)], reason: null, end: Infinity };
  }
  const starts = standings.map(startOf);
  const untold = standings.find((_, position) => Number.isNaN(starts[position]));
  if (untold !== undefined) {
    const message = `Since when \`${untold.required.environment}\` runs ${untold.name} is not known, so the ${nouns[wait.check]} of ${length} cannot be counted. Configure a source under \`deployments\` that tells the time.`;
    return {
      evidence: [toEvidence(wait, "unknown", message, null)],
      reason: { code: "deployment-unknown", effect: "waiting", message },
      end: Infinity,
    };
  }
  const start = Math.max(...starts);
  const end = start + milliseconds;
  const since = `${length} since ${formatTime(toIso(start))}, when ${names} became ${live}`;
  const left = end - Date.parse(now);
  if (left <= 0)
    return { evidence: [toEvidence(wait, "proven", since, toIso(end))], reason: null, end };
  const until = `until ${formatTimeOfYear(toIso(end))}, in ${formatAbout(left)}`;
  const doing = {
    soaked: "soaking",
    drained: `\`${wait.process ?? ""}\` drains`,
    aged: "its clients update",
  }[wait.check];
  return {
    evidence: [toEvidence(wait, "waiting", `${since}: ${until}`, toIso(end))],
    reason: {
      code: "soaking",
      effect: "waiting",
      message: `${names} ${are} ${live}; ${doing} ${until}`,
    },
    end,
  };
}

const nouns = { soaked: "soak", drained: "drain", aged: "minimum age" } as const;

/**
 * When the expand came to stay, in milliseconds: the first of an unbroken run of deployments with it, up to the live one.
 * It cannot be earlier than its merge, whatever a clock says. Not a number where it is not known.
 */
function startOf({ name, mergedAt, coverage, landing }: Standing): number {
  if (landing?.live.state !== "live" || landing.live.since === null) return NaN;
  let since = landing.live.since;
  const { live } = landing;
  for (const { containment, carried, remains, since: before } of landing.past) {
    const isThere =
      containment.state === "contains"
        ? judgeRemains(name, { live, remains }, coverage).reason === null
        : judgeCarried(name, { live, carried }, coverage)?.reason === null;
    if (!isThere) break;
    since = before;
  }
  return Math.max(Date.parse(since), mergedAt === null ? -Infinity : Date.parse(mergedAt));
}

function toEvidence(
  { check, process, milliseconds: takes }: Wait,
  state: Evidence["state"],
  message: string,
  at: string | null,
): Evidence {
  const processes = process === null ? {} : { processes: [process] };
  return { check, state, environment: null, ...processes, takes, message, at };
}

function toIso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
