import { describe, expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import {
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

/** One branch with two pull requests: into `main`, which it would break, and into a branch that has the change already. */
async function openTwice(
  github: FakeGitHub,
): Promise<{ readonly toMain: number; readonly toStaging: number }> {
  const toMain = await github.openPullRequest({ title: "Release", files: renamed });
  const head = github.pullRequest(toMain).headBranch;
  await github.branch("staging", head);
  await github.commit("staging", { "README.md": "# Staging\n" }, "More");
  const toStaging = await github.openPullRequest({ title: "To staging", head, base: "staging" });
  return { toMain, toStaging };
}

describe("two pull requests with one head commit share its status", () => {
  test.each(["toMain first", "toStaging first"])("%s: the blocked one holds", async (order) => {
    await withGitHub({}, async (github) => {
      const { toMain, toStaging } = await openTwice(github);
      const turns = order === "toMain first" ? [toMain, toStaging] : [toStaging, toMain];
      for (const number of turns) await judge(github, number);
      expect(look(github, toMain).status?.state).toBe("failure");
    });
  });

  test("the other's status says whose it is, and its own comment speaks of itself", async () => {
    await withGitHub({}, async (github) => {
      const { toMain, toStaging } = await openTwice(github);
      const outcome = await judge(github, toStaging);
      expect(outcome.status?.description).toContain(`#${toMain} has the same head commit`);
      expect(outcome.result.verdict).toBe("pass");
      expect(outcome.comment).toBeNull();
    });
  });

  test("when the blocked one is closed, the other passes", async () => {
    await withGitHub({}, async (github) => {
      const { toMain, toStaging } = await openTwice(github);
      await judge(github, toStaging);
      github.closePullRequest(toMain);
      expect((await judge(github, toStaging)).status?.state).toBe("success");
    });
  });
});

describe("what could not be judged never keeps an older success", () => {
  test("GitHub gives an answer that nobody expects", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Add users.age",
        files: { "db/migrations/002_age.sql": "ALTER TABLE users ADD COLUMN age integer;\n" },
      });
      expect((await judge(github, number)).status?.state).toBe("success");
      github.faultOnce({ route: /git\/trees/, status: 200, body: {}, times: 9 });
      const outcome = await judge(github, number);
      expect(outcome.run.exitCode).toBe(1);
      expect(outcome.status?.state).toBe("error");
      expect(outcome.run.outputs["verdict"]).toBe("error");
    });
  });

  test("a sweep goes on behind a pull request that cannot be judged", async () => {
    await withGitHub({}, async (github) => {
      const before = await github.tip();
      await github.deploy("production", before, { state: "success" });
      const odd = await github.openPullRequest({ title: "Odd", files: renamed });
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await openContract(github, expand.number);
      expect((await judge(github, contract)).status?.state).toBe("success");

      await github.deploy("production", before, { state: "success" });
      const route = new RegExp(`git/trees/${github.pullRequest(odd).headSha}`);
      github.faultOnce({ route, status: 200, body: {}, times: 1 });
      const swept = await judge(github, contract, { name: "schedule" });
      expect(swept.status?.state).toBe("pending");
      expect(look(github, odd).status?.state).toBe("error");
      expect(swept.run.exitCode).toBe(1);
      expect(swept.run.stdout).toContain(`#${odd}`);
    });
  });
});

describe("a merge group is told at once", () => {
  test("one that waits fails: nothing would judge it again before its time is over", async () => {
    await withGitHub({}, async (github) => {
      const before = await github.tip();
      const expand = await mergeExpand(github);
      await github.deploy("production", before, { state: "success" });
      const contract = await openContract(github, expand.number);
      const group = await github.createMergeGroup([contract]);
      const outcome = await judge(github, contract, { name: "merge_group", group });
      expect(codes(outcome)).toEqual(["not-deployed"]);
      expect(github.statuses(group.headSha, "expand-contract").at(-1)?.state).toBe("failure");
    });
  });

  test("one that cannot be read gets an error", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Drop", files: dropFullName });
      const group = await github.createMergeGroup([number]);
      github.faultOnce({
        route: /\/compare\//,
        status: 404,
        body: { message: "Not Found" },
        times: 9,
      });
      const outcome = await judge(github, number, { name: "merge_group", group });
      expect(outcome.run.exitCode).toBe(1);
      expect(github.statuses(group.headSha, "expand-contract").at(-1)?.state).toBe("error");
    });
  });
});

describe("a cheap look at the names misses nothing that runs", () => {
  test.each([
    ["a migration in Go", { "db/migrations/00002_drop.go": "package migrations\n" }],
    ["a link to a folder", { "prisma/migrations/20240501120000_drop": { symlink: "/tmp/x" } }],
  ])("%s is not done without reading the trees", async (_name, files) => {
    const base = {
      "db/migrations/00001_users.sql": "-- +goose Up\nCREATE TABLE users (id serial);\n",
      "prisma/migrations/20240101000000_a/migration.sql": "CREATE TABLE a (id serial);\n",
    };
    await withGitHub({ files: base }, async (github) => {
      const number = await github.openPullRequest({ title: "Odd", files });
      const outcome = await judge(github, number);
      expect(codes(outcome)).toEqual(["unreadable-change"]);
      expect(outcome.status?.state).toBe("failure");
    });
  });
});

test("more links than anyone needs are not all read", async () => {
  await withGitHub({}, async (github) => {
    const body = Array.from({ length: 300 }, (_, place) => `Expand-PR: #${place + 100}`).join("\n");
    const number = await github.openPullRequest({ title: "Drop", body, files: dropFullName });
    github.clearRequests();
    const outcome = await judge(github, number);
    expect(outcome.status?.state).toBe("failure");
    expect(new Set(codes(outcome))).toEqual(new Set(["link-not-found"]));
    expect(outcome.comment).toContain("at most 20 pull requests are read");
    expect(github.requests.length).toBeLessThanOrEqual(12);
  });
});
