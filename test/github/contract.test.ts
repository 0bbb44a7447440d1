import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFakeGitHub } from "./fake-github.ts";
import type { FakeGitHub } from "./fake-github.ts";
import type { EventRequest, PullRequestAction } from "./events.ts";
import { checkResponse, checkWebhook } from "./http/contract.ts";
import { octokit, repository } from "./octokit.ts";

let github: FakeGitHub;

beforeEach(async () => {
  github = await startFakeGitHub();
  await github.openPullRequest({
    title: "Change",
    labels: ["database"],
    files: { "db/1.sql": "SELECT 1;\n" },
  });
});

afterEach(async () => {
  await github.close();
});

test("an unknown route fails and is recorded", async () => {
  await expect(octokit(github).rest.repos.listReleases(repository)).rejects.toMatchObject({
    status: 501,
  });
  expect(github.unknownRoutes).toEqual(["GET /repos/acme/shop/releases"]);
});

test.each([
  [
    "GET /repos/{owner}/{repo}/pulls/{pull_number}",
    { pull_number: 1, whatever: 1 },
    /query parameter whatever/,
  ],
  [
    "GET /repos/{owner}/{repo}/pulls",
    { state: "merged" },
    /query parameter state must be equal to one of/,
  ],
  [
    "POST /repos/{owner}/{repo}/statuses/{sha}",
    { sha: "1", state: "neutral" },
    /body\/state must be equal to one of/,
  ],
  [
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { issue_number: 1 },
    /body must be object|required property 'body'/,
  ],
  [
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { issue_number: 1, body: "a", marker: "b" },
    /body\/marker is not one of/,
  ],
])("%s with %j is against the description", async (route, parameters, message) => {
  await expect(octokit(github).request(route, { ...repository, ...parameters })).rejects.toThrow(
    message,
  );
  expect(github.contractViolations).toHaveLength(1);
});

test("an answer against the description is told", () => {
  const operation = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
  expect(checkResponse(operation, 200, { sha: "1", tree: [], truncated: false })).toEqual([]);
  expect(checkResponse(operation, 200, { sha: "1", tree: "none" })).toEqual([
    expect.stringContaining("required property 'truncated'"),
    expect.stringContaining("answer 200/tree must be array"),
  ]);
  expect(checkResponse(operation, 204, null)).toEqual(["answer 204 is not in the description"]);
});

describe("events", () => {
  const actions: readonly PullRequestAction[] = [
    "opened",
    "synchronize",
    "edited",
    "reopened",
    "ready_for_review",
    "labeled",
    "closed",
  ];

  test.each(actions)("pull_request %s comes with the test merge", async (action) => {
    const event = await github.event({ name: "pull_request", number: 1, action });
    expect(event).toMatchObject({
      name: "pull_request",
      ref: "refs/pull/1/merge",
      payload: {
        action,
        number: 1,
        pull_request: { head: { sha: github.pullRequest(1).headSha } },
      },
    });
    expect(event.sha).not.toBe(await github.tip());
  });

  test("pull_request does not run with a conflict, pull_request_target does", async () => {
    await github.commit("main", { "db/1.sql": "SELECT 2;\n" }, "Other");
    await expect(github.event({ name: "pull_request", number: 1 })).rejects.toThrow(/conflict/);
    expect(await github.event({ name: "pull_request_target", number: 1 })).toMatchObject({
      ref: "refs/heads/main",
      sha: await github.tip(),
    });
  });

  test("merge_group names its head and base", async () => {
    const group = await github.createMergeGroup([1]);
    expect(await github.event({ name: "merge_group", group })).toMatchObject({
      sha: group.headSha,
      ref: group.headRef,
      payload: {
        action: "checks_requested",
        merge_group: {
          head_sha: group.headSha,
          base_sha: group.baseSha,
          base_ref: "refs/heads/main",
        },
      },
    });
  });

  test("deployment_status is about the deployed commit, and never comes for inactive", async () => {
    await github.branch("release", "main");
    await github.commit("main", { other: "x" }, "Other");
    const deployment = await github.deploy("production", "release");
    expect(await github.event({ name: "deployment_status", deployment })).toMatchObject({
      sha: await github.tip("release"),
      ref: "refs/heads/release",
      payload: {
        deployment_status: { state: "success" },
        deployment: { environment: "production" },
      },
    });

    github.addDeploymentStatus(deployment, "inactive");
    await expect(github.event({ name: "deployment_status", deployment })).rejects.toThrow(
      /inactive/,
    );
  });

  test.each<EventRequest>([
    { name: "workflow_run", workflow: "Deploy", conclusion: "failure" },
    { name: "schedule" },
    { name: "workflow_dispatch", inputs: { number: "1" } },
  ])("$name runs on the default branch", async (request) => {
    expect(await github.event(request)).toMatchObject({
      name: request.name,
      sha: await github.tip(),
      ref: "refs/heads/main",
      payload: { repository: { full_name: "acme/shop" } },
    });
  });

  test("are held to GitHub's description", () => {
    expect(checkWebhook("merge-group-checks-requested", { action: "checks_requested" })).toEqual([
      expect.stringContaining("required property 'merge_group'"),
    ]);
  });
});
