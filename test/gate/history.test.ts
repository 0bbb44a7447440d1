import { expect, test } from "vitest";
import { defaultConfiguration } from "../../src/config/defaults.ts";
import { parseBodyLinks } from "../../src/gate/parse-body-links.ts";
import { liveDeployment } from "../../src/github/live-deployment.ts";
import { judgeRange } from "../../src/judge-range.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { Result } from "../../src/model/verdict.ts";
import { dropFullName } from "../judge-memory.ts";
import { createRandom } from "./random-facts.ts";
import { expandTitle, places, randomHistory, type History, type Place } from "./random-history.ts";

const hour = 3_600_000;

/** How long is waited, in hours: for soak, for the workers to drain, for phones to be updated. */
interface Waits {
  readonly soak: number;
  readonly drain: number;
  readonly age: number;
}

/**
 * When the contract is safe, told forwards in time and without the gate's words: each place came to run commits that
 * have the expand, whole, and has run nothing else since.
 */
function isSafe(history: History, waits: Waits): boolean {
  const { expand, now, whole, tip } = history;
  if (expand === null || !whole.has(tip)) return false;
  const starts = {} as Record<Place, number>;
  for (const place of places) {
    const start = runsSince(history, place);
    if (start === null) return false;
    starts[place] = Math.max(start, expand.at);
  }
  const everywhere = Math.max(...Object.values(starts));
  // Where nothing is waited for, what is recorded as live is live, whatever its date.
  const isOver = (start: number, hours: number) => hours === 0 || now >= start + hours * hour;
  return (
    isOver(everywhere, waits.soak) &&
    isOver(everywhere, waits.drain) &&
    isOver(starts.phones, waits.age)
  );
}

/** Since when a place runs the whole expand; null where it does not, or might not in a moment. */
function runsSince({ deployments, whole }: History, place: Place): number | null {
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
  const live = inOrder.at(-1);
  if (live === undefined || live.isTaken) return null;
  // What is under way may become live, unless it was begun before and a later deployment has gone past it.
  const comes = runs.filter((run) => {
    const isLater = run.created - live.created || run.id - live.id;
    const isPast = runs.some(
      (other) => other.created > run.created && (other.success ?? 0) > run.created,
    );
    return run.isOpen && !isPast && (isLater > 0 || run.created > (live.success ?? 0));
  });
  const next = comes.sort((a, b) => b.created - a.created)[0];
  return next === undefined || whole.has(next.sha) ? since : null;
}

async function judge(history: History, { soak, drain, age }: Waits): Promise<Result> {
  const { repository, tip, expand, deployments } = history;
  const head = repository.commit(
    [tip],
    { "db/migrations/009_drop.sql": dropFullName },
    "Drop users.full_name",
  );
  const process = { paths: ["**"], drain: 0, minimumAge: 0 };
  const configuration: Configuration = {
    ...defaultConfiguration,
    environments: [],
    // What the code says is another matter.
    references: { ignore: ["**"] },
    soak: soak * hour,
    processes: [
      { ...process, name: "web", environment: "production" },
      { ...process, name: "workers", environment: "workers", drain: drain * hour },
      { ...process, name: "mobile", environment: "phones", minimumAge: age * hour },
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
    },
  );
}

test("a contract passes exactly when every process has run the whole expand for long enough", async () => {
  const outcomes = { passed: 0, held: 0, soaking: 0 };
  for (let seed = 1; seed <= 3_000; seed += 1) {
    const random = createRandom(seed);
    const history = randomHistory(random);
    const waits = { soak: random(3) * 12, drain: random(3) * 8, age: random(2) * 30 };
    const result = await judge(history, waits);
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
