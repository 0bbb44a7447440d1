import { describe, expect, test } from "vitest";

import { readFilesBetween } from "../../src/github/files-between.ts";
import { readPullRequest } from "../../src/github/pull-request.ts";
import type { PullRequestFacts } from "../../src/model/pull-request.ts";
import { answers } from "../github/fake-github.ts";
import { askGitHub, marks, repository } from "./asked-github.ts";
import type { AskedGitHub } from "./asked-github.ts";

const bot = { author: "github-actions[bot]" };

async function read({ client }: AskedGitHub, number: number): Promise<PullRequestFacts> {
  const facts = await readPullRequest(client, repository, number, marks);
  if (facts === null) throw new Error(`There is no #${number}.`);
  return facts;
}

describe("a pull request", () => {
  test("comes with all its facts, in one request", () =>
    askGitHub(
      async (asked) => {
        const { github, count } = asked;
        const number = await github.openPullRequest({
          title: "Drop `full_name`",
          body: "Expand-PR: #1",
          head: "drop",
          files: { "db/2.sql": "alter table users drop full_name;", "db/1.sql": null },
        });
        const { createdAt } = github.pullRequest(number);
        github.comment(number, "Looks good to me", { author: "rhea" });
        const asks = github.comment(number, "/expand-contract recheck", { author: "rhea" });
        github.label(number, "schema", { by: "rhea" });
        github.review(number, { author: "rhea", state: "APPROVED" });
        await github.commit("main", { "README.md": "moved on" }, "Later");
        let facts: PullRequestFacts | null = null;
        expect(await count(async () => (facts = await read(asked, number)))).toBe(1);
        expect(facts).toEqual({
          number,
          title: "Drop `full_name`",
          body: "Expand-PR: #1",
          url: `https://github.com/acme/shop/pull/${number}`,
          state: "open",
          isDraft: false,
          baseBranch: "main",
          baseSha: await github.tip("main"),
          headSha: await github.tip("drop"),
          headBranch: "drop",
          configurationText: "environments: [production]\n",
          changedFiles: {
            complete: true,
            files: [
              { path: "db/1.sql", change: "deleted" },
              { path: "db/2.sql", change: "added" },
            ],
          },
          status: null,
          comment: null,
          doubles: [],
          reviewComments: [],
          createdAt,
          author: "mona",
          comments: [
            {
              id: String(asks),
              url: `https://github.com/acme/shop/pull/${number}#issuecomment-${asks}`,
              author: "rhea",
              body: "/expand-contract recheck",
              at: expect.any(String) as string,
              editedBy: null,
            },
          ],
          labels: [{ name: "schema", by: "rhea", at: expect.any(String) as string }],
          approvals: [{ author: "rhea", at: expect.any(String) as string }],
        });
      },
      {
        files: {
          ".github/expand-contract.yml": "environments: [production]\n",
          "db/1.sql": "select 1;",
        },
      },
    ));

  test("that does not exist is null", () =>
    askGitHub(async ({ client }) => {
      expect(await readPullRequest(client, repository, 99, marks)).toBeNull();
    }));

  test("has the configuration of its base branch, not of its head or the default branch", () =>
    askGitHub(async (asked) => {
      const { github } = asked;
      await github.branch("release", "main");
      await github.commit(
        "release",
        { [marks.configurationPath]: "ignore: [release]\n" },
        "Configure",
      );
      await github.commit("main", { [marks.configurationPath]: "ignore: [main]\n" }, "Configure");
      const files = { [marks.configurationPath]: "ignore: [everything]\n" };
      const number = await github.openPullRequest({ title: "Loosen", base: "release", files });
      expect((await read(asked, number)).configurationText).toBe("ignore: [release]\n");
    }));

  test("whose base has a link in place of the configuration is refused", () =>
    askGitHub(
      async (asked) => {
        const number = await asked.github.openPullRequest({ title: "Any", files: { a: "a" } });
        await expect(read(asked, number)).rejects.toThrow(
          "Could not read `.github/expand-contract.yml` on `main`: it is not a text file of its own",
        );
      },
      { files: { [marks.configurationPath]: { symlink: "../other.yml" } } },
    ));

  test("keeps its facts where the fork and its branch are gone", () =>
    askGitHub(async (asked) => {
      const { github } = asked;
      const number = await github.openPullRequest({
        title: "Fork",
        fromFork: "ada",
        files: { a: "a" },
      });
      expect((await read(asked, number)).headBranch).toBe(`change-${number}`);
      github.deleteFork(number);
      const facts = await read(asked, number);
      expect([facts.headBranch, facts.headSha]).toEqual([null, github.pullRequest(number).headSha]);
    }));

  test("is told as merged, with the head that was merged", () =>
    askGitHub(async (asked) => {
      const { github } = asked;
      const number = await github.openPullRequest({
        title: "Merged",
        files: { a: "a" },
        draft: true,
      });
      expect(await read(asked, number)).toMatchObject({ isDraft: true, state: "open" });
      await github.merge(number, "squash");
      expect(await read(asked, number)).toMatchObject({ state: "merged" });
    }));

  test("tells our status of its head, and none of an older commit", () =>
    askGitHub(async (asked) => {
      const { github, client } = asked;
      const number = await github.openPullRequest({ title: "Any", files: { a: "a" } });
      await client.rest.repos.createCommitStatus({
        owner: "acme",
        repo: "shop",
        sha: github.pullRequest(number).headSha,
        context: marks.statusContext,
        state: "pending",
        description: "Waiting",
      });
      const { status } = await read(asked, number);
      expect(status).toEqual({ state: "pending", description: "Waiting", targetUrl: null });
      await github.push(number, { a: "b" });
      expect((await read(asked, number)).status).toBeNull();
    }));
});

describe("changed files", () => {
  test.each([
    [99, 1, true, 99],
    [200, 1, true, 200],
    [201, 2, true, 201],
    [400, 2, true, 400],
    [401, 2, true, 401],
    [3_000, 2, true, 3_000],
    [3_001, 1, false, 200],
  ])("%i files take %i requests", (total, requests, complete, listed) =>
    askGitHub(async (asked) => {
      const files = Object.fromEntries(
        Array.from({ length: total }, (_, file) => [`f${file}`, `${file}`]),
      );
      const number = await asked.github.openPullRequest({ title: "Many", files });
      let facts: PullRequestFacts | null = null;
      expect(await asked.count(async () => (facts = await read(asked, number)))).toBe(requests);
      expect(facts).toMatchObject({ changedFiles: { complete } });
      expect((await read(asked, number)).changedFiles.files).toHaveLength(listed);
    }),
  );

  test("are told as not whole where GitHub refuses the cursors in between", () =>
    askGitHub(async (asked) => {
      const files = Object.fromEntries(
        Array.from({ length: 401 }, (_, file) => [`f${file}`, `${file}`]),
      );
      const number = await asked.github.openPullRequest({ title: "Many", files });
      asked.github.faultOnce({
        route: "graphql FilesBetween",
        ...answers.graphqlError("`MTAw` does not appear to be a valid cursor."),
      });
      expect((await read(asked, number)).changedFiles.complete).toBe(false);
    }));

  test("are not asked for where a cursor holds no position", () =>
    askGitHub(async ({ client, count }) => {
      const operation = { action: "read files", permission: "pull-requests: read" };
      const read = (firstEnd: string | null) =>
        readFilesBetween(
          client,
          operation,
          { ...repository, number: 1 },
          { firstEnd, changedFiles: 500 },
        );
      const cursors = [null, "", "Y3Vyc29yOmI3YjE=", Buffer.from("v2:2100").toString("base64")];
      expect(await count(() => Promise.all(cursors.map(read)))).toBe(0);
    }));
});

describe("our comment", () => {
  test("is the newest with our marker and our name that nobody hid", () =>
    askGitHub(async (asked) => {
      const { github } = asked;
      const number = await github.openPullRequest({ title: "Any", files: { a: "a" } });
      const first = github.comment(number, `${marks.commentMarker} first`, bot);
      const own = github.comment(number, `${marks.commentMarker} second`, bot);
      const hidden = github.comment(number, `${marks.commentMarker} hidden`, bot);
      github.minimizeComment(hidden);
      github.comment(number, "another workflow's", bot);
      github.comment(number, `${marks.commentMarker} a forgery`, { author: "mallory" });
      github.comment(number, `> ${marks.commentMarker} a quote`, bot);
      const { comment, doubles } = await read(asked, number);
      expect(doubles).toEqual([String(first)]);
      expect(comment).toEqual({
        id: String(own),
        body: `${marks.commentMarker} second`,
        url: `https://github.com/acme/shop/pull/${number}#issuecomment-${own}`,
      });
    }));

  test("is found behind more than a hundred others", () =>
    askGitHub(async (asked) => {
      const { github, count } = asked;
      const number = await github.openPullRequest({ title: "Any", files: { a: "a" } });
      const own = github.comment(number, marks.commentMarker, bot);
      for (let other = 0; other < 250; other += 1) github.comment(number, `${other}`);
      let facts: PullRequestFacts | null = null;
      expect(await count(async () => (facts = await read(asked, number)))).toBe(3);
      expect(facts).toMatchObject({ comment: { id: String(own) } });
    }));
});

test("our review comments come with their lines; outdated ones with none", () =>
  askGitHub(async (asked) => {
    const { github, client, clientOf } = asked;
    const number = await github.openPullRequest({ title: "Any", files: { "1.sql": "one\ntwo\n" } });
    const review = (body: string) => ({
      owner: "acme",
      repo: "shop",
      pull_number: number,
      event: "COMMENT" as const,
      comments: [{ path: "1.sql", line: 2, side: "RIGHT", body }],
    });
    const own = `${marks.reviewMarker} this locks`;
    await client.rest.pulls.createReview(review(own));
    await clientOf(github.createToken({ login: "mallory" })).rest.pulls.createReview(review(own));
    await client.rest.pulls.createReview(review("another workflow's"));
    expect((await read(asked, number)).reviewComments).toEqual([
      { path: "1.sql", line: 2, body: own },
    ]);
    await github.push(number, { "1.sql": "something else\n" });
    expect((await read(asked, number)).reviewComments).toEqual([
      { path: "1.sql", line: null, body: own },
    ]);
  }));

test("a permission that is missing is named", () =>
  askGitHub(
    async (asked) => {
      const { github, clientOf } = asked;
      const number = await github.openPullRequest({ title: "Any", files: { a: "a" } });
      const client = clientOf(
        github.createToken({ permissions: { contents: "read", statuses: "write" } }),
      );
      await expect(readPullRequest(client, repository, number, marks)).rejects.toThrow(
        `Could not read pull request #${number} of \`acme/shop\`: the token lacks \`pull-requests: read\`.`,
      );
      const reader = clientOf(
        github.createToken({ permissions: { "pull-requests": "read", contents: "read" } }),
      );
      await expect(readPullRequest(reader, repository, number, marks)).rejects.toThrow(
        "the token lacks `statuses: read`.",
      );
    },
    { isPrivate: true },
  ));

test("a rate limit in GraphQL is told with its end", () =>
  askGitHub(async (asked) => {
    const number = await asked.github.openPullRequest({ title: "Any", files: { a: "a" } });
    asked.github.faultOnce({ route: "graphql PullRequest", ...answers.graphqlRateLimit() });
    await expect(read(asked, number)).rejects.toThrow(
      /requests are used up until .* UTC \(rate limit\)/,
    );
  }));
