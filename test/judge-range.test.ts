import { describe, expect, test } from "vitest";
import {
  addDisplayName,
  dropFullName,
  holds,
  startProject,
  users,
  type JudgeOptions,
} from "./judge-memory.ts";
import type { Result } from "../src/model/verdict.ts";
import { liveAt, type Edits } from "./memory-repository.ts";

const folder = "db/migrations";
const code = "export const list = 'SELECT id, email, full_name FROM users';\n";
const shop = { [`${folder}/001_users.sql`]: users, "app/users.ts": code };
const add = { [`${folder}/002_add.sql`]: addDisplayName };
/** Nothing in the code refers to the old column any more. */
const moved = { "app/users.ts": "export const list = 'SELECT id, email FROM users';\n" };
const expand = { ...add, ...moved };
const drop = { [`${folder}/009_drop.sql`]: dropFullName };
const addAge = "ALTER TABLE users ADD COLUMN age integer;\n";
const dropAge = "ALTER TABLE users DROP COLUMN age;\n";

describe("a contract is judged by the pull requests that are linked", () => {
  test.each<[body: string, held: readonly string[]]>([
    ["Expand-PR: #1", []],
    ["Expand-PR: #1 (users.full_name)", []],
    ["Expand-PR: #1 (users)", []],
    ["Expand-PR: [#1](https://github.com/acme/shop/pull/1)", []],
    ["Expand-PR: <https://github.com/acme/shop/pull/1>", []],
    ["Expand-PR: #1 (users.email)", ["no-link public.users.full_name"]],
    ["Expand-PR: #1 and #77", ["link-not-found public.users.full_name"]],
    ["~~Expand-PR: #1~~", ["no-link public.users.full_name"]],
    ["<details>\n\n```\nExpand-PR: #1\n```\n\n</details>", ["no-link public.users.full_name"]],
    ["", ["no-link public.users.full_name"]],
  ])("%s", async (body, held) => {
    const project = startProject(shop);
    project.merge(expand);
    expect(holds(await project.judge(drop, { body }))).toEqual(held);
  });

  test("a branch that was cut before the expand was merged passes like any other", async () => {
    const project = startProject(shop);
    const from = project.tip();
    const number = project.merge(expand);
    expect(holds(await project.judge(drop, { from, body: `Expand-PR: #${number}` }))).toEqual([]);
  });

  test("a squash of the expand's migration on the base branch is no revert", async () => {
    const project = startProject(shop);
    const number = project.merge(expand);
    project.merge({
      [`${folder}/001_users.sql`]: users.replace(
        "full_name text",
        "full_name text,\n  display_name text",
      ),
      [`${folder}/002_add.sql`]: null,
    });
    const body = `Expand-PR: #${number}`;
    expect(holds(await project.judge(drop, { body }))).toEqual([]);
  });

  test("the folder may have moved since", async () => {
    const project = startProject(shop);
    const number = project.merge(expand);
    project.merge({
      [`${folder}/001_users.sql`]: null,
      [`${folder}/002_add.sql`]: null,
      "database/migrations/001_users.sql": users,
      "database/migrations/002_add.sql": addDisplayName,
    });
    const outcome = await project.judge(
      { "database/migrations/009_drop.sql": dropFullName },
      { body: `Expand-PR: #${number}` },
    );
    expect(holds(outcome)).toEqual([]);
  });
});

describe("what an expand added may have gone on purpose", () => {
  const both = { ...moved, [`${folder}/002_add.sql`]: `${addDisplayName}${addAge}` };

  test("a pull request that removed a part of it is linked as well", async () => {
    const project = startProject(shop);
    const number = project.merge(both);
    const removal = project.merge({ [`${folder}/003_drop_age.sql`]: dropAge });
    const alone = await project.judge(drop, { body: `Expand-PR: #${number}` });
    expect(holds(alone)).toEqual(["reverted public.users.full_name"]);
    expect(alone.reasons[0]?.message).toContain("link the pull request that removed it as well");
    const chain = await project.judge(drop, { body: `Expand-PR: #${number}, #${removal}` });
    expect(holds(chain)).toEqual([]);
  });

  test("but what replaced the object must be left", async () => {
    const project = startProject(shop);
    const number = project.merge(add);
    const undone = project.merge({
      [`${folder}/003_undo.sql`]: "ALTER TABLE users DROP COLUMN display_name;\n",
    });
    const outcome = await project.judge(drop, { body: `Expand-PR: #${number}, #${undone}` });
    expect(holds(outcome)).toEqual(["link-does-not-cover public.users.full_name"]);
  });

  test("what the expand itself took away again is not asked for", async () => {
    const project = startProject(shop);
    const number = project.merge({
      ...moved,
      [`${folder}/002_add.sql`]: `${addAge}${addDisplayName}${dropAge}`,
    });
    expect(holds(await project.judge(drop, { body: `Expand-PR: #${number}` }))).toEqual([]);
  });

  test("a constraint of the new column, or another column of a new table, may go its own way", async () => {
    const project = startProject(shop);
    const number = project.merge({
      ...moved,
      [`${folder}/002_add.sql`]:
        "ALTER TABLE users ADD COLUMN display_name text CONSTRAINT short CHECK (length(display_name) < 99);\n",
    });
    project.merge({ [`${folder}/003_drop.sql`]: "ALTER TABLE users DROP CONSTRAINT short;\n" });
    expect(holds(await project.judge(drop, { body: `Expand-PR: #${number}` }))).toEqual([]);
  });
});

describe("a pull request that has nothing to do with the object does not cover it", () => {
  const renamed = `${folder}/001_users_renamed.sql`;
  test.each<[name: string, edits: Edits]>([
    ["an unrelated table", { [`${folder}/002_x.sql`]: "CREATE TABLE tags (id serial);\n" }],
    ["a file that was only renamed", { [`${folder}/001_users.sql`]: null, [renamed]: users }],
    ["prose", { "README.md": "No full_name any more\n" }],
    ["a use that moved to another file", { "app/users.ts": "\n", "app/people.ts": code }],
    ["a longer word", { "app/other.ts": "full_name_index\n" }],
  ])("%s", async (_name, edits) => {
    const project = startProject({ ...shop, "README.md": "# full_name\n" });
    const number = project.merge(edits);
    const outcome = await project.judge(drop, { body: `Expand-PR: #${number}` });
    expect(holds(outcome)).toContain("link-does-not-cover public.users.full_name");
  });

  test("the way down of an old migration", async () => {
    const layout = { configuration: { folders: [] } } satisfies JudgeOptions;
    const project = startProject({
      "migrations/001_users.up.sql": users,
      "migrations/002_add.up.sql": addDisplayName,
    });
    const number = project.merge({
      "migrations/002_add.down.sql": "ALTER TABLE users DROP COLUMN display_name;\n",
    });
    const body = `Expand-PR: #${number}`;
    const outcome = await project.judge(
      { "migrations/009_drop.up.sql": dropFullName },
      { ...layout, body },
    );
    expect(holds(outcome)).toEqual(["link-does-not-cover public.users.full_name"]);
  });

  test("a variable that is called like a row of a dropped table", async () => {
    const project = startProject({
      ...shop,
      "app/a.ts": "for (const user of list) print(user);\n",
    });
    const number = project.merge({ "app/a.ts": "list.forEach(print);\n" });
    const outcome = await project.judge(
      { [`${folder}/009_drop.sql`]: "DROP TABLE users;\n" },
      { body: `Expand-PR: #${number}` },
    );
    expect(holds(outcome)).toEqual(["link-does-not-cover public.users"]);
  });

  test("the class of a dropped table does", async () => {
    const project = startProject({
      [`${folder}/001_users.sql`]: users,
      "app/user.rb": "class User < ApplicationRecord\nend\n",
    });
    const number = project.merge({ "app/user.rb": null });
    const outcome = await project.judge(
      { [`${folder}/009_drop.sql`]: "DROP TABLE users;\n" },
      { body: `Expand-PR: #${number}` },
    );
    expect(holds(outcome)).toEqual([]);
  });

  test("a table that points at the one that goes", async () => {
    const project = startProject(shop);
    const number = project.merge({
      [`${folder}/002_tags.sql`]:
        "CREATE TABLE tags (id serial, owner bigint REFERENCES users (id));\n",
    });
    const outcome = await project.judge(
      { [`${folder}/009_drop.sql`]: "DROP TABLE users;\n" },
      { body: `Expand-PR: #${number}` },
    );
    expect(holds(outcome)).toEqual(["link-does-not-cover public.users"]);
  });
});

describe("several folders", () => {
  test("the same table of another database is another table", async () => {
    const project = startProject({
      "a/migrations/001_users.sql": users,
      "b/migrations/001_users.sql": users,
    });
    const number = project.merge({ "b/migrations/002_add.sql": addDisplayName });
    const outcome = await project.judge(
      { "a/migrations/009_drop.sql": dropFullName, "b/migrations/003_x.sql": addAge },
      { body: `Expand-PR: #${number}` },
    );
    expect(holds(outcome)).toEqual(["link-does-not-cover public.users.full_name"]);
  });

  test("and what another database still has does not hide a revert", async () => {
    const project = startProject({
      "a/migrations/001_users.sql": users,
      "b/migrations/001_users.sql": `${users}${addDisplayName}`,
    });
    const number = project.merge({ "a/migrations/002_add.sql": addDisplayName });
    project.merge({ "a/migrations/002_add.sql": null });
    const outcome = await project.judge(
      { "a/migrations/009_drop.sql": dropFullName },
      { body: `Expand-PR: #${number}` },
    );
    expect(holds(outcome)).toContain("reverted public.users.full_name");
  });

  test("migrations before and after a deployment are parts of one history", async () => {
    const project = startProject({
      "db/migrations/001_users.sql": users,
      "db/post_migrations/001_tags.sql": "ALTER TABLE tags ADD COLUMN n serial;\n",
    });
    const number = project.merge({ "db/migrations/002_add.sql": addDisplayName });
    const outcome = await project.judge(
      { "db/post_migrations/002_drop.sql": dropFullName },
      { body: `Expand-PR: #${number}` },
    );
    expect(holds(outcome)).toEqual([]);
  });
});

describe("an expand of code alone", () => {
  const removal = { "app/users.ts": "export const list = 'SELECT id, email FROM users';\n" };

  test("counts", async () => {
    const project = startProject(shop);
    const number = project.merge(removal, "Stop reading full_name");
    expect(holds(await project.judge(drop, { body: `Expand-PR: #${number}` }))).toEqual([]);
  });

  test("that was reverted on the base branch does not, though the revert is not live yet", async () => {
    const project = startProject(shop);
    const number = project.merge(removal, "Stop reading full_name");
    const deployments = [liveAt(project.tip())];
    project.merge({ "app/users.ts": code }, 'Revert "Stop reading full_name"');
    const outcome = await project.judge(drop, { body: `Expand-PR: #${number}`, deployments });
    expect(holds(outcome)).toEqual(["reverted public.users.full_name"]);
  });

  test.each(['Revert "Revert "Stop reading full_name""', 'Reapply "Stop reading full_name"'])(
    "that was brought back by %s does again",
    async (title) => {
      const project = startProject(shop);
      const number = project.merge(removal, "Stop reading full_name");
      project.merge({ "app/users.ts": code }, 'Revert "Stop reading full_name"');
      project.merge(removal, title);
      expect(holds(await project.judge(drop, { body: `Expand-PR: #${number}` }))).toEqual([]);
    },
  );

  test("in a chain counts as reverted too, though another link covers the object", async () => {
    const project = startProject(shop);
    const added = project.merge(expand, "Add users.display_name");
    const read = project.merge({ "app/users.ts": `${code}// display_name\n` }, "Read display_name");
    project.merge({ "app/users.ts": code }, 'Revert "Read display_name"');
    const outcome = await project.judge(drop, { body: `Expand-PR: #${added}, #${read}` });
    expect(new Set(holds(outcome))).toEqual(new Set(["reverted public.users.full_name"]));
  });
});

describe("merge groups", () => {
  test("a link to a member that is not merged", async () => {
    const open = { state: "open", number: 8, title: "Add", url: "", baseBranch: "main" } as const;
    const outcome = await startProject(shop).judge(drop, {
      body: "Expand-PR: #8",
      group: [8, 9],
      others: { 8: open },
    });
    expect(holds(outcome)).toEqual(["same-merge-group public.users.full_name"]);
  });

  test("an expand and its contract that meet there name the members", async () => {
    const outcome = await startProject(shop).judge({ ...expand, ...drop }, { group: [8, 9] });
    expect(holds(outcome)).toEqual(["same-merge-group public.users.full_name"]);
    expect(outcome.reasons[0]?.message).toContain("#8, #9");
  });
});

describe("the server's version", () => {
  const service = (version: number): Edits => ({
    "compose.yml": `services:\n  db:\n    image: postgres:${version}\n`,
  });
  const compressing = (path: string): Edits => ({
    [`${path}/009_notes.sql`]: "CREATE TABLE notes (id serial, note text COMPRESSION pglz);\n",
  });

  test.each([
    [13, ["cannot-run-as-written"]],
    [14, []],
  ])("is the one that the base branch pins: %i", async (version, rules) => {
    const project = startProject({ ...shop, ...service(version) });
    const result = await project.judge(compressing(folder));
    expect(rulesOf(result)).toEqual(rules);
    expect(result.files[0]?.versionPins).toEqual([{ path: "compose.yml", version }]);
  });

  test.each([folder, "other/migrations"])(
    "is not what the pull request says of it, in %s",
    async (path) => {
      const project = startProject({ ...shop, ...service(13) });
      const result = await project.judge({ ...compressing(path), ...service(14) });
      expect(rulesOf(result)).toEqual(["cannot-run-as-written"]);
    },
  );

  function rulesOf({ files }: Result): readonly string[] {
    const changes = files.flatMap((file) => file.statements.flatMap((one) => one.changes));
    return changes.flatMap(({ findings }) => findings.map(({ rule }) => rule));
  }
});

describe("Active Record, which reads the columns when it starts", () => {
  const model = "class User < ApplicationRecord\nend\n";
  const ignoring = "class User < ApplicationRecord\n  self.ignored_columns += %w[full_name]\nend\n";
  const rails = { [`${folder}/001_users.sql`]: users, "app/user.rb": model };

  test("has a column ignored and deployed before it is dropped", async () => {
    const project = startProject(rails);
    const added = project.merge(add);
    const body = `Expand-PR: #${added}`;
    const blocked = await project.judge(drop, { body });
    expect(holds(blocked)).toEqual(["still-referenced public.users.full_name"]);
    expect(blocked.reasons[0]).toMatchObject({
      effect: "blocked",
      message: expect.stringContaining(
        "where `app/user.rb:1` has Active Record write every column that it found at its start, `users.full_name` too. Have it ignored in an earlier pull request",
      ) as unknown,
    });

    const before = project.tip();
    project.merge({ "app/user.rb": ignoring });
    const waiting = await project.judge(drop, { body, deployments: [liveAt(before)] });
    expect(waiting.reasons.map(({ code, effect }) => [code, effect])).toEqual([
      ["still-referenced", "waiting"],
    ]);
    expect(holds(await project.judge(drop, { body }))).toEqual([]);
    // What starts after the migration no longer finds it.
    expect(holds(await project.judge({ ...drop, "app/user.rb": model }, { body }))).toEqual([]);
  });
});
