import { expect, test } from "vitest";
import { defaultConfiguration } from "../../src/config/defaults.ts";
import { parseBodyLinks } from "../../src/gate/parse-body-links.ts";
import { liveDeployment } from "../../src/github/live-deployment.ts";
import { judgeRange } from "../../src/judge-range.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { Result } from "../../src/model/verdict.ts";
import { dropFullName } from "../judge-memory.ts";
import { createRandom, type Random } from "./random-facts.ts";
import { expandTitle, places, randomHistory, type History, type Place } from "./random-history.ts";

const hour = 3_600_000;

/** How long is waited, in hours: for soak, for the workers to drain, for phones to be updated. */
interface Waits {
  readonly soak: number;
  readonly drain: number;
  readonly age: number;
}

/**
 * When the contract is safe for some places, told forwards in time and without the gate's words: each came to run commits
 * that have the expand, whole, and has run nothing else since.
 */
function isSafe(history: History, waits: Waits, involved: readonly Place[] = places): boolean {
  const { expand, now, whole, tip } = history;
  if (expand === null || !whole.has(tip)) return false;
  const starts = new Map<Place, number>();
  for (const place of involved) {
    const start = runsAt(history, place).wholeSince;
    if (start === null) return false;
    starts.set(place, Math.max(start, expand.at));
  }
  const everywhere = Math.max(...starts.values());
  // Where nothing is waited for, what is recorded as live is live, whatever its date.
  const isOver = (start: number, hours: number) => hours === 0 || now >= start + hours * hour;
  const phones = starts.get("phones");
  return (
    isOver(everywhere, waits.soak) &&
    (!involved.includes("workers") || isOver(everywhere, waits.drain)) &&
    (phones === undefined || isOver(phones, waits.age))
  );
}

interface Runs {
  /** Since when a place runs the whole expand; null where it does not, or might not in a moment. */
  readonly wholeSince: number | null;
  /** What is live, and what is under way; null where nothing is known to be live. */
  readonly now: readonly string[] | null;
  /** All that ran, oldest first. */
  readonly past: readonly { readonly sha: string; readonly since: number }[];
}

function runsAt({ deployments, whole }: History, place: Place): Runs {
  const runs = deployments[place].map(({ id, sha, createdAt, statuses }) => {
    const time = (state: string) => {
      const status = statuses.find((one) => one.state === state);
      return status === undefined ? null : Date.parse(status.createdAt);
    };
    const isOpen = statuses.length === 1;
    const [success, isTaken] = [time("success"), time("inactive") !== null];
    return { id, sha, created: Date.parse(createdAt), success, isTaken, isOpen };
  });
  const inOrder = runs
    .filter((run) => run.success !== null)
    .sort((a, b) => (a.success ?? 0) - (b.success ?? 0) || a.id - b.id);
  let since: number | null = null;
  for (const { sha, success } of inOrder) since = whole.has(sha) ? (since ?? success) : null;
  const past = inOrder.map(({ sha, success }) => ({ sha, since: success ?? 0 }));
  const live = inOrder.at(-1);
  if (live === undefined || live.isTaken) return { wholeSince: null, now: null, past };
  // What is under way may become live, unless it was begun before and a later deployment has gone past it.
  const comes = runs.filter((run) => {
    const isLater = run.created - live.created || run.id - live.id;
    const isPast = runs.some(
      (other) => other.created > run.created && (other.success ?? 0) > run.created,
    );
    return run.isOpen && !isPast && (isLater > 0 || run.created > (live.success ?? 0));
  });
  const next = comes.sort((a, b) => b.created - a.created)[0];
  const now = next === undefined ? [live.sha] : [live.sha, next.sha];
  return { wholeSince: next === undefined || whole.has(next.sha) ? since : null, now, past };
}

/** Whether the code that a place runs at a commit uses what the expand replaces. */
function usesAt({ uses }: History, place: Place, sha: string): boolean {
  const found = uses.get(sha);
  return found === undefined || found.has(place) || found.has("lib");
}

/** How far back it matters what a place ran. */
function hoursBack({ soak, drain, age }: Waits, place: Place): number {
  return Math.max(soak, drain, place === "phones" ? age : 0);
}

/** The least that must hold: whoever ran code with the old column of late runs the expand for long enough. */
function mayPass(history: History, waits: Waits): boolean {
  if (history.expand === null || history.uses.get(history.tip)?.size !== 0) return false;
  const involved: Place[] = [];
  for (const place of places) {
    const { now, past } = runsAt(history, place);
    if (now === null) return false;
    if (now.some((sha) => usesAt(history, place, sha))) return false;
    const from = history.now - hoursBack(waits, place) * hour;
    const ran = past.filter((_, position) => (past[position + 1]?.since ?? Infinity) > from);
    const isLong = hoursBack(waits, place) > 0;
    if (isLong && ran.some(({ sha }) => usesAt(history, place, sha))) involved.push(place);
  }
  return involved.length === 0 ? history.whole.has(history.tip) : isSafe(history, waits, involved);
}

/** What is enough: it is safe for whoever ever had code with the old column, and the others are known never to. */
function mustPass(history: History, waits: Waits): boolean {
  const ever = new Set([...history.uses.values()].flatMap((folders) => [...folders]));
  if (history.uses.get(history.tip)?.size !== 0 || ever.has("lib")) return false;
  const involved = places.filter((place) => {
    const { now, past } = runsAt(history, place);
    const hours = hoursBack(waits, place);
    const isKnown = hours === 0 || past.some(({ since }) => since <= history.now - hours * hour);
    return ever.has(place) || now === null || !isKnown;
  });
  const running = places.flatMap((place) =>
    (runsAt(history, place).now ?? []).map((sha) => usesAt(history, place, sha)),
  );
  return involved.length > 0 && !running.includes(true) && isSafe(history, waits, involved);
}

async function judge(
  history: History,
  { soak, drain, age }: Waits,
  configured: {
    readonly ignore: readonly string[];
    readonly paths: Readonly<Record<Place, readonly string[]>>;
  },
): Promise<Result> {
  const { repository, tip, expand, deployments } = history;
  const head = repository.commit(
    [tip],
    { "db/migrations/009_drop.sql": dropFullName },
    "Drop users.full_name",
  );
  const { ignore, paths } = configured;
  const process = { drain: 0, minimumAge: 0 };
  const configuration: Configuration = {
    ...defaultConfiguration,
    environments: [],
    references: { ignore },
    soak: soak * hour,
    processes: [
      { ...process, name: "web", environment: "production", paths: paths.production },
      {
        ...process,
        name: "workers",
        environment: "workers",
        paths: paths.workers,
        drain: drain * hour,
      },
      {
        ...process,
        name: "mobile",
        environment: "phones",
        paths: paths.phones,
        minimumAge: age * hour,
      },
    ],
  };
  const now = new Date(history.now).toISOString();
  return judgeRange(
    repository,
    { base: tip, head, baseBranch: "main", group: null, now },
    configuration,
    {
      find: () =>
        Promise.resolve({
          deployments: places.map((place) => liveDeployment(place, deployments[place], true)),
          links: parseBodyLinks("Expand-PR: #1").map((link) => ({
            link,
            name: "#1",
            pullRequest:
              expand === null
                ? { state: "not-found" }
                : {
                    state: "merged",
                    number: 1,
                    title: expandTitle,
                    url: "",
                    baseBranch: "main",
                    mergedAt: new Date(expand.at).toISOString(),
                    mergeCommit: expand.sha,
                  },
          })),
        }),
      readPatches: ({ mergeCommit }) =>
        Promise.resolve({ files: repository.diff(mergeCommit ?? ""), complete: true }),
      proposals: null,
      findWindows: null,
    },
  );
}

/** What the code says is another matter. */
const anyCode = {
  ignore: ["**"],
  paths: { production: ["**"], workers: ["**"], phones: ["**"] },
};
const ownCode = {
  ignore: [],
  paths: { production: ["app/**"], workers: ["workers/**"], phones: ["phones/**"] },
};

function randomWaits(random: Random): Waits {
  return { soak: random(3) * 12, drain: random(3) * 8, age: random(2) * 30 };
}

test("a contract passes exactly when every process has run the whole expand for long enough", async () => {
  const outcomes = { passed: 0, held: 0, soaking: 0 };
  for (let seed = 1; seed <= 3_000; seed += 1) {
    const random = createRandom(seed);
    const history = randomHistory(random);
    const waits = randomWaits(random);
    const result = await judge(history, waits, anyCode);
    const safe = isSafe(history, waits);
    outcomes[safe ? "passed" : "held"] += 1;
    if (result.reasons.some(({ code }) => code === "soaking")) outcomes.soaking += 1;
    const said = result.reasons.map(({ code }) => code).join();
    expect([seed, said, result.verdict === "pass"]).toEqual([seed, said, safe]);
  }
  // Each outcome must occur often, or the test proves nothing.
  expect(outcomes.passed).toBeGreaterThan(400);
  expect(outcomes.held).toBeGreaterThan(400);
  expect(outcomes.soaking).toBeGreaterThan(200);
});

test("a contract waits for who refers to the object, now or of late, and for nobody else", async () => {
  const outcomes = { passed: 0, held: 0, narrowed: 0 };
  for (let seed = 1; seed <= 3_000; seed += 1) {
    const random = createRandom(seed);
    const history = randomHistory(random, "processes");
    const waits = randomWaits(random);
    const result = await judge(history, waits, ownCode);
    const passes = result.verdict === "pass";
    const [least, enough] = [mayPass(history, waits), mustPass(history, waits)];
    const said = result.reasons.map(({ code }) => code).join();
    expect([seed, said, passes && !least, enough && !passes]).toEqual([seed, said, false, false]);
    outcomes[passes ? "passed" : "held"] += 1;
    if (passes && !isSafe(history, waits)) outcomes.narrowed += 1;
  }
  // Each outcome must occur often, or the test proves nothing.
  expect(outcomes.passed).toBeGreaterThan(300);
  expect(outcomes.held).toBeGreaterThan(300);
  expect(outcomes.narrowed).toBeGreaterThan(50);
});
