import { describe, expect, test } from "vitest";
import { addDisplayName, dropFullName, holds, startProject, users } from "./judge-memory.ts";
import { liveAt, type Edits } from "./memory-repository.ts";

const folder = "db/migrations";
const usesOld = "export const list = 'SELECT id, email, full_name FROM users';\n";
const usesNew = "export const list = 'SELECT id, email FROM users';\n";
const start: Edits = { [`${folder}/001_users.sql`]: users, "app/users.ts": usesOld };
const add: Edits = { [`${folder}/002_add.sql`]: addDisplayName };
const stop: Edits = { "app/users.ts": usesNew };
const drop: Edits = { [`${folder}/009_drop.sql`]: dropFullName };
const body = "Expand-PR: #1";

/** Merges an expand into the base branch, commits to a release branch that was cut before it, and judges the drop. */
async function judgeBackport(
  expand: Edits,
  ...commits: readonly (readonly [edits: Edits, message: string])[]
) {
  const project = startProject(start);
  let release = project.repository.commit([project.tip()], { "VERSION.ts": "1\n" }, "Release 1");
  project.merge(expand, "Replace full_name");
  for (const [edits, message] of commits)
    release = project.repository.commit([release], edits, message);
  return project.judge(drop, { body, deployments: [liveAt(release)] });
}

const picked = "Replace full_name (#1)\n\n(cherry picked from commit 0123456789)";
const held = (code: string): readonly string[] => [`${code} public.users.full_name`];

describe("the branch that is deployed counts, not the one that was merged into", () => {
  test("an expand that it lacks waits", async () => {
    expect(holds(await judgeBackport({ ...add, ...stop }))).toEqual(held("not-deployed"));
  });

  test("its migration brought there is proof for what it added", async () => {
    const result = await judgeBackport({ ...add, ...stop }, [{ ...add, ...stop }, "Port"]);
    expect(holds(result)).toEqual([]);
    expect(result.gate[0]?.evidence.map(({ message }) => message)[1]).toMatch(
      /which has what #1 added to the schema, on a branch that was cut before it$/,
    );
  });

  test("under another name as well: the schema there tells", async () => {
    const result = await judgeBackport({ ...add, ...stop }, [
      { [`${folder}/001a_add.sql`]: addDisplayName, ...stop },
      "Port",
    ]);
    expect(holds(result)).toEqual([]);
  });

  test("and taken back there, it is not", async () => {
    const result = await judgeBackport(
      { ...add, ...stop },
      [{ ...add, ...stop }, "Port"],
      [{ [`${folder}/003_undo.sql`]: "ALTER TABLE users DROP COLUMN display_name;\n" }, "Undo"],
    );
    expect(holds(result)).toEqual(held("not-deployed"));
    const removed = await judgeBackport(
      { ...add, ...stop },
      [{ ...add, ...stop }, "Port"],
      [{ [`${folder}/002_add.sql`]: null }, "Undo"],
    );
    expect(holds(removed)).toEqual(held("not-deployed"));
  });

  test("of the migration alone, running code still holds the drop", async () => {
    const result = await judgeBackport({ ...add, ...stop }, [add, "Port the migration"]);
    expect(holds(result)).toEqual(held("still-referenced"));
  });
});

test("of what only takes something away, another history proves nothing", async () => {
  const type = "CREATE TYPE mood AS ENUM ('happy', 'sad');\n";
  const project = startProject({ [`${folder}/001_t.sql`]: `${type}CREATE TABLE t (m mood);\n` });
  const release = project.repository.commit([project.tip()], { "VERSION.ts": "1\n" }, "Release 1");
  project.merge({ [`${folder}/002_drop.sql`]: "ALTER TABLE t DROP COLUMN m;\n" });
  const dropType = { [`${folder}/003_type.sql`]: "DROP TYPE mood;\n" };
  const judge = async (sha: string): Promise<readonly string[]> =>
    holds(await project.judge(dropType, { body, deployments: [liveAt(sha)] }));
  expect(await judge(release)).toEqual(["not-deployed public.mood"]);
  expect(await judge(project.tip())).toEqual([]);
});

describe("of code alone, only the same patch is proof", () => {
  test.each([
    ["picked with git's own line", picked],
    ["named by its number", "Backport #1 to release 1"],
    ["under its own title", "Replace full_name (#130)"],
  ])("%s", async (_, message) => {
    const result = await judgeBackport(stop, [stop, message]);
    expect(holds(result)).toEqual([]);
    expect(result.gate[0]?.evidence[1]?.message).toMatch(/which has #1 as `\w{7}`: the same patch/);
  });

  test("whatever a commit says it is", async () => {
    const other: Edits = { "app/users.ts": `// Not any more.\n${usesNew}` };
    expect(holds(await judgeBackport(stop, [other, picked]))).toEqual(held("not-deployed"));
    expect(holds(await judgeBackport(stop, [{ "app/b.ts": "1\n" }, picked]))).toEqual(
      held("not-deployed"),
    );
    const more: Edits = { ...stop, "app/new.ts": "export const more = 1;\n" };
    expect(holds(await judgeBackport(stop, [more, picked]))).toEqual(held("not-deployed"));
  });

  test("with what stands around it changed, and prose aside", async () => {
    const long = (last: string): Edits => ({
      "app/users.ts": `${"// Line.\n".repeat(9)}${last}`,
    });
    const project = startProject({ ...start, ...long(usesOld) });
    const cut = project.repository.commit(
      [project.tip()],
      { "app/users.ts": `// First.\n// Line.\n${usesOld}` },
      "Release 1",
    );
    project.merge({ ...long(usesNew), "CHANGELOG.md": "New.\n" }, "Replace full_name");
    const release = project.repository.commit(
      [cut],
      { "app/users.ts": `// First.\n// Line.\n${usesNew}` },
      picked,
    );
    expect(holds(await project.judge(drop, { body, deployments: [liveAt(release)] }))).toEqual([]);
  });

  test("and not once it is taken back there", async () => {
    const result = await judgeBackport(
      stop,
      [stop, picked],
      [{ "app/users.ts": usesOld }, 'Revert "Replace full_name (#1)"'],
    );
    expect(holds(result)).toEqual(held("reverted"));
  });
});

test("a rollback to before the expand is no other branch", async () => {
  const project = startProject({ ...start, ...add });
  const before = project.tip();
  project.merge(stop, "Replace full_name");
  expect(holds(await project.judge(drop, { body, deployments: [liveAt(before)] }))).toEqual(
    held("not-deployed"),
  );
});

test("a soak goes on over releases of the branch that have it", async () => {
  const project = startProject(start);
  const cut = project.repository.commit([project.tip()], { "VERSION.ts": "1\n" }, "Release 1");
  project.merge({ ...add, ...stop }, "Replace full_name");
  const first = project.repository.commit([cut], { ...add, ...stop }, "Port");
  const second = project.repository.commit([first], { "VERSION.ts": "2\n" }, "Release 2");
  const judgeWith = (earlier: string) =>
    project.judge(drop, {
      body,
      configuration: { soak: 24 * 3_600_000 },
      now: "2026-05-09T12:00:00Z",
      deployments: [
        {
          state: "live",
          environment: "production",
          sha: second,
          since: "2026-05-09T09:10:00Z",
          rollout: null,
          earlier: [{ sha: earlier, since: "2026-05-07T09:00:00Z" }],
        },
      ],
    });
  expect(holds(await judgeWith(first))).toEqual([]);
  expect(holds(await judgeWith(cut))).toEqual(held("soaking"));
});
