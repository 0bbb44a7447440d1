import { describe, expect, test } from "vitest";
import { codes, judge, mergeExpand, openContract, shop, withGitHub } from "./stage.ts";

const deployed = { name: "workflow_run", workflow: "Deploy" } as const;

describe("a contract waits for its expand to be deployed", () => {
  test.each(["merge", "squash", "rebase"] as const)("merged by %s", async (method) => {
    await withGitHub({}, async (github) => {
      await github.deploy("production", await github.tip(), { state: "success" });
      const expand = await mergeExpand(github, method);
      const contract = await openContract(github, expand.number);

      const waiting = await judge(github, contract);
      expect(waiting.status).toMatchObject({ state: "pending" });
      expect(waiting.status?.description).toBe(
        `Waiting for #${expand.number} to be deployed to production`,
      );
      expect(codes(waiting)).toEqual(["not-deployed"]);

      await github.deploy("production", await github.tip(), { state: "success" });
      const passing = await judge(github, contract, deployed);
      expect(passing.status).toMatchObject({ state: "success" });
      expect(passing.status?.description).toContain(`Contract of #${expand.number} is safe`);
    });
  });

  test("two environments of which one lags", async () => {
    const files = {
      ...shop,
      ".github/expand-contract.yml": "environments: [production, production-workers]\n",
    };
    await withGitHub({ files }, async (github) => {
      await github.deploy("production-workers", await github.tip(), { state: "success" });
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await openContract(github, expand.number);

      const waiting = await judge(github, contract);
      expect(waiting.status).toMatchObject({
        state: "pending",
        description: `Waiting for #${expand.number} to be deployed to production-workers`,
      });
      expect(waiting.comment).toContain("production-workers");
      expect(waiting.comment).toContain(expand.sha.slice(0, 7));

      await github.deploy("production-workers", expand.sha, { state: "success" });
      expect((await judge(github, contract, deployed)).status?.state).toBe("success");
    });
  });

  test("a rollback closes the gate again", async () => {
    await withGitHub({}, async (github) => {
      const before = await github.tip();
      await github.deploy("production", before, { state: "success" });
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await openContract(github, expand.number);
      expect((await judge(github, contract)).status?.state).toBe("success");

      await github.deploy("production", before, { state: "success" });
      const rolledBack = await judge(github, contract, deployed);
      expect(rolledBack.status?.state).toBe("pending");
      expect(rolledBack.comment).toContain("rolled back");
    });
  });

  test("a rollout in progress is no proof yet", async () => {
    await withGitHub({}, async (github) => {
      await github.deploy("production", await github.tip(), { state: "success" });
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "in_progress" });
      const contract = await openContract(github, expand.number);
      const outcome = await judge(github, contract);
      expect(outcome.status?.state).toBe("pending");
      expect(codes(outcome)).toEqual(["rollout-in-progress"]);
    });
  });

  test("no deployment on record", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      const outcome = await judge(github, await openContract(github, expand.number));
      expect(outcome.status?.state).toBe("pending");
      expect(codes(outcome)).toEqual(["deployment-unknown"]);
      expect(outcome.comment).toContain("no successful deployment");
    });
  });

  test("a newer deployment that failed does not count", async () => {
    await withGitHub({}, async (github) => {
      await github.deploy("production", await github.tip(), { state: "success" });
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "failure" });
      const outcome = await judge(github, await openContract(github, expand.number));
      expect(codes(outcome)).toEqual(["not-deployed"]);
    });
  });
});

describe("what was deployed may have been taken back", () => {
  test("the expand was reverted, and the revert is live", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      const revert = await github.revert(expand.number);
      await github.deploy("production", revert.sha, { state: "success" });
      const outcome = await judge(github, await openContract(github, expand.number));
      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toContain("reverted");
    });
  });

  test("the expand's migration was moved by a squash of the history, which is no revert", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      const squashed = await github.openPullRequest({
        title: "Squash the migrations",
        files: {
          "db/migrations/001_create_users.sql": `CREATE TABLE users (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  full_name text,
  display_name text
);
`,
          "db/migrations/002_add_display_name.sql": null,
        },
      });
      const sha = await github.merge(squashed, "squash");
      await github.deploy("production", sha, { state: "success" });
      const outcome = await judge(github, await openContract(github, expand.number));
      expect(outcome.status?.state).toBe("success");
    });
  });

  test("an expand of code only, reverted by a commit that is live", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github, "squash", {
        "app/users.ts": "export const list = 'SELECT id, email FROM users';\n",
      });
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await openContract(github, expand.number);
      const passing = await judge(github, contract);
      expect(passing.status?.state).toBe("success");

      const revert = await github.revert(expand.number);
      await github.deploy("production", revert.sha, { state: "success" });
      const outcome = await judge(github, contract, deployed);
      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toContain("reverted");
    });
  });
});
