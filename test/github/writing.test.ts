import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFakeGitHub } from "./fake-github.ts";
import type { FakeGitHub } from "./fake-github.ts";
import { octokit, repository } from "./octokit.ts";

let github: FakeGitHub;
let head: string;

beforeEach(async () => {
  github = await startFakeGitHub({
    files: { "db/1.sql": "SELECT 1;\nSELECT 2;\nSELECT 3;\n" },
    limits: { statusesPerContext: 2 },
  });
  const number = await github.openPullRequest({
    title: "Change",
    files: { "db/2.sql": "DROP TABLE a;\nDROP TABLE b;\nDROP TABLE c;\n" },
  });
  head = github.pullRequest(number).headSha;
});

afterEach(async () => {
  expect(github.contractViolations).toEqual([]);
  expect(github.unknownRoutes).toEqual([]);
  await github.close();
});

describe("commit statuses", () => {
  const write = (
    sha: string,
    state: "success" | "pending",
    description = "Fine",
    context = "gate",
  ) =>
    octokit(github).rest.repos.createCommitStatus({
      ...repository,
      sha,
      state,
      description,
      context,
    });

  test("the last one of a context counts, and belongs to the token's account", async () => {
    await write(head, "pending");
    await write(head, "success");
    await write(head, "success", "Fine", "other");
    const { rest } = octokit(github);
    const { data } = await rest.repos.getCombinedStatusForRef({ ...repository, ref: head });
    const all = await rest.repos.listCommitStatusesForRef({ ...repository, ref: head });

    expect(data).toMatchObject({ state: "success", total_count: 2 });
    expect(all.data.map(({ context, state }) => [context, state])).toEqual([
      ["other", "success"],
      ["gate", "success"],
      ["gate", "pending"],
    ]);
    expect(all.data[0]?.creator).toMatchObject({ login: "github-actions[bot]", type: "Bot" });
    expect(github.statuses(head, "gate").map(({ state }) => state)).toEqual(["pending", "success"]);
  });

  test("are pending where there is none", async () => {
    const { data } = await octokit(github).rest.repos.getCombinedStatusForRef({
      ...repository,
      ref: head,
    });
    expect(data).toMatchObject({ state: "pending", total_count: 0 });
  });

  test("are refused when too long, too many, or for no commit", async () => {
    await write(head, "pending", "ä".repeat(140));
    await write(head, "pending");

    await expect(write(head, "pending")).rejects.toThrow(/maximum number of statuses/);
    await expect(write(head, "pending", "a".repeat(141), "other")).rejects.toThrow(
      /description is too long/,
    );
    await expect(write("1".repeat(40), "pending")).rejects.toThrow(/No commit found for SHA/);
  });
});

describe("comments", () => {
  const create = (body: string) =>
    octokit(github).rest.issues.createComment({ ...repository, issue_number: 1, body });

  test("are made, changed, listed and deleted", async () => {
    const { rest } = octokit(github);
    github.comment(1, "By a person", { author: "mona" });
    const { data } = await create("First");
    await rest.issues.updateComment({ ...repository, comment_id: data.id, body: "Second" });
    const listed = await rest.issues.listComments({ ...repository, issue_number: 1 });

    expect(listed.data.map(({ user, body }) => [user?.login, body])).toEqual([
      ["mona", "By a person"],
      ["github-actions[bot]", "Second"],
    ]);
    expect(data.html_url).toBe(`https://github.com/acme/shop/pull/1#issuecomment-${data.id}`);

    await rest.issues.deleteComment({ ...repository, comment_id: data.id });
    expect(github.comments(1)).toHaveLength(1);
  });

  test("are gone after a person deleted them", async () => {
    const { data } = await create("First");
    github.deleteComment(data.id);

    await expect(
      octokit(github).rest.issues.updateComment({
        ...repository,
        comment_id: data.id,
        body: "Second",
      }),
    ).rejects.toMatchObject({ status: 404 });
  });

  test("are refused when too long, blank, or on a locked conversation", async () => {
    await create("ä".repeat(65_536));
    await expect(create("a".repeat(65_537))).rejects.toThrow(/Body is too long/);
    await expect(create(" \n")).rejects.toMatchObject({ status: 422 });

    await github.editPullRequest(1, { locked: true });
    await expect(create("Hello")).rejects.toMatchObject({ status: 403 });
  });
});

describe("reviews", () => {
  const review = (line: number, path = "db/2.sql") =>
    octokit(github).rest.pulls.createReview({
      ...repository,
      pull_number: 1,
      commit_id: head,
      event: "COMMENT",
      body: "Look",
      comments: [{ path, line, side: "RIGHT", body: "Here" }],
    });
  const lines = async () => {
    const { data } = await octokit(github).rest.pulls.listReviewComments({
      ...repository,
      pull_number: 1,
    });
    return data.map(({ path, line, original_line }) => [path, line, original_line]);
  };

  test("comment on lines of the diff only", async () => {
    await review(2);
    expect(await lines()).toEqual([["db/2.sql", 2, 2]]);

    await expect(review(4)).rejects.toThrow(/Line could not be resolved/);
    await expect(review(1, "db/1.sql")).rejects.toThrow(/Path could not be resolved/);
    expect(github.reviews(1)).toHaveLength(1);
  });

  test("comments move with their line, and are outdated when it changes", async () => {
    await review(2);
    await github.push(1, { "db/2.sql": "-- new\nDROP TABLE a;\nDROP TABLE b;\nDROP TABLE c;\n" });
    expect(await lines()).toEqual([["db/2.sql", 3, 2]]);

    await github.push(1, { "db/2.sql": "-- new\nDROP TABLE a;\nDROP TABLE bb;\nDROP TABLE c;\n" });
    expect(await lines()).toEqual([["db/2.sql", null, 2]]);
  });

  test("single comments are refused outside of the diff", async () => {
    const single = (line: number) =>
      octokit(github).rest.pulls.createReviewComment({
        ...repository,
        pull_number: 1,
        commit_id: head,
        path: "db/2.sql",
        line,
        body: "Here",
      });

    expect((await single(1)).data).toMatchObject({ path: "db/2.sql", line: 1 });
    await expect(single(9)).rejects.toThrow(/line must be part of the diff/);
  });
});
