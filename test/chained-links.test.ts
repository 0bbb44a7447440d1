import { describe, expect, test } from "vitest";
import { addDisplayName, dropFullName, holds, startProject, users } from "./judge-memory.ts";
import { liveAt, type Edits } from "./memory-repository.ts";

const folder = "db/migrations";
const oldCode = "export const list = 'SELECT id, email, full_name FROM users';\n";
const start: Edits = { [`${folder}/001_users.sql`]: users, "app/users.ts": oldCode };
const add: Edits = { [`${folder}/002_add.sql`]: addDisplayName };
const stop: Edits = { "app/users.ts": oldCode.replace("full_name", "display_name") };
const other: Edits = { "app/orders.ts": "export const orders = 1;\n" };
const drop = (comment = ""): Edits => ({ [`${folder}/009_drop.sql`]: comment + dropFullName });
const held = (code: string): readonly string[] => [`${code} public.users.full_name`];

describe("a link in the description and one beside the statement", () => {
  const beside = (number: number): string => `-- expand-contract: expand-pr=#${number}\n`;

  test("are both checked where they differ", async () => {
    const project = startProject(start);
    project.merge({ ...add, ...stop });
    const before = project.tip();
    project.merge(other);
    const deployments = [liveAt(before)];
    const judge = async (body: string, comment: string): Promise<readonly string[]> =>
      holds(await project.judge(drop(comment), { body, deployments }));
    expect(await judge("Expand-PR: #1", "")).toEqual([]);
    expect(await judge("", beside(1))).toEqual([]);
    expect(await judge("Expand-PR: #1", beside(2))).toEqual(held("not-deployed"));
    expect(await judge("Expand-PR: #2", beside(1))).toEqual(held("not-deployed"));
    expect(await judge("Expand-PR: #1", beside(77))).toEqual(held("link-not-found"));
    expect(await judge("Expand-PR: #1", beside(1))).toEqual([]);
  });

  test("the one beside a statement speaks of that alone", async () => {
    const project = startProject(start);
    project.merge({ ...add, ...stop });
    const two = `${beside(1)}${dropFullName}ALTER TABLE users DROP COLUMN email;\n`;
    const result = await project.judge({ [`${folder}/009_drop.sql`]: two });
    expect(result.reasons.map(({ code, object }) => [code, object])).toEqual([
      ["no-link", "public.users.email"],
    ]);
  });
});

describe("the expand of an expand", () => {
  test("each step of the way must be live, and one must cover", async () => {
    const project = startProject(start);
    const first = project.merge(add);
    const atFirst = project.tip();
    const second = project.merge(stop);
    const body = `Expand-PR: #${first}\nExpand-PR: #${second}`;
    const judge = async (deployed: string): Promise<readonly string[]> =>
      holds(await project.judge(drop(), { body, deployments: [liveAt(deployed)] }));
    expect(await judge(atFirst)).toEqual(held("not-deployed"));
    expect(await judge(project.tip())).toEqual([]);
  });

  test("what a later link took away again on purpose is not asked for", async () => {
    const project = startProject(start);
    project.merge(add);
    project.merge({
      [`${folder}/003_replace.sql`]:
        "ALTER TABLE users ADD COLUMN name text;\nALTER TABLE users DROP COLUMN display_name;\n",
      "app/users.ts": oldCode.replace("full_name", "name"),
    });
    expect(holds(await project.judge(drop(), { body: "Expand-PR: #1" }))).toEqual(held("reverted"));
    expect(holds(await project.judge(drop(), { body: "Expand-PR: #1, #2" }))).toEqual([]);
  });
});

test("a migration that was renamed since still covers", async () => {
  const project = startProject(start);
  project.merge({ ...add, ...stop });
  project.merge({
    [`${folder}/002_add.sql`]: null,
    [`${folder}/002_add_display_name.sql`]: addDisplayName,
  });
  expect(holds(await project.judge(drop(), { body: "Expand-PR: #1" }))).toEqual([]);
  // Who only renamed it brought nothing.
  expect(holds(await project.judge(drop(), { body: "Expand-PR: #2" }))).toEqual(
    held("link-does-not-cover"),
  );
});

test("Django's state-only removal counts, and the migration that names the field is no use of it", async () => {
  const project = startProject({
    ...start,
    "app/users.ts": "",
    "shop/models.py": "class User(Model):\n    full_name = CharField()\n",
  });
  project.merge({
    "shop/models.py": "class User(Model):\n    pass\n",
    "shop/migrations/0002_state.py":
      'operations = [SeparateDatabaseAndState(state_operations=[RemoveField("user", "full_name")])]\n',
  });
  expect(holds(await project.judge(drop(), { body: "Expand-PR: #1" }))).toEqual([]);
});
