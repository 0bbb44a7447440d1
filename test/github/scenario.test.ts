import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFakeGitHub } from "./fake-github.ts";
import type { FakeGitHub } from "./fake-github.ts";
import { octokit, repository } from "./octokit.ts";

let github: FakeGitHub;

beforeEach(async () => {
  github = await startFakeGitHub({ files: { "db/1.sql": "CREATE TABLE users ();\n" } });
});

afterEach(async () => {
  expect(github.contractViolations).toEqual([]);
  expect(github.unknownRoutes).toEqual([]);
  await github.close();
});

async function getPull(number: number) {
  const { data } = await octokit(github).rest.pulls.get({ ...repository, pull_number: number });
  return data;
}

async function open(files: Record<string, string | null> = { "db/2.sql": "SELECT 2;\n" }) {
  return github.openPullRequest({ title: "Add a column", body: "Why", files });
}

async function parents(sha: string): Promise<readonly string[]> {
  return (await github.git.readCommit(sha)).parents;
}

async function message(sha: string): Promise<string> {
  return (await github.git.readCommit(sha)).message;
}

describe("a merge", () => {
  test("by merge commit has both parents", async () => {
    const before = await github.tip();
    const number = await open();
    const { headSha } = github.pullRequest(number);
    const sha = await github.merge(number, "merge");

    expect(await github.tip()).toBe(sha);
    expect(await parents(sha)).toEqual([before, headSha]);
    expect(await message(sha)).toBe("Merge pull request #1 from acme/change-1\n\nAdd a column");
    expect(await getPull(number)).toMatchObject({
      state: "closed",
      merged: true,
      merge_commit_sha: sha,
      changed_files: 1,
    });
  });

  test("by squash makes one commit that does not contain the branch", async () => {
    const number = await open();
    await github.push(number, { "db/3.sql": "SELECT 3;\n" }, "Second");
    const { headSha } = github.pullRequest(number);
    const sha = await github.merge(number, "squash");

    expect(await parents(sha)).toHaveLength(1);
    expect(await github.git.isAncestor(headSha, sha)).toBe(false);
    expect(await message(sha)).toBe("Add a column (#1)\n\n* Add a column\n\n* Second");
    expect(await getPull(number)).toMatchObject({
      merge_commit_sha: sha,
      changed_files: 2,
      commits: 2,
    });
  });

  test("by rebase makes new commits, of which the last is told", async () => {
    const number = await open();
    await github.push(number, { "db/3.sql": "SELECT 3;\n" }, "Second");
    const { headSha } = github.pullRequest(number);
    await github.commit("main", { other: "x" }, "Other");
    const sha = await github.merge(number, "rebase");

    expect(sha).not.toBe(headSha);
    expect(await message(sha)).toBe("Second");
    expect(await github.git.listCommits("main~2", "main")).toHaveLength(2);
    expect((await getPull(number)).merge_commit_sha).toBe(sha);
  });

  test("is not possible with a conflict, and then there is no test merge", async () => {
    const number = await open({ "db/1.sql": "CREATE TABLE a ();\n" });
    await github.commit("main", { "db/1.sql": "CREATE TABLE b ();\n" }, "Other");

    await expect(github.merge(number)).rejects.toThrow("#1 conflicts with main");
    expect(await getPull(number)).toMatchObject({ mergeable: false, merge_commit_sha: null });
  });

  test("is tried before: the test merge is no commit of main", async () => {
    const number = await open();
    const { merge_commit_sha: tested } = await getPull(number);

    expect(await parents(tested ?? "")).toEqual([
      await github.tip(),
      github.pullRequest(number).headSha,
    ]);
  });
});

test("a revert is a pull request that undoes the files, and stays a descendant", async () => {
  const expand = await github.merge(await open(), "squash");
  const revert = await github.revert(1);

  expect(revert.number).toBe(2);
  expect(await message(revert.sha)).toBe('Revert "Add a column" (#2)\n\nReverts acme/shop#1');
  expect(await github.git.isAncestor(expand, revert.sha)).toBe(true);
  expect(await github.git.objects.find("main:db/2.sql")).toBeNull();
});

test.each(["merge", "rebase"] as const)("a %s can be reverted too", async (method) => {
  const number = await open();
  await github.push(number, { "db/3.sql": "SELECT 3;\n" });
  await github.merge(number, method);
  await github.revert(number);

  expect(await github.git.print("ls-tree", "-r", "--name-only", "main")).toBe("db/1.sql");
});

test("a pull request from a fork is reachable by its ref, also when the fork is gone", async () => {
  const number = await github.openPullRequest({
    title: "Fork",
    fromFork: "mallory",
    files: { a: "1" },
  });
  const { headSha } = github.pullRequest(number);
  const ref = await octokit(github).rest.git.getRef({ ...repository, ref: `pull/${number}/head` });

  expect(ref.data.object.sha).toBe(headSha);
  expect((await getPull(number)).head).toMatchObject({
    label: "mallory:change-1",
    repo: { full_name: "mallory/shop", fork: true },
  });
  github.deleteFork(number);
  expect(await getPull(number)).toMatchObject({
    state: "open",
    head: { repo: null, sha: headSha },
  });
});

test("deleting the branch of a merged pull request moves the ones that were based on it", async () => {
  const first = await open();
  const second = await github.openPullRequest({
    title: "Second",
    base: "change-1",
    files: { b: "1" },
  });
  await github.merge(first, "merge");
  await github.deleteHeadBranch(first);

  expect(await getPull(second)).toMatchObject({ state: "open", base: { ref: "main" } });
});

test("deleting the branch of an open pull request closes it", async () => {
  await github.deleteHeadBranch(await open());
  expect(await getPull(1)).toMatchObject({ state: "closed", merged: false });
});

test("the base commit of a pull request is the one of its last push", async () => {
  const before = await github.tip();
  const number = await open();
  const after = await github.commit("main", { other: "x" }, "Other");
  expect((await getPull(number)).base.sha).toBe(before);

  await github.push(number, { "db/3.sql": "SELECT 3;\n" });
  expect((await getPull(number)).base.sha).toBe(after);
});

test("a force push replaces the commits", async () => {
  const number = await open();
  const { headSha } = github.pullRequest(number);
  const forced = await github.forcePush(number, { "db/9.sql": "SELECT 9;\n" });
  const { data } = await octokit(github).rest.pulls.listFiles({
    ...repository,
    pull_number: number,
  });

  expect(await github.git.isAncestor(headSha, forced)).toBe(false);
  expect(data.map((file) => file.filename)).toEqual(["db/9.sql"]);
});

test("a commit is found with the pull requests that brought it", async () => {
  const number = await open();
  const { headSha } = github.pullRequest(number);
  const pullsOf = async (sha: string) => {
    const { data } = await octokit(github).rest.repos.listPullRequestsAssociatedWithCommit({
      ...repository,
      commit_sha: sha,
    });
    return data.map((pull) => pull.number);
  };

  expect(await pullsOf(headSha)).toEqual([number]);
  expect(await pullsOf(await github.tip())).toEqual([]);
  expect(await pullsOf(await github.merge(number, "squash"))).toEqual([number]);
});

test("a merge group holds its pull requests one on another, and lands", async () => {
  const first = await open();
  const second = await open({ "db/3.sql": "SELECT 3;\n" });
  const before = await github.tip();
  const group = await github.createMergeGroup([first, second]);

  expect(group.headRef).toBe(`refs/heads/gh-readonly-queue/main/pr-2-${before}`);
  expect(await github.git.listCommits(before, group.headSha)).toHaveLength(4);
  expect(await github.tip()).toBe(before);

  await github.landMergeGroup(group);
  expect(await github.tip()).toBe(group.headSha);
  expect((await getPull(first)).merge_commit_sha).toBe(group.entries[0]?.sha);
  expect((await getPull(second)).merged).toBe(true);
});

test("the same story gives the same commits", async () => {
  const other = await startFakeGitHub({ files: { "db/1.sql": "CREATE TABLE users ();\n" } });
  const numbers = [
    await open(),
    await other.openPullRequest({
      title: "Add a column",
      body: "Why",
      files: { "db/2.sql": "SELECT 2;\n" },
    }),
  ];

  expect(await github.merge(numbers[0] ?? 0)).toBe(await other.merge(numbers[1] ?? 0));
  await other.close();
});
