import { describe, expect, test } from "vitest";

import { writeComment } from "../../src/github/comment.ts";
import { writeStatus } from "../../src/github/commit-status.ts";
import { writeReview } from "../../src/github/review.ts";
import type { ReviewComment } from "../../src/github/review.ts";
import { readOnlyPermissions } from "../github/fake-github.ts";
import { askGitHub, repository } from "./asked-github.ts";

const status = {
  context: "expand-contract",
  state: "failure",
  description: "Drops users.full_name",
  targetUrl: "https://example.com/1",
} as const;

describe("the status", () => {
  test("is written once, and again only when it differs", () =>
    askGitHub(async ({ github, client, count }) => {
      const sha = await github.tip();
      expect(await writeStatus(client, repository, sha, status, null)).toBe(true);
      expect(await count(() => writeStatus(client, repository, sha, status, status))).toBe(0);
      const changes = [
        { ...status, state: "success" as const },
        { ...status, description: "Other" },
        { ...status, targetUrl: null },
      ];
      for (const change of changes)
        expect(await writeStatus(client, repository, sha, change, status)).toBe(true);
      expect(
        github
          .statuses(sha)
          .map(({ state, description, targetUrl }) => [state, description, targetUrl]),
      ).toEqual([
        ["failure", "Drops users.full_name", "https://example.com/1"],
        ["success", "Drops users.full_name", "https://example.com/1"],
        ["failure", "Other", "https://example.com/1"],
        ["failure", "Drops users.full_name", null],
      ]);
    }));

  test("keeps within 140 characters, and is then known as it was cut", () =>
    askGitHub(async ({ github, client, count }) => {
      const sha = await github.tip();
      const long = { ...status, description: "ü".repeat(150) };
      await writeStatus(client, repository, sha, long, null);
      const written = github.statuses(sha)[0]?.description ?? "";
      expect(written).toBe(`${"ü".repeat(139)}…`);
      const known = { ...status, description: written };
      expect(await count(() => writeStatus(client, repository, sha, long, known))).toBe(0);
    }));

  test("that a read-only token cannot write says what to grant", () =>
    askGitHub(async ({ github, clientOf }) => {
      const client = clientOf(github.createToken({ permissions: readOnlyPermissions }));
      await expect(
        writeStatus(client, repository, await github.tip(), status, null),
      ).rejects.toThrow("the token lacks `statuses: write`.");
    }));
});

describe("the comment", () => {
  test("is created, left alone, updated, and created again where it was deleted", () =>
    askGitHub(async ({ github, client, count }) => {
      const number = await github.openPullRequest({ title: "Any", files: { a: "a" } });
      const created = await writeComment(client, repository, number, "one", null);
      expect(created).toEqual({
        id: expect.stringMatching(/^\d+$/),
        url: `https://github.com/acme/shop/pull/${number}#issuecomment-${created.id}`,
        written: "created",
      });
      const known = { id: created.id, url: created.url, body: "one" };
      expect(await count(() => writeComment(client, repository, number, "one\n", known))).toBe(0);
      expect(await writeComment(client, repository, number, "two", known)).toEqual({
        ...created,
        written: "updated",
      });
      expect(github.comments(number).map(({ body }) => body)).toEqual(["two"]);
      github.deleteComment(Number(created.id));
      expect(await writeComment(client, repository, number, "three", known)).toMatchObject({
        written: "created",
      });
      expect(github.comments(number).map(({ body }) => body)).toEqual(["three"]);
    }));

  test("that is too long says so", () =>
    askGitHub(async ({ github, client }) => {
      const number = await github.openPullRequest({ title: "Any", files: { a: "a" } });
      await expect(
        writeComment(client, repository, number, "x".repeat(65_537), null),
      ).rejects.toThrow(
        /Could not comment on pull request #\d+ of `acme\/shop`: GitHub refused it \(422\): .*too long/,
      );
    }));
});

describe("the review", () => {
  const lines = Array.from({ length: 40 }, (_, line) => `line ${line + 1}`);
  const edited = lines.with(19, "changed").join("\n");
  const options = { files: { "1.sql": lines.join("\n") } };
  const on = (path: string, line: number, startLine: number | null = null): ReviewComment => ({
    path,
    line,
    startLine,
    body: `about ${path}:${line}`,
  });

  test("is one, with all comments, and none without", () =>
    askGitHub(async ({ github, client, count }) => {
      const number = await github.openPullRequest({ title: "Any", files: { "1.sql": edited } });
      const commit = github.pullRequest(number).headSha;
      const comments = [on("1.sql", 20), on("1.sql", 22, 18)];
      expect(
        await count(async () => {
          const written = await writeReview(client, repository, number, {
            commit,
            body: "Two",
            comments,
          });
          expect(written).toEqual({
            url: expect.stringContaining("#pullrequestreview-"),
            leftOut: [],
          });
        }),
      ).toBe(1);
      expect(github.reviews(number)).toMatchObject([{ state: "COMMENTED", body: "Two", commit }]);
      expect(
        github.reviewComments(number).map(({ line, startLine, side }) => [line, startLine, side]),
      ).toEqual([
        [20, null, "RIGHT"],
        [22, 18, "RIGHT"],
      ]);
      expect(
        await count(() =>
          writeReview(client, repository, number, { commit, body: "None", comments: [] }),
        ),
      ).toBe(0);
    }, options));

  test("leaves out the lines that are no part of the diff, and tells them", () =>
    askGitHub(async ({ github, client, count }) => {
      const number = await github.openPullRequest({ title: "Any", files: { "1.sql": edited } });
      const commit = github.pullRequest(number).headSha;
      const outside = [on("1.sql", 1), on("2.sql", 1), on("1.sql", 20, 2)];
      const comments = [...outside.slice(0, 2), on("1.sql", 20), ...outside.slice(2)];
      let written: unknown;
      expect(
        await count(async () => {
          written = await writeReview(client, repository, number, {
            commit,
            body: "Some",
            comments,
          });
        }),
      ).toBe(3);
      expect(written).toEqual({
        url: expect.stringContaining("#pullrequestreview-"),
        leftOut: outside,
      });
      expect(github.reviewComments(number).map(({ line }) => line)).toEqual([20]);
    }, options));

  test("writes nothing where no line is part of the diff", () =>
    askGitHub(async ({ github, client }) => {
      const number = await github.openPullRequest({ title: "Any", files: { "1.sql": edited } });
      const commit = github.pullRequest(number).headSha;
      const comments = [on("1.sql", 1)];
      expect(
        await writeReview(client, repository, number, { commit, body: "None", comments }),
      ).toEqual({
        url: null,
        leftOut: comments,
      });
      expect(github.reviews(number)).toEqual([]);
    }, options));
});
