import type { DeploymentRecord } from "../../src/github/live-deployment.ts";
import { addDisplayName, users } from "../judge-memory.ts";
import { createMemoryRepository, type Edits, type MemoryRepository } from "../memory-repository.ts";
import type { Random } from "./random-facts.ts";

/** Where the processes of every history run. */
export const places = ["production", "workers", "phones"] as const;
export type Place = (typeof places)[number];

/** The code of each place, and what they share. */
export type Folder = Place | "lib";

const hour = 3_600_000;

/** What happened to a repository and its environments, with what a model may know of it. */
export interface History {
  readonly repository: MemoryRepository;
  readonly tip: string;
  /** The merge of the expand, in milliseconds; null where it never was. */
  readonly expand: { readonly sha: string; readonly at: number } | null;
  /** Commits in which the expand is, and was not taken back. */
  readonly whole: ReadonlySet<string>;
  /** By commit: the folders whose code uses what the expand replaces. */
  readonly uses: ReadonlyMap<string, ReadonlySet<Folder>>;
  readonly deployments: Readonly<Record<Place, readonly DeploymentRecord[]>>;
  /** When it is judged. Clocks step back: deployments may be dated later. */
  readonly now: number;
}

/** How code goes: one file of the web alone, which the expand changes, or a file for each process and a shared one. */
export type Codebase = "web" | "processes";

const using = "export const list = 'SELECT id, full_name FROM users';\n";
const clean = "export const list = 'SELECT id FROM users';\n";
const paths: Readonly<Record<Folder, string>> = {
  production: "app/more.ts",
  workers: "workers/jobs.ts",
  phones: "phones/screen.ts",
  lib: "lib/shared.ts",
};
const folders = Object.keys(paths) as Folder[];
const base = { "db/migrations/001_users.sql": users, "app/users.ts": using };
/** Expands of the schema and of code: a revert of one is seen in the schema, of the other in the commits. */
const expands = {
  schema: {
    done: { "db/migrations/002_add.sql": addDisplayName },
    undone: { "db/migrations/002_add.sql": null },
  },
  code: { done: { "app/users.ts": clean }, undone: { "app/users.ts": using } },
};

export const expandTitle = "Stop reading users.full_name";

/** Some hours of merges, reverts, deployments, rollbacks and clocks that step. */
export function randomHistory(random: Random, codebase: Codebase = "web"): History {
  const repository = createMemoryRepository();
  const kind = random(2) === 0 ? "schema" : "code";
  const isWeb = codebase === "web";
  // Where the code of all is looked at, the expand takes the use out of the web in any case.
  const done = isWeb ? expands[kind].done : { ...expands[kind].done, ...expands.code.done };
  const undone = isWeb ? expands[kind].undone : { ...expands[kind].undone, ...expands.code.undone };
  const inUse = new Set<Folder>();
  const uses = new Map<string, ReadonlySet<Folder>>();
  let usesInApp = true;
  const editOf = (folder: Folder, isUsed: boolean): Edits => {
    if (isUsed) inUse.add(folder);
    else inUse.delete(folder);
    return { [paths[folder]]: isUsed ? using : clean };
  };
  const start = isWeb ? [] : folders.map((one) => editOf(one, random(one === "lib" ? 8 : 3) === 0));
  let tip = repository.commit([], Object.assign({}, base, ...start) as Edits, "Start");
  let expand: { sha: string; at: number } | null = null;
  let isWhole = false;
  let reverts = 0;
  let now = Date.parse("2026-05-01T00:00:00Z");
  const commits = [tip];
  const whole = new Set<string>();
  const deployments: Record<Place, DeploymentRecord[]> = {
    production: [],
    workers: [],
    phones: [],
  };

  const noteUses = () =>
    uses.set(tip, new Set([...inUse, ...(usesInApp ? (["production"] as const) : [])]));
  noteUses();
  const merge = (edits: Edits, message: string) => {
    tip = repository.commit([tip], edits, message);
    commits.push(tip);
    if (edits["app/users.ts"] !== undefined) usesInApp = edits["app/users.ts"] === using;
    noteUses();
    if (isWhole) whole.add(tip);
  };
  const deploy = (place: Place, sha: string) => {
    const statuses: DeploymentRecord["statuses"][number][] = [];
    const say = (state: (typeof statuses)[number]["state"], later: number) =>
      statuses.push({ state, environment: place, createdAt: iso(now + later) });
    const end = random(20);
    say("in_progress", 0);
    if (end > 2) say("success", 60_000);
    if (end === 1) say("failure", 60_000);
    if (end === 3) say("inactive", 120_000);
    const id = deployments[place].length + 1;
    deployments[place].push({ id, sha, createdAt: iso(now), abandoned: false, statuses });
  };
  const steps = 6 + random(12);
  for (let step = 0; step < steps; step += 1) {
    now += (1 + random(12)) * hour;
    const action = random(16);
    if (expand === null && (isWeb ? action < 6 || step > 3 : action === 4 || step > 5)) {
      isWhole = true;
      merge(done, `${expandTitle} (#1)`);
      expand = { sha: tip, at: now };
    } else if (action < 2 || (expand === null && action < 6)) {
      const edit = isWeb
        ? { [`docs/${step}.md`]: `${step}` }
        : editOf(anyOf(random, folders), random(6) === 0);
      merge(edit, `Change ${step}`);
    } else if (action === 2 && expand !== null) {
      isWhole = !isWhole;
      reverts += 1;
      // A revert quotes what it reverts, be it a revert itself.
      const title = `${'Revert "'.repeat(reverts)}${expandTitle}${'"'.repeat(reverts)}`;
      merge(isWhole ? done : undone, title);
    } else if (action === 3) now -= random(20) * hour;
    else if (action === 4) now += random(3) * 24 * hour;
    else if (action === 5) deploy(anyOf(random, places), anyOf(random, commits));
    else if (action < 10) deploy(anyOf(random, places), tip);
    else for (const place of places) if (isWeb || random(3) > 0) deploy(place, tip);
  }
  now += random(40) * hour;
  return { repository, tip, expand, whole, uses, deployments, now };
}

function anyOf<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[random(values.length)];
  if (value === undefined) throw new Error("There is nothing to choose from.");
  return value;
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
