import { afterEach, beforeEach, expect, test } from "vitest";
import { startFakeGitHub } from "./fake-github.ts";
import type { FakeGitHub } from "./fake-github.ts";
import { octokit, repository } from "./octokit.ts";

let github: FakeGitHub;

beforeEach(async () => {
  github = await startFakeGitHub();
});

afterEach(async () => {
  expect(github.contractViolations).toEqual([]);
  expect(github.unknownRoutes).toEqual([]);
  await github.close();
});

async function states(environment: string): Promise<readonly (readonly string[])[]> {
  const { rest } = octokit(github);
  const { data } = await rest.repos.listDeployments({ ...repository, environment });
  return Promise.all(
    data.map(async ({ id }) => {
      const statuses = await rest.repos.listDeploymentStatuses({
        ...repository,
        deployment_id: id,
      });
      return statuses.data.map(({ state }) => state);
    }),
  );
}

test("a success makes the earlier ones of the environment inactive", async () => {
  await github.deploy("staging", "main");
  await github.deploy("other", "main");
  await github.deploy("staging", "main");

  expect(await states("staging")).toEqual([["success"], ["inactive", "success"]]);
  expect(await states("other")).toEqual([["success"]]);
});

test("production keeps several successes", async () => {
  await github.deploy("production", "main");
  await github.deploy("production", "main");
  await github.deploy("prod-eu", "main", { production: true });
  await github.deploy("prod-eu", "main", { production: true });

  expect(await states("production")).toEqual([["success"], ["success"]]);
  expect(await states("prod-eu")).toEqual([["success"], ["success"]]);
});

test("transient environments and deployments that overlap keep theirs", async () => {
  await github.deploy("preview", "main", { transient: true });
  await github.deploy("preview", "main", { transient: true });
  const first = await github.deploy("staging", "main", { state: "in_progress" });
  await github.deploy("staging", "main");
  github.addDeploymentStatus(first, "success");

  expect(await states("preview")).toEqual([["success"], ["success"]]);
  expect(await states("staging")).toEqual([["success"], ["success", "in_progress"]]);
});

test("deployments are found by commit, task and the environment that a status moved them to", async () => {
  const moved = await github.deploy("staging", "main", {
    task: "deploy:migrations",
    payload: { a: 1 },
  });
  github.addDeploymentStatus(moved, "success", {
    environment: "staging-2",
    at: "2026-06-01T10:00:00Z",
  });
  await github.deploy("staging", "main", { state: "queued" });
  const { rest } = octokit(github);
  const found = async (filter: Record<string, string>) => {
    const { data } = await rest.repos.listDeployments({ ...repository, ...filter });
    return data.map(({ id }) => id);
  };

  expect(await found({ environment: "staging-2" })).toEqual([moved]);
  expect(await found({ task: "deploy:migrations" })).toEqual([moved]);
  expect(await found({ sha: await github.tip() })).toHaveLength(2);
  expect(
    (await rest.repos.getDeployment({ ...repository, deployment_id: moved })).data,
  ).toMatchObject({
    original_environment: "staging",
    environment: "staging-2",
    payload: { a: 1 },
    updated_at: "2026-06-01T10:00:00Z",
    production_environment: false,
  });
});

test("GraphQL tells states in its own words, in the order asked for", async () => {
  await github.deploy("production", "main", { state: null });
  github.advance({ hours: 1 });
  await github.deploy("production", "main", { state: "failure" });
  const preview = await github.deploy("preview", "main", { transient: true });
  github.addDeploymentStatus(preview, "inactive");
  await github.deploy("production", "main", { state: "in_progress" });
  await github.deploy("production", "main");
  const answer = await octokit(github).graphql(`{
    repository(owner: "acme", name: "shop") {
      production: deployments(environments: ["production"], first: 3, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { state latestStatus { state } commitOid payload }
        pageInfo { hasNextPage }
      }
      oldest: deployments(first: 1) { nodes { state latestStatus { state } } totalCount }
      preview: deployments(environments: ["preview"], first: 1) { nodes { state statuses(first: 5) { nodes { state } } } }
    }
  }`);

  expect(answer).toMatchObject({
    repository: {
      production: {
        nodes: [
          {
            state: "ACTIVE",
            latestStatus: { state: "SUCCESS" },
            commitOid: await github.tip(),
            payload: "{}",
          },
          { state: "IN_PROGRESS", latestStatus: { state: "IN_PROGRESS" } },
          { state: "FAILURE", latestStatus: { state: "FAILURE" } },
        ],
        pageInfo: { hasNextPage: true },
      },
      oldest: { nodes: [{ state: "ABANDONED", latestStatus: null }], totalCount: 5 },
      preview: {
        nodes: [
          {
            state: "DESTROYED",
            statuses: { nodes: [{ state: "INACTIVE" }, { state: "SUCCESS" }] },
          },
        ],
      },
    },
  });
});
