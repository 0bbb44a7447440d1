import { expect, test } from "vitest";
import {
  addDisplayName,
  codes,
  configured,
  dropFullName,
  judge,
  mergeExpand,
  withGitHub,
} from "./stage.ts";

const migration = "db/migrations/002_add_display_name.sql";

test.each([
  ["before-deploy", []],
  ["after-deploy", ["mixed-phases"]],
  ["manual", ["mixed-phases"]],
] as const)("an expand and the code that needs it, run %s", async (when, reasons) => {
  await withGitHub(configured(`migrations-run: ${when}\n`), async (github) => {
    const number = await github.openPullRequest({ title: "Expand", files: addDisplayName });
    const together = await judge(github, number);
    expect(codes(together)).toEqual(reasons);
    expect(together.status?.state).toBe(reasons.length === 0 ? "success" : "failure");

    const alone = await github.openPullRequest({
      title: "Expand alone",
      files: { [migration]: addDisplayName[migration] },
    });
    expect((await judge(github, alone)).status?.state).toBe("success");
  });
});

test("a contract with the removal of its last use is split, whenever migrations run", async () => {
  for (const when of ["before-deploy", "after-deploy"])
    await withGitHub(configured(`migrations-run: ${when}\n`), async (github) => {
      const expand = await mergeExpand(github, "squash", {
        [migration]: addDisplayName[migration],
      });
      await github.deploy("production", expand.sha);
      const contract = await github.openPullRequest({
        title: "Drop users.full_name",
        body: `Expand-PR: #${expand.number}`,
        files: { ...dropFullName, "app/users.ts": "export const list = 'SELECT id FROM users';\n" },
      });
      const outcome = await judge(github, contract);
      expect([outcome.status?.state, ...codes(outcome)]).toEqual(["failure", "still-referenced"]);
      expect(outcome.result.reasons[0]?.message).toContain("itself takes the last use");
    });
});
