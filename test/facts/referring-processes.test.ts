import { expect, test } from "vitest";
import type { Configuration } from "../../src/model/configuration.ts";
import { SourceError } from "../../src/model/source-error.ts";
import { addDisplayName, dropFullName, holds, startProject, users } from "../judge-memory.ts";
import { liveAt, type Edits } from "../memory-repository.ts";

const using = "export const list = 'SELECT id, full_name FROM users';\n";
const clean = "export const list = 'SELECT id, email FROM users';\n";
const hour = 3_600_000;
const now = "2026-06-01T00:00:00Z";
const drop = { "db/migrations/009_drop.sql": dropFullName };
const shop = {
  "db/migrations/001_users.sql": users,
  "app/users.ts": using,
  "workers/jobs.ts": clean,
};
const process = { drain: 0, minimumAge: 0 };
const configured: Partial<Configuration> = {
  environments: [],
  processes: [
    { ...process, name: "web", environment: "production", paths: ["app/**"] },
    { ...process, name: "workers", environment: "production-workers", paths: ["workers/**"] },
  ],
};

/** What a contract is held for while the web runs the expand, and the workers what was there before. */
async function heldBy(
  start: Edits,
  options: {
    readonly expand?: Edits;
    /** What comes before the expand, and does not reach the workers. */
    readonly between?: Edits;
    readonly configuration?: Partial<Configuration>;
    readonly drop?: Edits;
  } = {},
): Promise<readonly string[]> {
  const project = startProject({ ...shop, ...start });
  const before = project.tip();
  if (options.between !== undefined) project.merge(options.between);
  const number = project.merge({
    "db/migrations/002_add.sql": addDisplayName,
    "app/users.ts": clean,
    ...options.expand,
  });
  const result = await project.judge(options.drop ?? drop, {
    body: `Expand-PR: #${number}`,
    deployments: [liveAt(project.tip()), liveAt(before, "production-workers")],
    configuration: { ...configured, ...options.configuration },
    now,
  });
  return holds(result).map((one) => one.split(" ")[0] ?? "");
}

test("a process whose code never named the object is not waited for", async () => {
  expect(await heldBy({})).toEqual([]);
  expect(await heldBy({ "workers/jobs.test.ts": using })).toEqual([]);
});

const waits = ["not-deployed"];
test.each<[why: string, held: ReturnType<typeof heldBy>]>([
  [
    "its code named it",
    heldBy({ "workers/jobs.ts": using }, { expand: { "workers/jobs.ts": clean } }),
  ],
  ["its code holds the word alone", heldBy({ "workers/labels.json": '{ "full_name": "Name" }' })],
  ["shared code named it", heldBy({ "lib/all.ts": using }, { expand: { "lib/all.ts": clean } })],
  [
    "the expand took the name out of its code, though it runs an older one",
    heldBy({}, { between: { "workers/jobs.ts": using }, expand: { "workers/jobs.ts": clean } }),
  ],
  ["a part of its code is another repository", heldBy({ "workers/lib": { link: "submodule" } })],
  ["another repository may be shared", heldBy({ "lib/common": { link: "submodule" } })],
  [
    "its code is left out of the search",
    heldBy({}, { configuration: { references: { ignore: ["workers/**"] } } }),
  ],
  ["its globs match no code", heldBy({ "workers/jobs.ts": null, "jobs/main.ts": clean })],
  [
    "code depends on the object without its name",
    heldBy(
      {
        "db/migrations/001_users.sql": users.replace("text NOT NULL", "text CONSTRAINT one UNIQUE"),
      },
      {
        drop: {
          "db/migrations/009_drop.sql": "ALTER TABLE users DROP COLUMN full_name CASCADE;\n",
        },
      },
    ),
  ],
])("a process is waited for where %s", async (_why, held) => {
  expect(await held).toEqual(waits);
});

test.each([
  ["has drained since", 60, [{ age: 1_000, isClean: false }], []],
  ["ran code with it within the soak", 1, [{ age: 1_000, isClean: false }], waits],
  ["is not known for so long", 1, [], waits],
  [
    "only ran code without it",
    1,
    [
      { age: 20, isClean: true },
      { age: 1_000, isClean: true },
    ],
    [],
  ],
] as const)("of a process that %s", async (_name, age, before, held) => {
  const project = startProject({ ...shop, "workers/jobs.ts": using });
  const used = project.tip();
  project.merge({ "workers/jobs.ts": clean });
  const cleaned = project.tip();
  const number = project.merge({
    "db/migrations/002_add.sql": addDisplayName,
    "app/users.ts": clean,
  });
  const ago = (hours: number) => new Date(Date.parse(now) - hours * hour).toISOString();
  const workers = {
    ...liveAt(cleaned, "production-workers"),
    since: ago(age),
    earlier: before.map((one) => ({ sha: one.isClean ? cleaned : used, since: ago(one.age) })),
  };
  const result = await project.judge(drop, {
    body: `Expand-PR: #${number}`,
    deployments: [liveAt(project.tip()), workers],
    configuration: { ...configured, soak: 24 * hour },
    now,
  });
  expect(holds(result).map((one) => one.split(" ")[0])).toEqual(held);
});

test("what runs is searched for each process by its own code", async () => {
  const project = startProject(shop);
  const before = project.tip();
  const number = project.merge({
    "db/migrations/002_add.sql": addDisplayName,
    "app/users.ts": clean,
  });
  const judge = (environments: readonly string[]) =>
    project.judge(drop, {
      body: `Expand-PR: #${number}`,
      deployments: [liveAt(project.tip()), liveAt(before, "production-workers")],
      configuration: { ...configured, environments },
    });
  const result = await judge([]);
  expect(result.verdict).toBe("pass");
  const environments = result.gate[0]?.evidence.flatMap((one) => one.environment ?? []);
  expect(environments).not.toContain("production-workers");
  // An environment that always counts runs all code, whoever else it runs.
  expect((await judge(["production-workers"])).verdict).toBe("waiting");
});

test("a commit that is gone is waited for, and breaks nothing", async () => {
  const project = startProject(shop);
  const before = project.tip();
  const number = project.merge({
    "db/migrations/002_add.sql": addDisplayName,
    "app/users.ts": clean,
  });
  const { readTree } = project.repository;
  const source: { readTree: typeof readTree } = project.repository;
  source.readTree = (commit) =>
    commit === before
      ? Promise.reject(new SourceError("There is no such commit."))
      : readTree(commit);
  const result = await project.judge(drop, {
    body: `Expand-PR: #${number}`,
    deployments: [liveAt(project.tip()), liveAt(before, "production-workers")],
    configuration: configured,
    now,
  });
  expect(holds(result)).toEqual(["not-deployed public.users.full_name"]);
});
