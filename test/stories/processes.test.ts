import { describe, expect, test } from "vitest";
import { answers } from "../github/fake-github.ts";
import { codes, configured, judge, mergeExpand, openContract, withGitHub } from "./stage.ts";

const sweep = { name: "schedule" } as const;

const processes = configured(`processes:
  web: { paths: ["app/**"], environment: production }
  workers: { paths: ["workers/**"], environment: production-workers, drain: 2h }
soak: 24h
`);

describe("processes that roll out on their own", () => {
  test("the contract waits for each, soaks, and passes without a push", async () => {
    await withGitHub(processes, async (github) => {
      await github.deploy("production-workers", "main");
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha);
      const contract = await openContract(github, expand.number);

      const lagging = await judge(github, contract);
      expect(codes(lagging)).toEqual(["not-deployed"]);
      expect(lagging.status?.description).toBe(
        "Waiting for #1 to be deployed to production-workers (workers)",
      );
      expect(lagging.comment).toContain(
        "after the next deployment of `production-workers` (workers), plus 24 h.",
      );
      expect(lagging.comment).toContain("⏳ soak | 24 h, starts when");

      github.advance({ hours: 5 });
      await github.deploy("production-workers", expand.sha, { at: "2026-05-03T18:30:00Z" });
      github.advance({ hours: 1 });
      const soaking = await judge(github, contract, sweep);
      expect(codes(soaking)).toEqual(["soaking"]);
      expect(soaking.status).toMatchObject({
        state: "pending",
        description: "#1 is live everywhere; soaking until 4 May 18:30 UTC",
      });
      expect(soaking.comment).toContain("until 4 May 18:30 UTC, in about 24 h");

      github.advance({ hours: 23, minutes: 20 });
      const late = await judge(github, contract, sweep);
      expect(late.comment).toContain("✅ drain of workers | 2 h since 3 May 2026 18:30 UTC");
      expect(late.comment).toMatch(/in about \d+ min/);

      github.advance({ minutes: 20 });
      expect((await judge(github, contract, sweep)).status).toMatchObject({ state: "success" });
    });
  });

  test("one whose code never named the object is not waited for", async () => {
    const files = { ...processes.files, "workers/jobs.ts": "export const run = () => 'idle';\n" };
    await withGitHub({ ...processes, files }, async (github) => {
      await github.deploy("production-workers", "main");
      github.advance({ days: 2 });
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha);
      const contract = await openContract(github, expand.number);
      github.advance({ hours: 23 });
      const soaking = await judge(github, contract);
      expect(codes(soaking)).toEqual(["soaking"]);
      github.advance({ hours: 2 });
      expect((await judge(github, contract, sweep)).status?.state).toBe("success");

      // A job that names it is deployed: from then on the workers count.
      const job = {
        "workers/jobs.ts": "export const run = () => 'SELECT full_name FROM users';\n",
      };
      const old = await github.commit("main", job, "Use it");
      await github.commit("main", { "workers/jobs.ts": files["workers/jobs.ts"] }, "Do not");
      await github.deploy("production-workers", old);
      expect(codes(await judge(github, contract, sweep))).toEqual(["soaking"]);
      github.advance({ hours: 25 });
      expect(codes(await judge(github, contract, sweep))).toEqual(["still-referenced"]);
    });
  });

  test("a rollback starts the soak again; a deployment of a newer commit does not", async () => {
    await withGitHub(processes, async (github) => {
      const before = await github.tip();
      const expand = await mergeExpand(github);
      for (const place of ["production", "production-workers"]) await github.deploy(place, "main");
      const contract = await openContract(github, expand.number);
      github.advance({ hours: 20 });
      await github.commit("main", { "app/more.ts": "export {};\n" }, "More");
      await github.deploy("production", "main");
      github.advance({ hours: 5 });
      expect((await judge(github, contract)).status?.state).toBe("success");

      await github.deploy("production-workers", before);
      expect(codes(await judge(github, contract, sweep))).toEqual(["rolled-back"]);
      await github.deploy("production-workers", "main");
      github.advance({ hours: 23 });
      expect(codes(await judge(github, contract, sweep))).toEqual(["soaking"]);
      github.advance({ hours: 2 });
      expect((await judge(github, contract, sweep)).status?.state).toBe("success");
    });
  });

  test("a minimum age counts from the release that brought the expand to its clients", async () => {
    const mobile = configured("processes: { mobile: { minimum-age: 90d } }\n");
    await withGitHub(mobile, async (github) => {
      await github.release("v1.0.0", "main");
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha);
      const contract = await openContract(github, expand.number);
      const waiting = await judge(github, contract);
      expect(waiting.status?.description).toBe("Waiting for #1 to be deployed to mobile");

      await github.release("v1.1.0", expand.sha);
      github.advance({ days: 40 });
      await github.release("v1.2.0", expand.sha);
      const young = await judge(github, contract, sweep);
      expect(codes(young)).toEqual(["soaking"]);
      expect(young.status?.description).toBe(
        "#1 is live in mobile; its clients update until 1 August 13:00 UTC",
      );
      expect(young.comment).toContain("in about 50 days");
      github.advance({ days: 50 });
      expect((await judge(github, contract, sweep)).status?.state).toBe("success");
    });
  });

  test("a source that tells no time is no proof of a soak", async () => {
    const plainTags = configured(
      "soak: 1h\ndeployments: { source: tag, order: date, match: 'v*' }\n",
    );
    await withGitHub(plainTags, async (github) => {
      const expand = await mergeExpand(github);
      await github.tag("v1", "main", { at: null });
      const contract = await openContract(github, expand.number);
      github.advance({ days: 7 });
      const outcome = await judge(github, contract);
      expect(codes(outcome)).toEqual(["deployment-unknown"]);
      expect(outcome.comment).toContain("so the soak of 1 h cannot be counted");
    });
  });
});

describe("clocks and faults", () => {
  const soaking = configured("soak: 2h\n");

  test("a deployment that is dated in the future ends no soak early", async () => {
    await withGitHub(soaking, async (github) => {
      const expand = await mergeExpand(github);
      const at = new Date(github.now().getTime() + 10 * 3_600_000).toISOString();
      await github.deploy("production", expand.sha, { at });
      const contract = await openContract(github, expand.number);
      github.advance({ hours: 11 });
      expect(codes(await judge(github, contract))).toEqual(["soaking"]);
      github.advance({ hours: 2 });
      expect((await judge(github, contract, sweep)).status?.state).toBe("success");
    });
  });

  test("a deployment that is dated before the expand was merged ends no soak early", async () => {
    await withGitHub(soaking, async (github) => {
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { at: "2026-01-01T00:00:00Z" });
      const contract = await openContract(github, expand.number);
      expect(codes(await judge(github, contract))).toEqual(["soaking"]);
      github.advance({ hours: 2 });
      expect((await judge(github, contract, sweep)).status?.state).toBe("success");
    });
  });

  test("GraphQL errors with HTTP 200 are no proof, and the next run repairs it", async () => {
    await withGitHub({}, async (github) => {
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha);
      const contract = await openContract(github, expand.number);
      github.faultOnce({
        route: "graphql Evidence",
        ...answers.graphqlError("Something is off"),
      });
      const failed = await judge(github, contract);
      expect(failed.status?.state).toBe("error");
      expect(failed.status?.description).toContain("Could not read the linked pull request #1");
      expect((await judge(github, contract, sweep)).status?.state).toBe("success");
    });
  });
});
