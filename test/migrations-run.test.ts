import { describe, expect, test } from "vitest";
import type { Configuration } from "../src/model/configuration.ts";
import { renderComment } from "../src/report/comment.ts";
import { addDisplayName, holds, startProject, users } from "./judge-memory.ts";
import type { Edits } from "./memory-repository.ts";
import { options } from "./report/samples.ts";

const folder = "db/migrations";
const shop = {
  [`${folder}/001_users.sql`]: users,
  "app/users.ts": "export const list = 'SELECT id, email FROM users';\n",
};
const add = { [`${folder}/002_add.sql`]: addDisplayName };
const using = { "app/users.ts": "export const list = 'SELECT id, display_name FROM users';\n" };
const after = { migrationsRun: "after-deploy" } as const;
const manual = { migrationsRun: "manual" } as const;

function heldBy(edits: Edits, configuration: Partial<Configuration>, start: Edits = {}) {
  return startProject({ ...shop, ...start }).judge(edits, { configuration });
}

const mixed = ["mixed-phases public.users.display_name"];
const own = { path: folder, layout: null, dialect: null, databaseVersion: null } as const;

describe("an expand with the code that needs it", () => {
  test.each<[when: string, Partial<Configuration>, held: readonly string[]]>([
    ["where migrations run before the deployment", {}, []],
    ["after it", after, mixed],
    ["by hand", manual, mixed],
    ["as the folder says", { folders: [{ ...own, run: "manual" }] }, mixed],
    [
      "as the folder says, and not as the others",
      { ...after, folders: [{ ...own, run: "before-deploy" }] },
      [],
    ],
    ["in a folder for what follows the code", { folders: [{ ...own, phase: "contract" }] }, mixed],
  ])("%s", async (_when, configuration, held) => {
    expect(holds(await heldBy({ ...add, ...using }, configuration))).toEqual(held);
  });

  test.each<[what: string, edits: Edits, start: Edits]>([
    ["the migration alone", add, {}],
    ["code that does not name it", { ...add, "app/users.ts": "export const none = 1;\n" }, {}],
    ["a word alone", { ...add, "app/labels.json": '{ "display_name": "Name" }\n' }, {}],
    [
      "a class that asks for its columns",
      { ...add, "app/user.rb": "class User < ApplicationRecord\nend\n" },
      {},
    ],
    ["a test", { ...add, "app/users.test.ts": using["app/users.ts"] }, {}],
    [
      "a line that was there before",
      { ...add, "app/users.ts": `${using["app/users.ts"]}// More\n` },
      using,
    ],
    [
      "a file that only moved",
      { ...add, "app/users.ts": null, "app/people.ts": using["app/users.ts"] },
      using,
    ],
    [
      "a column that is there already",
      {
        [`${folder}/002_add.sql`]: "ALTER TABLE users ADD COLUMN IF NOT EXISTS email text;\n",
        "app/more.ts": "export const more = 'SELECT email FROM users';\n",
      },
      {},
    ],
  ])("%s is none", async (_what, edits, start) => {
    expect(holds(await heldBy(edits, after, start))).toEqual([]);
  });

  test("a new table counts once, whatever it has", async () => {
    const edits = {
      [`${folder}/002_orders.sql`]:
        "CREATE TABLE orders (id bigint PRIMARY KEY);\nALTER TABLE orders ADD COLUMN total numeric;\n",
      "app/orders.ts": "export const list = 'SELECT total FROM orders';\n",
    };
    expect(holds(await heldBy(edits, after))).toEqual(["mixed-phases public.orders"]);
  });

  test("what cannot be read is not taken for unused", async () => {
    const project = startProject(shop);
    const many = Object.fromEntries(
      Array.from({ length: 1_001 }, (_, index) => [
        `app/${index}.ts`,
        `export const a = ${index};\n`,
      ]),
    );
    const result = await project.judge({ ...add, ...many }, { configuration: after });
    expect(holds(result)).toEqual(["references-unknown public.users.display_name"]);
    expect(result.verdict).toBe("waiting");
  });

  test("the comment says where, why and what to do", async () => {
    const comment = renderComment(await heldBy({ ...add, ...using }, after), options);
    expect(comment).toContain(
      "### ⛔ Blocked: this adds `users.display_name` together with code that needs it, which runs first",
    );
    expect(comment).toContain(
      "`app/users.ts:1` of this pull request refers to `users.display_name`, and its migration runs after the code is deployed (`after-deploy`): until then that code fails. Ship the migration first, on its own.\n\n**Next step:** move the migration to a pull request of its own, and merge this one when it has run.",
    );
  });
});
