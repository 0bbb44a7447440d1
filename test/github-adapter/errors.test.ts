import { afterEach, describe, expect, test } from "vitest";

import { createClient } from "../../src/github/client.ts";
import { writeComment } from "../../src/github/comment.ts";
import { writeStatus } from "../../src/github/commit-status.ts";
import { readLiveDeployments } from "../../src/github/deployments.ts";
import { readOpenPullRequests } from "../../src/github/open-pull-requests.ts";
import { readTree } from "../../src/github/trees.ts";
import { SourceError } from "../../src/model/source-error.ts";
import { startAnsweringServer } from "./answering-server.ts";
import type { Answer, AnsweringServer } from "./answering-server.ts";

const repository = { owner: "octo", name: "shop" };
const asked = { statusContext: "expand-contract", path: ".github/expand-contract.yml" };
const sha = "0123456789abcdef0123456789abcdef01234567";
const inaccessible = { message: "Resource not accessible by integration" };
const servers: AnsweringServer[] = [];

async function answering(...answers: readonly Answer[]): Promise<AnsweringServer> {
  const server = await startAnsweringServer(answers);
  servers.push(server);
  return server;
}

async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error instanceof Error ? error.message : "";
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function refused(type: string, message: string): Answer {
  return {
    status: 200,
    body: { data: { repository: null }, errors: [{ type, path: ["repository"], message }] },
  };
}

const tree = "Could not read the tree of commit `0123456` of `octo/shop`: ";

describe("what a person reads when GitHub refuses a read", () => {
  test.each<readonly [string, Answer, string]>([
    [
      "a token that has expired",
      { status: 401, body: { message: "Bad credentials" } },
      `${tree}the token is not valid or has expired. Check the \`token\` input; its default is \`\${{ github.token }}\`.`,
    ],
    [
      "a permission that is missing",
      { status: 403, body: inaccessible },
      `${tree}the token lacks \`contents: read\`. Add it under \`permissions:\` in the workflow.`,
    ],
    [
      "a thing that is gone",
      {
        status: 404,
        body: { message: "Not Found", documentation_url: "https://docs.github.com/rest" },
      },
      `${tree}GitHub does not find it. Either it is gone, or the token lacks \`contents: read\`.`,
    ],
    [
      "an empty repository",
      { status: 409, body: { message: "Git Repository is empty." } },
      `${tree}GitHub answered "Git Repository is empty.". A repository without a commit has nothing to read.`,
    ],
    [
      "a rate limit that lasts",
      {
        status: 403,
        body: { message: "API rate limit exceeded for installation." },
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2114380800" },
      },
      `${tree}the token's requests are used up until 1 January 2037 00:00 UTC (rate limit). Run the job again after that.`,
    ],
    [
      "a secondary limit that lasts",
      {
        status: 429,
        body: { message: "You have exceeded a secondary rate limit." },
        headers: { "retry-after": "600" },
      },
      `${tree}GitHub asks this token to pause until `,
    ],
  ])("%s", async (_, answer, message) => {
    const { client, requests } = await answering(answer);
    expect(await failure(readTree(client, repository, sha))).toContain(message);
    expect(requests).toHaveLength(1);
  });

  test("no connection", async () => {
    const server = await answering();
    await server.close();
    const message = await failure(readTree(server.client, repository, sha));
    expect(message).toMatch(
      /no answer from `127\.0\.0\.1:\d+` \(.*\)\. Check the network and the API address/,
    );
  });
});

describe("what a person reads when GraphQL answers 200 with errors", () => {
  test.each<readonly [string, Answer, string]>([
    [
      "a permission",
      refused("FORBIDDEN", "Resource not accessible by integration"),
      "Could not list the open pull requests of `octo/shop`: the token lacks `pull-requests: read`. Add it under `permissions:` in the workflow.",
    ],
    [
      "a repository that the token may not see",
      refused("NOT_FOUND", "Could not resolve to a Repository with the name 'octo/shop'."),
      "Could not list the open pull requests of `octo/shop`: GitHub does not find it (\"Could not resolve to a Repository with the name 'octo/shop'.\").",
    ],
    [
      "the rate limit",
      {
        ...refused("RATE_LIMITED", "API rate limit exceeded"),
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2114380800" },
      },
      "Could not list the open pull requests of `octo/shop`: the token's requests are used up until 1 January 2037 00:00 UTC (rate limit).",
    ],
  ])("%s", async (_, answer, message) => {
    const { client } = await answering(answer);
    expect(await failure(readOpenPullRequests(client, repository, asked))).toContain(message);
  });

  test("deployments that the token may not read", async () => {
    const { client } = await answering(
      refused("FORBIDDEN", "Resource not accessible by integration"),
    );
    expect(await failure(readLiveDeployments(client, repository, ["production", "staging"]))).toBe(
      "Could not read the deployments to `production`, `staging` of `octo/shop`: the token lacks `deployments: read`. Add it under `permissions:` in the workflow.",
    );
  });
});

describe("what a person reads when GitHub refuses a write", () => {
  test("the read-only token of a fork", async () => {
    const { client } = await answering({ status: 403, body: inaccessible });
    expect(await failure(writeComment(client, repository, 12, "text", null))).toBe(
      "Could not comment on pull request #12 of `octo/shop`: the token lacks `pull-requests: write`. Add it under `permissions:` in the workflow. For a pull request from a fork, `pull_request` gives a read-only token whatever the workflow says: use `pull_request_target`.",
    );
  });

  test("a locked conversation", async () => {
    const { client } = await answering({
      status: 403,
      body: { message: "Unable to create comment because issue is locked." },
    });
    expect(await failure(writeComment(client, repository, 12, "text", null))).toContain(
      "Unlock the conversation",
    );
  });

  test("the limit of statuses for one commit", async () => {
    const { client } = await answering({
      status: 422,
      body: {
        message: "Validation Failed",
        errors: [{ message: "This SHA and context has reached the maximum number of statuses." }],
      },
    });
    const status = {
      context: "expand-contract",
      state: "success",
      description: "ok",
      targetUrl: null,
    } as const;
    const message = await failure(writeStatus(client, repository, sha, status, null));
    expect(message).toContain(
      "Could not write the status `expand-contract` on commit `0123456` of `octo/shop`",
    );
    expect(message).toContain("maximum number of statuses");
  });
});

describe("trying again", () => {
  const empty = { status: 200, body: { sha, tree: [], truncated: false } };

  test("a read after a server error", async () => {
    const { client, requests } = await answering({ status: 502, body: {} }, empty);
    expect(await readTree(client, repository, sha)).toEqual({ commit: sha, entries: [] });
    expect(requests).toHaveLength(2);
  });

  test("a short secondary limit is waited for, and told", async () => {
    const limit = {
      status: 403,
      body: { message: "You have exceeded a secondary rate limit." },
      headers: { "retry-after": "1" },
    };
    const { client, requests, warnings } = await answering(limit, empty);
    expect(await readTree(client, repository, sha)).toEqual({ commit: sha, entries: [] });
    expect(requests).toHaveLength(2);
    expect(warnings).toEqual(["GitHub's secondary rate limit is reached; trying again in 1 s."]);
  });

  test("a limit that never ends is given up after two more tries", async () => {
    const limit = {
      status: 403,
      body: { message: "You have exceeded a secondary rate limit." },
      headers: { "retry-after": "1" },
    };
    const { client, requests } = await answering(limit);
    expect(await failure(readTree(client, repository, sha))).toContain(
      "GitHub asks this token to pause until",
    );
    expect(requests).toHaveLength(3);
  });

  test("a comment is not created again after a server error: it may stand there", async () => {
    const { client, requests } = await answering({ status: 502, body: {} });
    expect(await failure(writeComment(client, repository, 12, "text", null))).toBe(
      "Could not comment on pull request #12 of `octo/shop`: GitHub answered 502. Run the job again in a few minutes.",
    );
    expect(requests).toHaveLength(1);
  });
});

test("a server of your own is asked below its own address", async () => {
  const addresses: string[] = [];
  const client = createClient({
    token: "t",
    apiUrl: "https://github.example.com/api/v3",
    log: { debug: () => undefined, warn: () => undefined },
    fetch: (input) => {
      addresses.push(String(input));
      return Promise.resolve(
        Response.json({
          data: {
            repository: {
              defaultBranchRef: null,
              pullRequests: { nodes: [], pageInfo: { hasNextPage: false } },
            },
          },
        }),
      );
    },
  });
  expect(await readOpenPullRequests(client, repository, asked)).toEqual({ open: [], branch: null });
  expect(addresses).toEqual(["https://github.example.com/api/graphql"]);
});
