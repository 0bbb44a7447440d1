import { describe, expect, test } from "vitest";
import {
  addDisplayName,
  codes,
  dropFullName,
  judge,
  look,
  mergeExpand,
  openContract,
  withGitHub,
} from "./stage.ts";

const renamed = {
  "db/migrations/002_rename.sql": "ALTER TABLE users RENAME COLUMN full_name TO name;\n",
};

describe("merge queue and sweeps", () => {
  test.each(["merge", "squash", "rebase"] as const)(
    "a merge group made by %s that holds both halves fails, with both named",
    async (method) => {
      await withGitHub({}, async (github) => {
        await github.deploy("production", await github.tip(), { state: "success" });
        const expand = await github.openPullRequest({
          title: "Add users.display_name",
          files: addDisplayName,
        });
        const contract = await github.openPullRequest({
          title: "Drop users.full_name",
          body: `Expand-PR: #${expand}`,
          files: dropFullName,
        });
        const group = await github.createMergeGroup([expand, contract], method);
        const outcome = await judge(github, contract, { name: "merge_group", group });
        const status = github.statuses(group.headSha, "expand-contract").at(-1);
        expect(status?.state).toBe("failure");
        expect(codes(outcome)).toContain("same-merge-group");
        const messages = outcome.result.reasons.map((reason) => reason.message).join();
        expect(messages).toContain(`#${expand}`);
        expect(messages).toContain(`#${contract}`);
      });
    },
  );

  test("a merge group without migrations gets its success", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Docs",
        files: { "README.md": "# more\n" },
      });
      const group = await github.createMergeGroup([number]);
      await judge(github, number, { name: "merge_group", group });
      expect(github.statuses(group.headSha, "expand-contract").at(-1)?.state).toBe("success");
    });
  });

  test("a merge group with a contract whose expand is live passes", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await openContract(github, expand.number);
      const group = await github.createMergeGroup([contract]);
      await judge(github, contract, { name: "merge_group", group });
      expect(github.statuses(group.headSha, "expand-contract").at(-1)?.state).toBe("success");
    });
  });

  test("a sweep judges what waits and what passed by a deployment, and leaves the rest", async () => {
    await withGitHub({}, async (github) => {
      await github.deploy("production", await github.tip(), { state: "success" });
      const expand = await mergeExpand(github);
      const contract = await openContract(github, expand.number);
      const docs = await github.openPullRequest({
        title: "Docs",
        files: { "README.md": "# more\n" },
      });
      await judge(github, contract);
      await judge(github, docs);
      const deployment = await github.deploy("production", expand.sha, { state: "success" });
      github.clearRequests();
      await judge(github, contract, { name: "deployment_status", deployment });
      expect(look(github, contract).status?.state).toBe("success");
      const names = new RegExp(`/(?:pulls|issues)/${docs}\\b|"number":${docs}\\b`);
      const asked = github.requests.filter(({ path, body }) =>
        names.test(`${path} ${JSON.stringify(body)}`),
      );
      expect(asked).toEqual([]);
    });
  });

  test("one pull request by hand", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      const outcome = await judge(
        github,
        number,
        { name: "workflow_dispatch" },
        { inputs: { "pull-request": String(number) } },
      );
      expect(outcome.status?.state).toBe("failure");
      const wrong = await judge(
        github,
        number,
        { name: "workflow_dispatch" },
        { inputs: { "pull-request": "twelve" } },
      );
      expect(wrong.run.exitCode).toBe(1);
      expect(wrong.run.stdout).toContain("`twelve`");
    });
  });
});
