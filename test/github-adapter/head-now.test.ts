import { describe, expect, test } from "vitest";

import { writeStatus } from "../../src/github/commit-status.ts";
import { readHeadNow } from "../../src/github/head-now.ts";
import { askGitHub, repository } from "./asked-github.ts";

const asked = {
  statusContext: "expand-contract",
  commentMarker: "<!-- expand-contract -->",
  headBranch: "change-1",
  openInto: null,
};

describe("the head of a pull request now", () => {
  test("is told with its status, in one request", () =>
    askGitHub(async ({ github, client, count }) => {
      const number = await github.openPullRequest({ title: "Any", files: { a: "a" } });
      const { headSha } = github.pullRequest(number);
      const known = { state: "pending", description: "Waiting", targetUrl: null } as const;
      const status = { ...known, context: "expand-contract" };
      await writeStatus(client, repository, headSha, status, null);
      let now: unknown;
      const requests = await count(async () => {
        now = await readHeadNow(client, repository, number, asked);
      });
      expect(now).toEqual({ headSha, status: known, comment: null, sharing: [], open: [] });
      expect(requests).toBe(1);
    }));

  test("of a pull request that does not exist is null", () =>
    askGitHub(async ({ client }) => {
      expect(await readHeadNow(client, repository, 99, asked)).toBeNull();
    }));

  test("names the other open pull requests that have it, whatever they merge into", () =>
    askGitHub(async ({ github, client }) => {
      await github.branch("staging", "main");
      const number = await github.openPullRequest({ title: "To main", files: { a: "a" } });
      const head = github.pullRequest(number).headBranch;
      const other = await github.openPullRequest({ title: "Other", head, base: "staging" });
      const closed = await github.openPullRequest({ title: "Closed", head, base: "staging" });
      github.closePullRequest(closed);
      const now = await readHeadNow(client, repository, number, { ...asked, headBranch: null });
      expect(now?.sharing).toEqual([other]);
    }));

  test("on the default branch is found by its branch: GitHub associates it with no open one", () =>
    askGitHub(async ({ github, client }) => {
      await github.branch("staging", "main");
      await github.branch("release", "main");
      await github.commit("main", { a: "a" }, "On main");
      const staging = await github.openPullRequest({ title: "S", head: "main", base: "staging" });
      const release = await github.openPullRequest({ title: "R", head: "main", base: "release" });
      const now = await readHeadNow(client, repository, staging, { ...asked, headBranch: "main" });
      expect(now?.sharing).toEqual([release]);
    }));
});
