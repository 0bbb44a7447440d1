import { describe, expect, test } from "vitest";
import { addDisplayName, codes, judge, mergeExpand, openContract, withGitHub } from "./stage.ts";

describe("a link must name an earlier, merged pull request that covers the object", () => {
  test("no link, then one is added to the description", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await openContract(github, null);
      const blocked = await judge(github, contract);
      expect(blocked.status).toMatchObject({ state: "failure" });
      expect(blocked.status?.description).toContain("Expand-PR: #");
      expect(codes(blocked)).toEqual(["no-link"]);

      await github.editPullRequest(contract, { body: `Expand-PR: #${expand.number}` });
      const edited = await judge(github, contract, {
        name: "pull_request_target",
        number: contract,
        action: "edited",
      });
      expect(edited.status?.state).toBe("success");
    });
  });

  test("a link beside the statement counts as well", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await github.openPullRequest({
        title: "Drop users.full_name",
        files: {
          "db/migrations/003_drop_full_name.sql": `SET lock_timeout = '5s';\n-- expand-contract: expand-pr=#${expand.number}\nALTER TABLE users DROP COLUMN full_name;\n`,
        },
      });
      expect((await judge(github, contract)).status?.state).toBe("success");
    });
  });

  test("to itself", async () => {
    await withGitHub({}, async (github) => {
      const contract = await openContract(github, null);
      await github.editPullRequest(contract, { body: `Expand-PR: #${contract}` });
      const outcome = await judge(github, contract);
      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toEqual(["link-is-self"]);
    });
  });

  test("to an open one, which waits until it is merged and deployed", async () => {
    await withGitHub({}, async (github) => {
      await github.deploy("production", await github.tip(), { state: "success" });
      const expand = await github.openPullRequest({
        title: "Add users.display_name",
        files: addDisplayName,
      });
      const contract = await openContract(github, expand);
      const outcome = await judge(github, contract);
      expect(outcome.status?.state).toBe("pending");
      expect(codes(outcome)).toEqual(["link-not-merged"]);

      const sha = await github.merge(expand, "squash");
      await github.deploy("production", sha, { state: "success" });
      expect((await judge(github, contract, { name: "schedule" })).status?.state).toBe("success");
    });
  });

  test("to a closed one", async () => {
    await withGitHub({}, async (github) => {
      const expand = await github.openPullRequest({
        title: "Add users.display_name",
        files: addDisplayName,
      });
      github.closePullRequest(expand);
      const outcome = await judge(github, await openContract(github, expand));
      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toEqual(["link-not-merged"]);
    });
  });

  test("to one that was merged into another branch", async () => {
    await withGitHub({}, async (github) => {
      await github.branch("next", "main");
      const expand = await github.openPullRequest({
        title: "Add users.display_name",
        base: "next",
        files: addDisplayName,
      });
      await github.merge(expand, "squash");
      const outcome = await judge(github, await openContract(github, expand));
      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toEqual(["link-not-merged"]);
      expect(outcome.comment).toContain("`next`");
    });
  });

  test("to one that does not cover the object", async () => {
    await withGitHub({}, async (github) => {
      const other = await mergeExpand(github, "squash", {
        "db/migrations/002_create_orders.sql":
          "CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);\n",
        "app/orders.ts": "export const list = 'SELECT id FROM orders';\n",
      });
      await github.deploy("production", other.sha, { state: "success" });
      const outcome = await judge(github, await openContract(github, other.number));
      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toEqual(["link-does-not-cover"]);
    });
  });

  test("to a missing one, and to an issue of another repository", async () => {
    await withGitHub({}, async (github) => {
      const contract = await openContract(github, 4711);
      expect(codes(await judge(github, contract))).toEqual(["link-not-found"]);
      await github.editPullRequest(contract, { body: "Expand-PR: elsewhere/shop#1" });
      const outcome = await judge(github, contract);
      expect(codes(outcome)).toEqual(["link-not-found"]);
      expect(outcome.status?.state).toBe("failure");
    });
  });

  test("a chain: all must be deployed, one must cover", async () => {
    await withGitHub({}, async (github) => {
      const first = await mergeExpand(github);
      const second = await mergeExpand(github, "squash", {
        "app/orders.ts": "export const list = 'SELECT id FROM orders';\n",
      });
      await github.deploy("production", first.sha, { state: "success" });
      const contract = await openContract(github, first.number);
      await github.editPullRequest(contract, {
        body: `Expand-PR: #${first.number}\nExpand-PR: #${second.number}`,
      });
      const waiting = await judge(github, contract);
      expect(waiting.status?.state).toBe("pending");
      expect(waiting.status?.description).toContain(`#${second.number}`);

      await github.deploy("production", second.sha, { state: "success" });
      expect((await judge(github, contract, { name: "schedule" })).status?.state).toBe("success");
    });
  });

  test("several drops: each must be covered by some link", async () => {
    await withGitHub({}, async (github) => {
      const orders = await mergeExpand(github, "squash", {
        "db/migrations/002_create_orders.sql":
          "CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);\n",
      });
      const expand = await mergeExpand(github, "squash", {
        "app/users.ts": addDisplayName["app/users.ts"],
        "db/migrations/003_add_display_name.sql":
          "ALTER TABLE users ADD COLUMN display_name text;\n",
      });
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await github.openPullRequest({
        title: "Drop two",
        body: `Expand-PR: #${expand.number}`,
        files: {
          "db/migrations/004_drop_two.sql":
            "ALTER TABLE users DROP COLUMN full_name;\nALTER TABLE orders DROP COLUMN total;\n",
        },
      });
      const outcome = await judge(github, contract);
      expect(outcome.result.reasons.map((reason) => [reason.code, reason.object])).toEqual([
        ["link-does-not-cover", "public.orders.total"],
      ]);
      expect(orders.number).toBeLessThan(expand.number);
    });
  });
});

describe("what no link helps", () => {
  test("a rename in place", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const rename = await github.openPullRequest({
        title: "Rename",
        body: `Expand-PR: #${expand.number}`,
        files: {
          "db/migrations/003_rename.sql": "ALTER TABLE users RENAME COLUMN full_name TO name;\n",
        },
      });
      const outcome = await judge(github, rename);
      expect(outcome.status).toMatchObject({ state: "failure" });
      expect(codes(outcome)).toEqual(["in-place-change"]);
      expect(outcome.comment).toContain("ADD COLUMN name text");
    });
  });

  test("an expand and its contract in one pull request", async () => {
    await withGitHub({}, async (github) => {
      const both = await github.openPullRequest({
        title: "Replace full_name",
        files: {
          "db/migrations/002_replace.sql":
            "ALTER TABLE users ADD COLUMN display_name text;\nALTER TABLE users DROP COLUMN full_name;\n",
        },
      });
      const outcome = await judge(github, both);
      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toEqual(["mixed-phases"]);
    });
  });
});
