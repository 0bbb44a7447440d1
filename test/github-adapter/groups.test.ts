import { describe, expect, test } from "vitest";

import { answers } from "../github/http/faults.ts";
import { readStatus, writeStatus } from "../../src/github/commit-status.ts";
import { readMergeGroup } from "../../src/github/merge-group.ts";
import { readOpenPullRequests } from "../../src/github/open-pull-requests.ts";
import { askGitHub, repository } from "./asked-github.ts";

const status = {
  context: "expand-contract",
  state: "pending",
  description: "Waiting",
  targetUrl: "https://example.com/1",
} as const;
const { context, ...known } = status;

test("open pull requests come with our status, one request per hundred", () =>
  askGitHub(async ({ github, client, count }) => {
    const merged = await github.openPullRequest({ title: "Merged", files: { m: "m" } });
    await github.merge(merged);
    const numbers: number[] = [];
    for (let number = 0; number < 101; number += 1)
      numbers.push(await github.openPullRequest({ title: "Open", files: { [`f${number}`]: "x" } }));
    const [first = 0] = numbers;
    await writeStatus(client, repository, github.pullRequest(first).headSha, status, null);
    const asked = { statusContext: context, path: "f1" };
    let open: unknown;
    let branch: unknown;
    expect(
      await count(
        async () => ({ open, branch } = await readOpenPullRequests(client, repository, asked)),
      ),
    ).toBe(2);
    expect(open).toEqual(
      numbers.map((number) => ({
        number,
        headSha: github.pullRequest(number).headSha,
        baseBranch: "main",
        status: number === first ? known : null,
      })),
    );
    expect(branch).toEqual({ name: "main", tip: await github.tip(), file: null });
  }));

describe("a merge group", () => {
  test.each(["merge", "squash", "rebase"] as const)(
    "made by %s holds its pull requests",
    (method) =>
      askGitHub(async ({ github, client, count }) => {
        const before = await github.openPullRequest({ title: "Long ago", files: { a: "a" } });
        await github.merge(before, "squash");
        const one = await github.openPullRequest({
          title: "Expand",
          body: "adds",
          files: { b: "b" },
          message: `Continue after (#${before})`,
        });
        const two = await github.openPullRequest({
          title: "Contract",
          body: `Expand-PR: #${one}`,
          files: { c: "c" },
        });
        const group = await github.createMergeGroup([one, two], method);
        const url = "https://github.com/acme/shop/pull";
        const contract = {
          number: two,
          title: "Contract",
          body: `Expand-PR: #${one}`,
          url: `${url}/${two}`,
        };
        let members: unknown;
        expect(
          await count(async () => (members = await readMergeGroup(client, repository, group))),
          // A rebased commit names nobody, and no branch holds it: the queue does.
        ).toBe(method === "rebase" ? 3 : 2);
        expect(members).toEqual([
          { number: one, title: "Expand", body: "adds", url: `${url}/${one}` },
          contract,
        ]);
      }),
  );

  test("of rebased commits has at least its last one where the queue may not be read", () =>
    askGitHub(async ({ github, client }) => {
      const one = await github.openPullRequest({ title: "Expand", files: { b: "b" } });
      const two = await github.openPullRequest({ title: "Contract", files: { c: "c" } });
      const group = await github.createMergeGroup([one, two], "rebase");
      github.faultOnce({
        route: "graphql mergeQueue(",
        ...answers.graphqlError("Resource not accessible by integration", "FORBIDDEN"),
      });
      const members = await readMergeGroup(client, repository, group);
      expect(members.map(({ number }) => number)).toEqual([two]);
      expect(github.faultsLeft()).toEqual([]);
    }));

  test("leaves out what waits in the queue behind it", () =>
    askGitHub(async ({ github, client }) => {
      const one = await github.openPullRequest({ title: "Expand", files: { b: "b" } });
      const two = await github.openPullRequest({ title: "Contract", files: { c: "c" } });
      const group = await github.createMergeGroup([one], "rebase");
      await github.createMergeGroup([two], "rebase");
      const members = await readMergeGroup(client, repository, group);
      expect(members.map(({ number }) => number)).toEqual([one]);
    }));

  test("whose pull request is closed is an error", () =>
    askGitHub(async ({ github, client }) => {
      const one = await github.openPullRequest({ title: "Expand", files: { b: "b" } });
      const group = await github.createMergeGroup([one], "squash");
      github.closePullRequest(one);
      await expect(readMergeGroup(client, repository, group)).rejects.toThrow(
        "none of its commits leads to an open pull request",
      );
    }));
});

test("the status of a commit is read without a pull request", () =>
  askGitHub(async ({ github, client }) => {
    const sha = await github.tip();
    expect(await readStatus(client, repository, sha, context)).toBeNull();
    await writeStatus(client, repository, sha, status, null);
    expect(await readStatus(client, repository, sha, context)).toEqual(known);
    expect(await readStatus(client, repository, sha, "other")).toBeNull();
  }));
