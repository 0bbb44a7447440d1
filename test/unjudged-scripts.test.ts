import { expect, test } from "vitest";
import { renderStatus } from "../src/report/status.ts";
import type { Result } from "../src/model/verdict.ts";
import { addDisplayName, startProject, users, type JudgeOptions } from "./judge-memory.ts";
import type { Edits } from "./memory-repository.ts";

const drop = "ALTER TABLE users DROP COLUMN full_name;\n";

function judge(edits: Edits, options: JudgeOptions = {}): Promise<Result> {
  const shop = { "db/migrations/001_users.sql": users, "ops/old.sql": drop };
  return startProject(shop).judge(edits, options);
}

test("an SQL file that drops something outside of every folder is told, and named in the status", async () => {
  const result = await judge({ "ops/drop-name.sql": drop });
  expect(result.notices.map(({ code }) => code)).toEqual(["unjudged-script"]);
  expect(result.notices[0]?.message).toMatch(/^Not judged: `ops\/drop-name\.sql` alters or drops/);
  expect(renderStatus(result)).toMatchObject({
    state: "success",
    description: expect.stringContaining("SQL outside of their folders is not judged") as string,
  });
});

test("beside migrations as well", async () => {
  const result = await judge({
    "db/migrations/002_add.sql": addDisplayName,
    "ops/drop-name.sql": `-- by hand\nDROP TABLE users;\n`,
  });
  expect(result.files.length).toBe(1);
  expect(result.notices.length).toBe(1);
});

test.each<[what: string, edits: Edits]>([
  ["a query", { "app/users.sql": "SELECT full_name FROM users;\n" }],
  ["a model that creates", { "models/users.sql": "CREATE VIEW names AS SELECT 1;\n" }],
  [
    "words in a comment or a string",
    { "app/a.sql": "-- \n-- DROP TABLE a;\nSELECT 'x;\nDROP TABLE a';\n" },
  ],
  ["a dump", { "db/structure.sql": drop }],
  ["tests", { "test/fixtures/reset.sql": drop }],
  ["what is deleted", { "ops/old.sql": null }],
  ["what moves nothing", { "README.md": "more" }],
])("%s is not told", async (_, edits) => {
  const result = await judge(edits);
  expect(result.notices).toEqual([]);
  expect(renderStatus(result).description).toBe("No migrations in this pull request");
});

test("more than are looked into are told unread", async () => {
  const names = Array.from({ length: 51 }, (_, number) => `ops/${number}.sql`);
  const result = await judge(Object.fromEntries(names.map((name) => [name, "SELECT 1;\n"])));
  expect(result.notices[0]?.message).toMatch(
    /^Not judged: `ops\/0\.sql`.* and 48 more lie in no folder/,
  );
});

test("the base branch's configuration decides: ignored paths and named folders", async () => {
  const edits = { "ops/drop-name.sql": drop };
  const folder = { path: "db/migrations", layout: null, dialect: null, databaseVersion: null };
  const ignored = await judge(edits, { configuration: { ignore: ["ops/**"] } });
  const named = await judge(edits, { configuration: { folders: [folder] } });
  expect([ignored.notices, named.notices]).toEqual([[], []]);
});
