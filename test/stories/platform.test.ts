import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answers, readOnlyPermissions, workflowPermissions } from "../github/fake-github.ts";
import {
  addDisplayName,
  codes,
  judge,
  mergeExpand,
  openContract,
  shop,
  withGitHub,
} from "./stage.ts";

const renamed = {
  "db/migrations/002_rename.sql": "ALTER TABLE users RENAME COLUMN full_name TO name;\n",
};

describe("what a pull request sees", () => {
  test("without migrations: success at once, in at most 4 requests, and no comment", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Docs",
        files: { "README.md": "# Shop, again\n" },
      });
      github.clearRequests();
      const outcome = await judge(github, number);
      expect(outcome.status).toMatchObject({
        state: "success",
        description: "No migrations in this pull request",
      });
      expect(outcome.comment).toBeNull();
      expect(outcome.run.outputs).toMatchObject({ verdict: "pass", phase: "" });
      expect(github.requests.length).toBeLessThanOrEqual(4);
    });
  });

  test("without migrations no parser is loaded", async () => {
    const folder = mkdtempSync(join(tmpdir(), "dist-"));
    cpSync("dist", folder, { recursive: true });
    for (const name of readdirSync(join(folder, "chunks"))) {
      if (/^(?:parser|mysql|mariadb|sqlite|libpg-query)/.test(name))
        rmSync(join(folder, "chunks", name));
    }
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Docs",
        files: { "README.md": "# Shop, again\n" },
      });
      const outcome = await judge(github, number, undefined, { bundle: join(folder, "index.js") });
      expect(outcome.status?.state).toBe("success");
    });
    rmSync(folder, { recursive: true });
  });

  test("an additive change passes with one comment", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Add users.display_name",
        files: addDisplayName,
      });
      const outcome = await judge(github, number);
      expect(outcome.status).toMatchObject({
        state: "success",
        description: "1 additive change; running code keeps working",
      });
      expect(outcome.comment).toContain("display_name");
      expect(outcome.run.outputs).toMatchObject({ verdict: "pass", phase: "expand" });
    });
  });

  test("a contract with one link and one environment takes at most 12 requests", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await openContract(github, expand.number);
      github.clearRequests();
      const outcome = await judge(github, contract);
      expect(outcome.status?.state).toBe("success");
      expect(github.requests.length).toBeLessThanOrEqual(12);
    });
  });

  test("nothing is written twice: a second run of the same event leaves everything as it is", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      await judge(github, number);
      const writes = () =>
        github.requests.filter(
          ({ method, path }) => method !== "GET" && !path.endsWith("/graphql"),
        );
      github.clearRequests();
      await judge(github, number);
      expect(writes()).toEqual([]);
    });
  });

  test("a mended pull request loses its block, and the comment says so", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      expect((await judge(github, number)).status?.state).toBe("failure");
      expect(github.reviewComments(number)).toHaveLength(1);
      await github.push(number, {
        "db/migrations/002_rename.sql": "ALTER TABLE users ADD COLUMN name text;\n",
      });
      const outcome = await judge(github, number);
      expect(outcome.status?.state).toBe("success");
      expect(outcome.comment).not.toContain("Blocked");
      await github.push(number, { "db/migrations/002_rename.sql": null });
      const empty = await judge(github, number);
      expect(empty.status).toMatchObject({
        state: "success",
        description: "No migrations in this pull request",
      });
      expect(empty.comment).not.toContain("name text");
    });
  });

  test("an index that blocks writes is blocked, with a suggestion on its line", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Index",
        files: {
          "db/migrations/002_index.sql": "CREATE INDEX users_email_idx ON users (email);\n",
        },
      });
      const outcome = await judge(github, number);
      expect(codes(outcome)).toEqual(["unsafe-operation"]);
      const [inline] = github.reviewComments(number);
      expect(inline?.body).toContain(
        "```suggestion\nCREATE INDEX CONCURRENTLY users_email_idx ON users (email);\n```",
      );
      await github.push(number, { "README.md": "# more\n" });
      await judge(github, number);
      expect(github.reviewComments(number)).toHaveLength(1);
    });
  });

  test("fail-job fails the job on a block, and only then", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      expect((await judge(github, number)).run.exitCode).toBe(0);
      const failing = await judge(github, number, undefined, { inputs: { "fail-job": "true" } });
      expect(failing.run.exitCode).toBe(1);
      expect(failing.run.outputs).toMatchObject({ verdict: "blocked", phase: "contract" });
    });
  });
});

describe("what goes wrong on the platform", () => {
  test("a fork's read-only token: the job fails and says why, and the summary holds the report", async () => {
    await withGitHub({}, async (github) => {
      const token = github.createToken({ permissions: readOnlyPermissions });
      const number = await github.openPullRequest({
        title: "Rename",
        fromFork: "visitor",
        files: renamed,
      });
      const outcome = await judge(
        github,
        number,
        { name: "pull_request", number, action: "opened" },
        { token },
      );
      expect(outcome.run.exitCode).toBe(1);
      expect(outcome.run.stdout).toMatch(/statuses: write/);
      expect(outcome.run.summary).toContain("full_name");
      expect(outcome.status).toBeNull();
    });
  });

  test("a fork with pull_request_target is judged like any other", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Rename",
        fromFork: "visitor",
        files: renamed,
      });
      expect((await judge(github, number)).status?.state).toBe("failure");
    });
  });

  test("without the permission to read deployments the status is an error that names it", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      const contract = await openContract(github, expand.number);
      const { deployments: _without, ...permissions } = workflowPermissions;
      const token = github.createToken({ permissions });
      const outcome = await judge(github, contract, undefined, { token });
      expect(outcome.status?.state).toBe("error");
      expect(outcome.status?.description).toContain("deployments");
      expect(outcome.run.exitCode).toBe(1);
    });
  });

  test("without the permission to comment the status is set all the same", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      const token = github.createToken({
        permissions: { ...workflowPermissions, "pull-requests": "read" } as never,
      });
      const outcome = await judge(github, number, undefined, { token });
      expect(outcome.status?.state).toBe("failure");
      expect(outcome.run.stdout).toContain("pull-requests: write");
    });
  });

  test("a comment that a person deleted is written again", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      await judge(github, number);
      github.deleteComment(github.comments(number)[0]?.id ?? 0);
      const again = await judge(github, number);
      expect(again.comment).toContain("full_name");
      expect(again.status?.state).toBe("failure");
    });
  });

  test("somebody else's comment with our marker is left alone", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      const id = github.comment(number, "<!-- expand-contract -->\nmine", { author: "visitor" });
      await judge(github, number);
      expect(github.comments(number).find((comment) => comment.id === id)?.body).toContain("mine");
      expect(github.comments(number)).toHaveLength(2);
    });
  });

  test("a force push between reading and writing: the old head's judgement is dropped", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      let pushed = false;
      github.beforeRequest(async ({ path }) => {
        if (pushed || !path.includes("/git/trees/")) return;
        pushed = true;
        await github.forcePush(number, addDisplayName);
      });
      const outcome = await judge(github, number);
      github.beforeRequest(null);
      expect(pushed).toBe(true);
      expect(outcome.comment).toBeNull();
      expect(outcome.status).toBeNull();
      expect(outcome.run.exitCode).toBe(0);
      expect((await judge(github, number)).status?.state).toBe("success");
    });
  });

  test("the primary rate limit: an error that says until when, and no status that passes", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      github.setRequestsLeft(0);
      const outcome = await judge(github, number);
      expect(outcome.run.exitCode).toBe(1);
      expect(outcome.run.stdout).toMatch(/rate limit/i);
      expect(outcome.status?.state ?? "none").not.toBe("success");
    });
  });

  test("a secondary limit is waited out", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      github.faultOnce({ route: /git\/trees/, ...answers.secondaryRateLimit(1) });
      const outcome = await judge(github, number);
      expect(outcome.status?.state).toBe("failure");
      expect(github.faultsLeft()).toEqual([]);
    });
  });

  test("a server error in the middle is tried again", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      github.faultOnce({ route: /\/compare\//, status: 502 });
      expect((await judge(github, number)).status?.state).toBe("failure");
    });
  });

  test("a deleted head branch changes nothing: its commits are still there", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      await github.deleteHeadBranch(number);
      const outcome = await judge(github, number);
      expect(outcome.status?.state ?? "none").not.toBe("success");
    });
  });
});

describe("the configuration is the base branch's", () => {
  test("broken on base: the status is an error that names file and line", async () => {
    const files = { ...shop, ".github/expand-contract.yml": "enviroments: [production]\n" };
    await withGitHub({ files }, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      const outcome = await judge(github, number);
      expect(outcome.status?.state).toBe("error");
      expect(outcome.run.exitCode).toBe(1);
      expect(outcome.run.stdout).toContain(
        ".github/expand-contract.yml:1: `enviroments`: unknown key",
      );
    });
  });

  test("a pull request cannot loosen its own gate", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Rename",
        files: {
          ...renamed,
          ".github/expand-contract.yml": "rules:\n  rename-column: off\nignore: ['**']\n",
        },
      });
      expect((await judge(github, number)).status?.state).toBe("failure");
    });
  });

  test("a rule that the base branch switched off holds nothing up", async () => {
    const files = { ...shop, ".github/expand-contract.yml": "rules:\n  rename-column: off\n" };
    await withGitHub({ files }, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      expect((await judge(github, number)).status?.state).toBe("success");
    });
  });
});
