import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answers, readOnlyPermissions, startFakeGitHub } from "./fake-github.ts";
import type { FakeGitHub } from "./fake-github.ts";
import { octokit, repository } from "./octokit.ts";

let github: FakeGitHub;

beforeEach(async () => {
  github = await startFakeGitHub();
  await github.openPullRequest({ title: "Change", files: { "db/1.sql": "SELECT 1;\n" } });
});

afterEach(async () => {
  expect(github.contractViolations).toEqual([]);
  expect(github.unknownRoutes).toEqual([]);
  await github.close();
});

const comment = (token = github.token) =>
  octokit(github, token).rest.issues.createComment({
    ...repository,
    issue_number: 1,
    body: "Hello",
  });
const getPull = (token = github.token) =>
  octokit(github, token).rest.pulls.get({ ...repository, pull_number: 1 });
const query = (text: string, token = github.token) => octokit(github, token).graphql(text);
const inRepository = (selection: string) =>
  `{ repository(owner: "acme", name: "shop") { ${selection} } }`;

describe("a token", () => {
  test("of a fork's run reads and does not write", async () => {
    const token = github.createToken({ permissions: readOnlyPermissions });

    expect((await getPull(token)).status).toBe(200);
    await expect(comment(token)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining("Resource not accessible by integration"),
    });
    expect(github.comments(1)).toEqual([]);
  });

  test("without a scope reads nothing of it in a private repository", async () => {
    const token = github.createToken({
      permissions: { contents: "read", "pull-requests": "read" },
    });

    await expect(
      octokit(github, token).rest.repos.listDeployments(repository),
    ).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      query(
        inRepository("pullRequest(number: 1) { title } deployments(first: 1) { totalCount }"),
        token,
      ),
    ).rejects.toMatchObject({
      errors: [{ type: "FORBIDDEN", path: ["repository", "deployments"] }],
    });
  });

  test("reads a public repository without any scope", async () => {
    const open = await startFakeGitHub({ isPrivate: false });
    const token = open.createToken({ permissions: {} });

    expect((await octokit(open, token).rest.repos.listDeployments(repository)).data).toEqual([]);
    await open.close();
  });

  test("that nobody knows is refused, and so is none", async () => {
    await expect(getPull("unknown")).rejects.toMatchObject({ status: 401 });
    await expect(octokit(github, "").rest.repos.get(repository)).rejects.toMatchObject({
      status: 401,
    });
  });

  test("writes in the name of its account", async () => {
    await comment(github.createToken({ login: "other-app[bot]" }));
    await comment();
    const answer = await query(
      `{ viewer { login } ${inRepository(
        "pullRequest(number: 1) { comments(first: 2) { nodes { viewerDidAuthor author { login __typename } } } }",
      ).slice(1)}`,
    );

    expect(answer).toMatchObject({
      viewer: { login: "github-actions[bot]" },
      repository: {
        pullRequest: {
          comments: {
            nodes: [
              { viewerDidAuthor: false, author: { login: "other-app", __typename: "Bot" } },
              { viewerDidAuthor: true, author: { login: "github-actions", __typename: "Bot" } },
            ],
          },
        },
      },
    });
  });

  test("does not see other repositories", async () => {
    await expect(
      octokit(github).rest.pulls.get({ owner: "acme", repo: "other", pull_number: 1 }),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      query('{ repository(owner: "acme", name: "other") { id } }'),
    ).rejects.toMatchObject({
      errors: [{ type: "NOT_FOUND" }],
    });
  });
});

describe("a fault", () => {
  test("meets the next matching request, once", async () => {
    github.faultOnce({ route: "POST issues/{issue_number}/comments", ...answers.serverError(502) });
    await getPull();

    await expect(comment()).rejects.toMatchObject({ status: 502 });
    expect((await comment()).status).toBe(201);
    expect(github.faultsLeft()).toEqual([]);
    expect(
      github.requests.map(({ operation, status, isFault }) => [operation, status, isFault]),
    ).toEqual([
      ["GET /repos/{owner}/{repo}/pulls/{pull_number}", 200, false],
      ["POST /repos/{owner}/{repo}/issues/{issue_number}/comments", 502, true],
      ["POST /repos/{owner}/{repo}/issues/{issue_number}/comments", 201, false],
    ]);
  });

  test("can come later and more often", async () => {
    github.faultOnce({ route: "*", after: 1, times: 2, ...answers.notFound() });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) {
      statuses.push(
        await getPull().then(
          ({ status }) => status,
          ({ status }) => Number(status),
        ),
      );
    }
    expect(statuses).toEqual([200, 404, 404, 200]);
  });

  test.each([
    ["primary limit", answers.primaryRateLimit(), 403, { "x-ratelimit-remaining": "0" }],
    ["secondary limit", answers.secondaryRateLimit(7), 403, { "retry-after": "7" }],
    ["secondary limit as 429", answers.secondaryRateLimit(7, 429), 429, { "retry-after": "7" }],
    ["missing permission", answers.forbidden(), 403, {}],
  ])("%s", async (_, answer, status, headers) => {
    github.faultOnce({ route: "GET pulls/{pull_number}", ...answer });
    await expect(getPull()).rejects.toMatchObject({ status, response: { headers } });
  });

  test("of GraphQL comes with HTTP 200", async () => {
    github.faultOnce({ route: "graphql viewer", ...answers.graphqlRateLimit() });
    github.faultOnce({
      route: /^graphql .*login/,
      ...answers.graphqlError("Something", "SOME_TYPE"),
    });

    await expect(query("{ viewer { login } }")).rejects.toMatchObject({
      errors: [{ type: "RATE_LIMITED" }],
    });
    await expect(query("{ viewer { login } }")).rejects.toMatchObject({
      errors: [{ type: "SOME_TYPE" }],
    });
    expect(github.requests.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("can cut the connection", async () => {
    github.faultOnce({ route: "GET pulls/{pull_number}", ...answers.connectionReset() });
    await expect(getPull()).rejects.toMatchObject({ status: 500 });
    expect(github.requests[0]?.status).toBeNull();
  });

  test("can be a push between two requests", async () => {
    github.faultOnce({
      route: "GET pulls/{pull_number}",
      after: 1,
      before: async () => {
        await github.forcePush(1, { "db/2.sql": "SELECT 2;\n" });
      },
    });
    const first = await getPull();
    const second = await getPull();

    expect(second.data.head.sha).not.toBe(first.data.head.sha);
    expect(second.data.head.sha).toBe(github.pullRequest(1).headSha);
  });
});

test("a hook sees every request before it is answered", async () => {
  const seen: (string | null)[] = [];
  github.beforeRequest(({ operation }) => {
    seen.push(operation);
  });
  await getPull();
  await query("query Who { viewer { login } }");
  expect(seen).toEqual(["GET /repos/{owner}/{repo}/pulls/{pull_number}", "graphql Who"]);
});

test("the hour's requests can be used up", async () => {
  github.setRequestsLeft(1);
  expect((await getPull()).headers["x-ratelimit-remaining"]).toBe("0");
  await expect(getPull()).rejects.toThrow(/rate limit exceeded/);
  await expect(query("{ viewer { login } }")).rejects.toMatchObject({
    errors: [{ type: "RATE_LIMITED" }],
  });
});
