import { expect, test } from "vitest";
import type { Configuration } from "../src/model/configuration.ts";
import type { Result } from "../src/model/verdict.ts";
import { renderCheckJson } from "../src/report/json-check.ts";
import { renderComment } from "../src/report/comment.ts";
import { renderText } from "../src/report/text.ts";
import { addDisplayName, dropFullName, startProject, users } from "./judge-memory.ts";
import { liveAt } from "./memory-repository.ts";
import { options } from "./report/samples.ts";

const shop = {
  "db/migrations/001_users.sql": users,
  "app/users.ts": [
    "export const list = 'SELECT id, full_name FROM users';",
    "export const find = 'SELECT full_name FROM users WHERE id = $1';",
    "export const save = 'UPDATE users SET full_name = $1 WHERE id = $2';",
    "",
  ].join("\n"),
  "app/labels.json": '{ "full_name": "Full name" }\n',
  "app/users.test.ts": "test('list', () => expect(user.full_name).toBe('Ada'));\n",
  "prisma/schema.prisma": "model User {\n  id BigInt @id\n  full_name String?\n}\n",
  "workers/jobs.ts": "export const run = () => 'SELECT id, email FROM users';\n",
};
const drop = { "db/migrations/009_drop.sql": dropFullName };
const process = { drain: 0, minimumAge: 0 };
const processes: Partial<Configuration> = {
  environments: [],
  processes: [
    { ...process, name: "web", environment: "production", paths: ["app/**"] },
    { ...process, name: "workers", environment: "production-workers", paths: ["workers/**"] },
  ],
};

/** "web: 2 reads …" for every row of the only inventory. */
function rows(result: Result): readonly string[] {
  const [inventory] = result.inventory ?? [];
  return (inventory?.uses ?? []).map(
    ({ process: name, reads, writes, declares, weak, tests, isWaitedFor, examples }) =>
      `${name ?? "-"}: ${reads} ${writes} ${declares}, ${weak} ${tests}${isWaitedFor ? "" : " not waited for"}, ${examples.map(({ path, line }) => `${path}:${line}`).join(" ")}`,
  );
}

test("a contract without a link lists who reads, writes and declares its object", async () => {
  const project = startProject(shop);
  const result = await project.judge(drop, { configuration: processes });
  expect(result.reasons.map(({ code }) => code)).toEqual(["no-link"]);
  expect(rows(result)).toEqual([
    "web: 2 1 0, 1 1, app/users.ts:1 app/users.ts:3 app/users.ts:2",
    "workers: 0 0 0, 0 0, ",
    "-: 0 0 1, 0 0, prisma/schema.prisma:3",
  ]);
  expect(renderCheckJson(result).inventory).toEqual(result.inventory);
});

test.each([
  ["renamed", "ALTER TABLE users RENAME COLUMN full_name TO display_name;\n"],
  ["retyped", "ALTER TABLE users ALTER COLUMN full_name TYPE varchar(40);\n"],
])("what is %s is searched as well", async (_how, sql) => {
  const project = startProject(shop);
  const result = await project.judge({ "db/migrations/009_change.sql": sql });
  expect(result.verdict).toBe("blocked");
  expect(rows(result)).toEqual([
    "-: 2 1 1, 1 1, app/users.ts:1 app/users.ts:3 prisma/schema.prisma:3 app/users.ts:2",
  ]);
});

test("what runs counts for the process that runs it, and the one that is left out is told", async () => {
  const project = startProject({ ...shop, "prisma/schema.prisma": null });
  const before = project.tip();
  const clean = "export const list = 'SELECT id, email FROM users';\n";
  const number = project.merge({
    "db/migrations/002_add.sql": addDisplayName,
    "app/users.ts": clean,
  });
  const judge = (web: string) =>
    project.judge(drop, {
      body: `Expand-PR: #${number}`,
      deployments: [liveAt(web), liveAt(before, "production-workers")],
      configuration: processes,
    });
  expect(rows(await judge(before))).toEqual([
    "web: 2 1 0, 1 1, app/users.ts:1 app/users.ts:3 app/users.ts:2",
    "workers: 0 0 0, 0 0 not waited for, ",
  ]);
  const passing = await judge(project.tip());
  expect(passing.verdict).toBe("pass");
  expect(rows(passing)).toEqual([
    "web: 0 0 0, 1 1, app/labels.json:1",
    "workers: 0 0 0, 0 0 not waited for, ",
  ]);
});

test("the comment and the terminal show it, with the lines as they stand", async () => {
  const project = startProject({
    ...shop,
    "app/odd.ts": "export const odd = 'SELECT full_name FROM users'; // | `x` <b> @acme\n",
  });
  const result = await project.judge(drop, { configuration: processes });
  const comment = renderComment(result, options);
  expect(comment).toContain(
    "<details><summary><b>Who uses <code>users.full_name</code>:</b> 3 reads, 1 write in <code>web</code>; 1 declaration in shared code</summary>",
  );
  expect(comment).toContain(
    `[\`app/users.ts:1\`](https://github.com/acme/shop/blob/${result.head ?? ""}/app/users.ts#L1) \`export const list = 'SELECT id, full_name FROM users';\``,
  );
  expect(comment).toContain("<br>the word alone in 1 place, tests in 1 place |");
  expect(comment).toContain("// \\| `x` <b> @acme``");
  expect(comment).toContain("6 files searched with this pull request merged.");
  const text = renderText(result, { color: false, command: "check" });
  expect(text).toContain(
    "web          3 reads, 1 write; the word alone in 1 place, tests in 1 place",
  );
  expect(text).toContain("             app/users.ts:1: export const list");
  expect(text).toContain("workers      none");
});

test("what could not be searched leaves the verdict alone", async () => {
  const project = startProject(shop);
  const source = project.repository as { searchFiles: unknown };
  source.searchFiles = () => Promise.resolve({ state: "unknown", reason: "It is too large." });
  const result = await project.judge(drop);
  expect(result.reasons.map(({ code }) => code)).toEqual(["no-link"]);
  expect(result.inventory).toMatchObject([
    { search: { state: "unknown", reason: "It is too large." }, uses: [] },
  ]);
});
