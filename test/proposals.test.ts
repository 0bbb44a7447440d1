import { describe, expect, test } from "vitest";
import type { Proposal } from "../src/model/proposal.ts";
import type { Result } from "../src/model/verdict.ts";
import { renderStatus } from "../src/report/status.ts";
import {
  addDisplayName,
  dropFullName,
  holds,
  startProject,
  users,
  type JudgeOptions,
  type Project,
} from "./judge-memory.ts";
import { liveAt, type Edits } from "./memory-repository.ts";

const oldCode = "export const list = 'SELECT id, email, full_name FROM users';\n";
const newCode = "export const list = 'SELECT id, email, display_name FROM users';\n";
const start: Edits = { "db/migrations/001_users.sql": users, "app/users.ts": oldCode };
const expand: Edits = {
  "db/migrations/002_add.sql": addDisplayName,
  "app/users.ts": newCode,
};
const drop: Edits = { "db/migrations/090_drop.sql": dropFullName };

async function judge(
  project: Project,
  edits: Edits = drop,
  options: JudgeOptions = {},
): Promise<{ readonly result: Result; readonly proposal: Proposal | null }> {
  const result = await project.judge(edits, options);
  return { result, proposal: result.gate[0]?.proposal ?? null };
}

describe("a contract without a link is told which one may be meant", () => {
  test("the pull request that brought the replacement and is live", async () => {
    const project = startProject(start);
    project.merge({ "app/orders.ts": "export const orders = 1;\n" });
    project.merge(expand, "Add users.display_name");
    project.merge({ "app/orders.ts": "export const orders = 2;\n" });
    const { result, proposal } = await judge(project);
    expect(holds(result)).toEqual(["no-link public.users.full_name"]);
    expect(proposal).toMatchObject({ name: "#2", line: "Expand-PR: #2", suffices: true });
    expect(result.reasons[0]?.message).toMatch(
      /#2 "Add users.display_name", merged 2 May 2026 00:00 UTC, covers it \(adds `users.display_name`\)\. `production` runs `\w+` since 9 May 2026 09:10 UTC, which contains #2\. If it is, add this line to the description: `Expand-PR: #2`\.$/,
    );
    expect(renderStatus(result)).toEqual({
      state: "failure",
      description:
        "Drops users.full_name: if #2 (live) made it unused, add the line Expand-PR: #2 to the description",
    });
    // Written, it is a link like any other.
    expect((await project.judge(drop, { body: proposal?.line ?? "" })).verdict).toBe("pass");
  });

  test("one that is not deployed", async () => {
    const project = startProject(start);
    const before = project.tip();
    project.merge(expand);
    const { proposal, result } = await judge(project, drop, { deployments: [liveAt(before)] });
    expect(proposal).toMatchObject({ name: "#1", suffices: false });
    expect(proposal?.message).toContain("from before #1");
    expect(renderStatus(result).description).toContain("if #1 made it unused");
  });

  test("one that code still stands against", async () => {
    const project = startProject(start);
    project.merge({ "db/migrations/002_add.sql": addDisplayName });
    const { proposal } = await judge(project);
    expect(proposal).toMatchObject({ name: "#1", suffices: false });
    expect(proposal?.message).toContain("`app/users.ts:1` still refers to `users.full_name`");
  });

  test("of code alone, who took the last use away", async () => {
    const project = startProject({
      ...start,
      "app/report.ts": "export const report = 'SELECT full_name FROM users';\n",
    });
    project.merge({ "app/users.ts": "export const list = 'SELECT id, email FROM users';\n" });
    project.merge({ "app/report.ts": "export const report = 'SELECT email FROM users';\n" });
    project.merge({ "app/orders.ts": "export const orders = 1;\n" });
    expect((await judge(project)).proposal?.line).toBe("Expand-PR: #2");
  });

  test("who brought the migration, not who moved or edited it since", async () => {
    const project = startProject(start);
    project.merge({ "db/migrations/002_add.sql": addDisplayName });
    project.merge({ "app/users.ts": newCode.replace("display_name", "id AS other") });
    project.merge({
      "db/migrations/002_add.sql": null,
      "db/migrations/003_add.sql": addDisplayName,
    });
    project.merge({ "db/migrations/003_add.sql": `-- For names.\n${addDisplayName}` });
    const { proposal } = await judge(project);
    expect(["#1", "#2"]).toContain(proposal?.name);
  });

  test("each of several changes by itself", async () => {
    const project = startProject(start);
    project.merge(expand);
    project.merge({
      "db/migrations/003_add.sql": "ALTER TABLE users ADD COLUMN email_address text;\n",
    });
    const result = await project.judge({
      "db/migrations/090_drop.sql": `${dropFullName}ALTER TABLE users DROP COLUMN email;\n`,
    });
    expect(result.gate.map(({ object, proposal }) => [object, proposal?.line])).toEqual([
      ["public.users.full_name", "Expand-PR: #1"],
      ["public.users.email", "Expand-PR: #2"],
    ]);
  });
});

describe("nothing is proposed", () => {
  test.each<readonly [string, readonly Edits[]]>([
    ["where nothing was merged", []],
    [
      "for a column of another kind",
      [{ "db/migrations/002_add.sql": "ALTER TABLE users ADD COLUMN seen_at timestamptz;\n" }],
    ],
    [
      "for another table",
      [{ "db/migrations/002_t.sql": "CREATE TABLE tags (id bigint PRIMARY KEY, tag text);\n" }],
    ],
    [
      "for a replacement that is gone again",
      [
        { "db/migrations/002_add.sql": addDisplayName },
        { "db/migrations/003_undo.sql": "ALTER TABLE users DROP COLUMN display_name;\n" },
      ],
    ],
    [
      "for a word that is gone from prose, or from elsewhere",
      [{ "README.md": "The full_name of a user.\n" }, { "README.md": "The name of a user.\n" }],
    ],
  ])("%s", async (_, merges) => {
    const project = startProject(start);
    for (const edits of merges) project.merge(edits);
    const { result, proposal } = await judge(project);
    expect([holds(result), proposal]).toEqual([["no-link public.users.full_name"], null]);
    expect(renderStatus(result).description).toContain("Expand-PR: #…");
  });

  test("where a link is given, or none would help", async () => {
    const project = startProject(start);
    project.merge(expand);
    const other = project.merge({ "app/orders.ts": "export const orders = 1;\n" });
    const linked = await judge(project, drop, { body: `Expand-PR: #${other}` });
    expect(holds(linked.result)).toEqual(["link-does-not-cover public.users.full_name"]);
    expect(linked.proposal).toBeNull();
    const rename = "ALTER TABLE users RENAME COLUMN full_name TO name;\n";
    expect((await judge(project, { "db/migrations/090_r.sql": rename })).proposal).toBeNull();
  });
});
