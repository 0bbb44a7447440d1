import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFakeGitHub } from "./fake-github.ts";
import type { FakeGitHub } from "./fake-github.ts";
import { octokit } from "./octokit.ts";

let github: FakeGitHub;

beforeEach(async () => {
  github = await startFakeGitHub({
    files: {
      "db/1.sql": "SELECT 1;\n",
      "db/binary.sql": Buffer.from([1, 0, 2]),
      "db/large.sql": "-".repeat(600_000),
      ".github/expand-contract.yml": "rules: {}\n",
      link: { symlink: "db/1.sql" },
    },
  });
});

afterEach(async () => {
  await github.close();
});

async function query(selection: string, variables: Record<string, unknown> = {}, parameters = "") {
  return octokit(github).graphql<{ readonly repository: Record<string, unknown> }>(
    `query ${parameters} { repository(owner: "acme", name: "shop") { ${selection} } }`,
    variables,
  );
}

function nothingUnknown(): void {
  expect(github.contractViolations).toEqual([]);
  expect(github.unknownRoutes).toEqual([]);
}

describe("a query", () => {
  test("with a field that GitHub does not have is an error, and recorded", async () => {
    await expect(query("pullRequest(number: 1) { headline }")).rejects.toThrow(
      /Cannot query field "headline"/,
    );
    expect(github.contractViolations).toEqual([
      expect.stringContaining('Cannot query field "headline" on type "PullRequest"'),
    ]);
    expect(github.requests[0]?.status).toBe(200);
  });

  test("with a variable of the wrong type is one too", async () => {
    const wrong = query(
      "pullRequest(number: $number) { title }",
      { number: "one" },
      "($number: Int!)",
    );
    await expect(wrong).rejects.toThrow(/got invalid value "one"/);
    expect(github.contractViolations).toHaveLength(1);
  });

  test("for a field that is not modelled fails loudly", async () => {
    await expect(query("stargazerCount")).rejects.toMatchObject({ status: 501 });
    expect(github.unknownRoutes).toEqual(["graphql Repository.stargazerCount"]);
  });

  test("for too many nodes is refused", async () => {
    const nested =
      "pullRequests(first: 100) { nodes { comments(first: 100) { nodes { id } } reviews(first: 100) { nodes { comments(first: 100) { nodes { id } } } } } }";
    await expect(query(nested)).rejects.toMatchObject({
      errors: [{ type: "MAX_NODE_LIMIT_EXCEEDED" }],
    });
  });

  test.each([
    ["deployments { totalCount }", "MISSING_PAGINATION_BOUNDARIES"],
    ["deployments(first: 101) { totalCount }", "EXCESSIVE_PAGINATION"],
  ])("%s is refused", async (selection, type) => {
    await expect(query(selection)).rejects.toMatchObject({ errors: [{ type }] });
  });

  test("gives what exists beside an error for what does not", async () => {
    await github.openPullRequest({ title: "Change", files: { a: "1" } });
    await expect(
      query("there: pullRequest(number: 1) { title } gone: pullRequest(number: 99) { title }"),
    ).rejects.toMatchObject({
      data: { repository: { there: { title: "Change" }, gone: null } },
      errors: [{ type: "NOT_FOUND", path: ["repository", "gone"] }],
    });
    nothingUnknown();
  });
});

describe("objects", () => {
  test("are text, binary or cut", async () => {
    const blob = (path: string) =>
      `object(expression: "main:${path}") { ... on Blob { text isBinary isTruncated byteSize } }`;
    const { repository } = await query(
      `small: ${blob("db/1.sql")} binary: ${blob("db/binary.sql")} large: ${blob("db/large.sql")} gone: ${blob("gone")}`,
    );

    expect(repository).toMatchObject({
      small: { text: "SELECT 1;\n", isBinary: false, isTruncated: false, byteSize: 10 },
      binary: { text: null, isBinary: true, isTruncated: false, byteSize: 3 },
      large: { text: "-".repeat(512_000), isTruncated: true, byteSize: 600_000 },
      gone: null,
    });
    nothingUnknown();
  });

  test("are trees and commits, and files of a commit", async () => {
    const { repository } = await query(`
      tree: object(expression: "main:db") { ... on Tree { entries { name path type mode object { ... on Blob { byteSize } } } } }
      commit: object(expression: "main") { __typename oid ... on Commit {
        message parents(first: 1) { totalCount } tree { oid }
        config: file(path: ".github/expand-contract.yml") { mode object { ... on Blob { text } } }
        link: file(path: "link") { mode }
        gone: file(path: "db/gone.sql") { mode }
      } }
      defaultBranchRef { name prefix target { oid } }`);

    expect(repository).toMatchObject({
      tree: {
        entries: [
          { name: "1.sql", path: "1.sql", type: "blob", mode: 0o100644, object: { byteSize: 10 } },
          { name: "binary.sql" },
          { name: "large.sql" },
        ],
      },
      commit: {
        __typename: "Commit",
        oid: await github.tip(),
        message: "Initial commit",
        parents: { totalCount: 0 },
        config: { mode: 0o100644, object: { text: "rules: {}\n" } },
        link: { mode: 0o120000 },
        gone: null,
      },
      defaultBranchRef: {
        name: "main",
        prefix: "refs/heads/",
        target: { oid: await github.tip() },
      },
    });
    nothingUnknown();
  });

  test("can be 600 in one query", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`many/${index}.sql`, `SELECT ${index};`]),
    );
    await github.commit("main", files, "Many");
    const selections = Array.from(
      { length: 600 },
      (_, index) =>
        `b${index}: object(expression: "main:many/${index}.sql") { ... on Blob { text } }`,
    );
    const { repository } = await query(selections.join("\n"));

    expect(Object.keys(repository)).toHaveLength(600);
    expect(repository["b599"]).toEqual({ text: "SELECT 599;" });
    nothingUnknown();
  });
});

describe("a pull request", () => {
  test("has its facts, status and commits", async () => {
    const number = await github.openPullRequest({
      title: "Change",
      body: "Why",
      fromFork: "mallory",
      labels: ["database"],
      files: { "db/2.sql": "SELECT 2;\n", "db/1.sql": null },
    });
    const { headSha } = github.pullRequest(number);
    await octokit(github).rest.repos.createCommitStatus({
      owner: "acme",
      repo: "shop",
      sha: headSha,
      state: "pending",
      context: "gate",
    });
    const before = await github.tip();
    const after = await github.commit("main", { other: "x" }, "Other");
    const { repository } = await query(`pullRequest(number: ${number}) {
      title body state isDraft merged mergeCommit { oid } potentialMergeCommit { parents(first: 2) { nodes { oid } } } mergeable
      baseRefName baseRefOid baseRef { target { oid } } headRefName headRefOid headRef { name } isCrossRepository
      headRepository { nameWithOwner isFork } author { login } labels(first: 5) { nodes { name } }
      changedFiles files(first: 5) { nodes { path changeType additions deletions } }
      commits(last: 1) { totalCount nodes { commit { oid status { state gate: context(name: "gate") { state } other: context(name: "other") { state } } } } }
    }`);

    expect(repository["pullRequest"]).toMatchObject({
      state: "OPEN",
      mergeCommit: null,
      potentialMergeCommit: { parents: { nodes: [{ oid: after }, { oid: headSha }] } },
      mergeable: "MERGEABLE",
      baseRefOid: before,
      baseRef: { target: { oid: after } },
      headRef: { name: "change-1" },
      isCrossRepository: true,
      headRepository: { nameWithOwner: "mallory/shop", isFork: true },
      author: { login: "mallory" },
      labels: { nodes: [{ name: "database" }] },
      changedFiles: 2,
      files: {
        nodes: [
          { path: "db/1.sql", changeType: "DELETED" },
          { path: "db/2.sql", changeType: "ADDED" },
        ],
      },
      commits: {
        totalCount: 1,
        nodes: [
          {
            commit: {
              oid: headSha,
              status: { state: "PENDING", gate: { state: "PENDING" }, other: null },
            },
          },
        ],
      },
    });
    nothingUnknown();
  });

  test("is merged, and associated with its merge commit", async () => {
    const number = await github.openPullRequest({ title: "Change", files: { a: "1" } });
    const sha = await github.merge(number, "squash");
    const { repository } = await query(
      `pullRequest(number: ${number}) { state merged mergeCommit { oid } }
       object(oid: $sha) { ... on Commit { associatedPullRequests(first: 5) { nodes { number } } } }`,
      { sha },
      "($sha: GitObjectID!)",
    );

    expect(repository).toMatchObject({
      pullRequest: { state: "MERGED", merged: true, mergeCommit: { oid: sha } },
      object: { associatedPullRequests: { nodes: [{ number }] } },
    });
    nothingUnknown();
  });

  test("comes in pages forwards and backwards", async () => {
    const number = await github.openPullRequest({ title: "Change", files: { a: "1" } });
    for (const body of ["1", "2", "3", "4", "5"]) github.comment(number, body);
    const page = async (range: string) => {
      const { repository } = await query(
        `pullRequest(number: 1) { comments(${range}) { nodes { body } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      );
      const { comments } = repository["pullRequest"] as {
        comments: {
          nodes: { body: string }[];
          pageInfo: {
            hasNextPage: boolean;
            hasPreviousPage: boolean;
            startCursor: string;
            endCursor: string;
          };
        };
      };
      return { ...comments.pageInfo, bodies: comments.nodes.map(({ body }) => body).join("") };
    };
    const first = await page("first: 2");
    const second = await page(`first: 3, after: "${first.endCursor}"`);
    const last = await page("last: 2");
    const before = await page(`last: 2, before: "${last.startCursor}"`);

    expect([first.bodies, second.bodies, last.bodies, before.bodies]).toEqual([
      "12",
      "345",
      "45",
      "23",
    ]);
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
    expect([last.hasPreviousPage, before.hasPreviousPage]).toEqual([true, true]);
    nothingUnknown();
  });
});
