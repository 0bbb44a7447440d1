import { expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import type { Scenario } from "../github/scenario/scenario.ts";
import { codes, configured, dropFullName, judge, withGitHub, type Outcome } from "./stage.ts";

const page = "export const page = 'SELECT id, full_name FROM users';\n";
const without = { "src/page.ts": "export const page = 'SELECT id FROM users';\n" };
/** The schema's own repository no longer uses the column: the web's does. */
const schemaOnly = "repositories:\n  acme/web: {}\n";

interface Stage {
  readonly github: FakeGitHub;
  readonly web: Scenario;
  readonly judgeLink: (body: string, inputs?: Readonly<Record<string, string>>) => Promise<Outcome>;
  readonly readToken: string;
}

async function withWeb(
  configuration: string,
  story: (stage: Stage) => Promise<void>,
): Promise<void> {
  const options = configured(configuration);
  const files = { ...options.files, "app/users.ts": "export const list = 1;\n" };
  await withGitHub({ ...options, files }, async (github) => {
    await github.deploy("production", "main", { state: "success" });
    const web = await github.addRepository("acme/web", { "src/page.ts": page });
    await web.deploy("production", "main", { state: "success" });
    const readToken = github.createToken({
      permissions: { contents: "read", "pull-requests": "read", deployments: "read" },
      others: ["acme/web"],
    });
    const number = await github.openPullRequest({
      title: "Drop users.full_name",
      files: dropFullName,
    });
    const judgeLink: Stage["judgeLink"] = async (body, inputs = { "read-token": readToken }) => {
      await github.editPullRequest(number, { body });
      return judge(github, number, undefined, { inputs });
    };
    await story({ github, web, judgeLink, readToken });
  });
}

test("a pull request of another repository counts when it is live there", async () => {
  await withWeb(schemaOnly, async ({ web, judgeLink }) => {
    const number = await web.openPullRequest({ title: "Stop using full_name", files: without });
    const link = `Expand-PR: acme/web#${number}`;
    const open = await judgeLink(link);
    expect([open.status?.state, codes(open)]).toEqual(["pending", ["link-not-merged"]]);

    const sha = await web.merge(number, "squash");
    const waiting = await judgeLink(link);
    expect([waiting.status?.state, codes(waiting)]).toEqual(["pending", ["not-deployed"]]);
    expect(waiting.status?.description).toBe(
      `Waiting for acme/web#${number} to be deployed to production of acme/web`,
    );

    await web.deploy("production", sha, { state: "success" });
    const passed = await judgeLink(link);
    expect(passed.status?.state).toBe("success");
    expect(passed.comment).toContain(`acme/web/pull/${number}`);
    expect(passed.comment).toContain("removes uses of `full_name` in `src/page.ts`");

    await web.commit("main", { "src/page.ts": page }, `Revert "Stop using full_name (#${number})"`);
    const reverted = await judgeLink(link);
    expect([reverted.status?.state, codes(reverted)]).toEqual(["failure", ["reverted"]]);
  });
});

test("only a repository that the configuration names counts", async () => {
  await withWeb("mode: enforce\n", async ({ web, judgeLink }) => {
    const number = await web.openPullRequest({ title: "Stop using full_name", files: without });
    await web.deploy("production", await web.merge(number, "squash"), { state: "success" });
    const outcome = await judgeLink(`Expand-PR: acme/web#${number}`);
    expect([outcome.status?.state, codes(outcome)]).toEqual(["failure", ["link-not-found"]]);
    expect(outcome.result.reasons[0]?.message).toContain(
      "List `acme/web` under `repositories` in the configuration on the base branch",
    );
  });
});

test("a token that does not see it is told so, and nothing passes", async () => {
  await withWeb(schemaOnly, async ({ github, web, judgeLink }) => {
    const number = await web.openPullRequest({ title: "Stop using full_name", files: without });
    await web.deploy("production", await web.merge(number, "squash"), { state: "success" });
    const weak = github.createToken({ permissions: { contents: "read" }, others: ["acme/web"] });
    for (const inputs of [{}, { "read-token": weak }]) {
      const outcome = await judgeLink(`Expand-PR: acme/web#${number}`, inputs);
      expect([outcome.status?.state, codes(outcome)]).toEqual(["failure", ["link-not-found"]]);
      expect(outcome.result.reasons[0]?.message).toContain(
        "Give the input `read-token` a token that may read `acme/web`: contents, pull-requests and deployments.",
      );
    }
  });
});

test("its branch, environments and source are its own", async () => {
  const configuration =
    "repositories:\n  acme/web: { branch: stable, environments: [live], deployments: { source: branch, branch: env/live } }\n";
  await withWeb(configuration, async ({ web, judgeLink }) => {
    await web.branch("stable", "main");
    const other = await web.openPullRequest({ title: "Stop using full_name", files: without });
    await web.merge(other, "squash");
    const elsewhere = await judgeLink(`Expand-PR: acme/web#${other}`);
    expect(codes(elsewhere)).toEqual(["link-not-merged"]);
    expect(elsewhere.comment).toContain("not into `stable`");

    const number = await web.openPullRequest({
      title: "Stop using full_name on stable",
      base: "stable",
      files: without,
    });
    const sha = await web.merge(number, "squash");
    expect(codes(await judgeLink(`Expand-PR: acme/web#${number}`))).toEqual(["deployment-unknown"]);
    await web.branch("env/live", sha);
    expect((await judgeLink(`Expand-PR: acme/web#${number}`)).status?.state).toBe("success");
  });
});

test("what it did to its own schema covers nothing here", async () => {
  await withWeb(schemaOnly, async ({ web, judgeLink }) => {
    const number = await web.openPullRequest({
      title: "Add users.display_name",
      files: { "db/migrations/001_add.sql": "ALTER TABLE users ADD COLUMN display_name text;\n" },
    });
    await web.deploy("production", await web.merge(number, "squash"), { state: "success" });
    const outcome = await judgeLink(`Expand-PR: acme/web#${number}`);
    expect([outcome.status?.state, codes(outcome)]).toEqual(["failure", ["link-does-not-cover"]]);
  });
});

test("what runs of this repository must be known as well", async () => {
  const configuration = `${schemaOnly}environments: [staging]\n`;
  await withWeb(configuration, async ({ github, web, judgeLink }) => {
    const number = await web.openPullRequest({ title: "Stop using full_name", files: without });
    await web.deploy("production", await web.merge(number, "squash"), { state: "success" });
    const outcome = await judgeLink(`Expand-PR: acme/web#${number}`);
    expect([outcome.status?.state, codes(outcome)]).toEqual(["pending", ["deployment-unknown"]]);
    await github.deploy("staging", "main", { state: "success" });
    expect((await judgeLink(`Expand-PR: acme/web#${number}`)).status?.state).toBe("success");
  });
});
