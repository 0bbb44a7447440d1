import { describe, expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import { withVersionServer } from "./version-server.ts";
import {
  codes,
  configured,
  judge,
  mergeExpand,
  openContract,
  shop,
  withGitHub,
  type Outcome,
} from "./stage.ts";

const sweep = { name: "schedule" } as const;

/** A shop that ran `before`, has merged the expand as `after`, and waits with the contract. */
interface Waiting {
  readonly before: string;
  readonly after: string;
  readonly contract: number;
}

async function mergeAndWait(github: FakeGitHub): Promise<Waiting> {
  const before = await github.tip();
  const expand = await mergeExpand(github);
  return { before, after: expand.sha, contract: await openContract(github, expand.number) };
}

function state(outcome: Outcome): string | undefined {
  return outcome.status?.state;
}

describe("deployments that are recorded on GitHub", () => {
  test("a pattern waits for the one environment that lags, by its own name", async () => {
    await withGitHub(configured('environments: ["production-*"]\n'), async (github) => {
      await github.deploy("production-us", "main");
      await github.deploy("production-eu", "main");
      await github.deploy("preview-7", "main");
      const { after, contract } = await mergeAndWait(github);
      await github.deploy("production-us", after);
      const lagging = await judge(github, contract);
      expect(lagging.status?.description).toBe("Waiting for #1 to be deployed to production-eu");
      expect(lagging.comment).toContain("✅ `production-us`");

      await github.deploy("production-eu", after);
      expect(state(await judge(github, contract, sweep))).toBe("success");
    });
  });

  test("a transient environment that was destroyed is not waited for", async () => {
    await withGitHub(configured('environments: ["production-*"]\n'), async (github) => {
      const canary = await github.deploy("production-canary", "main", { transient: true });
      const { after, contract } = await mergeAndWait(github);
      await github.deploy("production-us", after);
      expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);
      github.addDeploymentStatus(canary, "inactive");
      expect(state(await judge(github, contract, sweep))).toBe("success");
    });
  });

  test("a pattern that matches nothing is no proof", async () => {
    await withGitHub(configured('environments: ["live-*"]\n'), async (github) => {
      await github.deploy("production", "main");
      const { contract } = await mergeAndWait(github);
      const outcome = await judge(github, contract);
      expect(codes(outcome)).toEqual(["deployment-unknown"]);
      expect(outcome.comment).toContain("no environment of the repository has such a name");
    });
  });

  test("only those count that the filters accept, however many others lie above them", async () => {
    const filters =
      "deployments: { task: deploy, creator: 'releaser[bot]', payload: { app: shop } }\n";
    await withGitHub(configured(filters), async (github) => {
      const own = { creator: "releaser[bot]", payload: { app: "shop" } };
      await github.deploy("production", "main", own);
      const { after, contract } = await mergeAndWait(github);
      await github.deploy("production", after, { ...own, task: "deploy:migrations" });
      await github.deploy("production", after, { ...own, creator: "mona" });
      await github.deploy("production", after, { ...own, payload: { app: "docs" } });
      for (let other = 0; other < 120; other += 1)
        await github.deploy("production", after, { payload: "{}" });
      expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);
      await github.deploy("production", after, { ...own, payload: JSON.stringify(own.payload) });
      expect(state(await judge(github, contract, sweep))).toBe("success");
    });
  });

  test("a deployment whose commit was deleted is no proof, and no error", async () => {
    await withGitHub({}, async (github) => {
      const { contract } = await mergeAndWait(github);
      await github.deploy("production", "d".repeat(40));
      const outcome = await judge(github, contract);
      expect(codes(outcome)).toEqual(["deployment-unknown"]);
      expect(outcome.comment).toContain("one of the two commits is gone");
    });
  });
});

describe("the runs of a workflow", () => {
  const byWorkflow = configured(
    "deployments: { source: workflow, workflow: deploy.yml, branch: main, event: push }\n",
  );

  test("a re-run of an old run is a rollback, and a newer run brings it back", async () => {
    await withGitHub(byWorkflow, async (github) => {
      const old = await github.runWorkflow("deploy.yml", "main");
      const { after, contract } = await mergeAndWait(github);
      await github.runWorkflow("deploy.yml", after, { conclusion: "failure" });
      await github.runWorkflow("deploy.yml", after, { event: "workflow_dispatch" });
      expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);

      await github.runWorkflow("deploy.yml", after);
      const live = await judge(github, contract, sweep);
      expect(state(live)).toBe("success");
      expect(live.comment).toContain("(by `deploy.yml`), which contains [#1]");

      github.rerunWorkflow(old);
      expect(codes(await judge(github, contract, sweep))).toEqual(["rolled-back"]);
      await github.runWorkflow("deploy.yml", after);
      expect(state(await judge(github, contract, sweep))).toBe("success");
    });
  });

  test("a rollback that is being run again is still the rollback that it was", async () => {
    await withGitHub(byWorkflow, async (github) => {
      const old = await github.runWorkflow("deploy.yml", "main");
      const { after, contract } = await mergeAndWait(github);
      await github.runWorkflow("deploy.yml", after);
      github.rerunWorkflow(old);
      github.rerunWorkflow(old, { conclusion: "cancelled" });
      expect(codes(await judge(github, contract))).toEqual(["deployment-unknown"]);
    });
  });

  test("a run that is under way is a rollout", async () => {
    await withGitHub(byWorkflow, async (github) => {
      await github.runWorkflow("deploy.yml", "main");
      const { after, contract } = await mergeAndWait(github);
      await github.runWorkflow("deploy.yml", after, { conclusion: null });
      expect(codes(await judge(github, contract))).toEqual(["rollout-in-progress"]);
    });
  });

  test("of one job: what else the run does is not looked at", async () => {
    const byJob = configured(
      "deployments: { source: workflow, workflow: ci.yml, job: deploy, event: push }\n",
    );
    await withGitHub(byJob, async (github) => {
      const old = await github.runWorkflow("ci.yml", "main", {
        jobs: { "deploy (eu)": "success" },
      });
      const { after, contract } = await mergeAndWait(github);
      await github.runWorkflow("ci.yml", after, { jobs: { test: "success", deploy: "skipped" } });
      await github.runWorkflow("ci.yml", after, {
        conclusion: "failure",
        jobs: { "deploy (eu)": "success", "deploy (us)": "failure" },
      });
      expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);
      await github.runWorkflow("ci.yml", after, {
        conclusion: "failure",
        jobs: { "deploy (eu)": "success", "deploy (us)": "success", smoke: "failure" },
      });
      expect(state(await judge(github, contract, sweep))).toBe("success");
      github.rerunWorkflow(old, { jobs: { "deploy (eu)": "success" } });
      expect(codes(await judge(github, contract, sweep))).toEqual(["not-deployed"]);
    });
  });

  test("a token that may not read them is told what it lacks", async () => {
    const { files } = byWorkflow;
    await withGitHub({ ...(files === undefined ? {} : { files }) }, async (github) => {
      await github.runWorkflow("deploy.yml", "main");
      const { contract } = await mergeAndWait(github);
      const outcome = await judge(github, contract);
      expect(outcome.status).toMatchObject({ state: "error" });
      expect(outcome.comment).toContain("`actions: read`");
    });
  });
});

describe("branches and versions", () => {
  test("an environment branch: a forced push of an old commit is a rollback", async () => {
    const byBranch = configured("deployments: { source: branch, branch: env/production }\n");
    await withGitHub(byBranch, async (github) => {
      await github.branch("env/production", "main");
      const { before, after, contract } = await mergeAndWait(github);
      expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);
      await github.moveBranch("env/production", after);
      const live = await judge(github, contract, sweep);
      expect(state(live)).toBe("success");
      expect(live.comment).toContain("by the branch `env/production`");
      await github.moveBranch("env/production", before);
      expect(codes(await judge(github, contract, sweep))).toEqual(["rolled-back"]);
    });
  });

  test("releases: the highest version counts, neither a fix of an old line nor a pre-release", async () => {
    const byRelease = configured("deployments: { source: release, match: 'shop-v*' }\n");
    await withGitHub(byRelease, async (github) => {
      await github.release("shop-v1.9.0", "main");
      await github.release("shop-v1.10.0", "main");
      const { before, after, contract } = await mergeAndWait(github);
      await github.release("shop-v2.0.0-rc.1", after);
      await github.release("shop-v2.0.0", after, { draft: true });
      await github.release("docs-v3.0.0", after);
      expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);
      await github.release("shop-v1.11.0", after);
      await github.release("shop-v1.9.1", before);
      const live = await judge(github, contract, sweep);
      expect(state(live)).toBe("success");
      expect(live.comment).toContain("by the release `shop-v1.11.0`");
    });
  });

  test("tags by date", async () => {
    const byTag = configured("deployments: { source: tag, match: 'prod-*', order: date }\n");
    await withGitHub(byTag, async (github) => {
      await github.tag("prod-9", "main");
      const { after, contract } = await mergeAndWait(github);
      expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);
      await github.tag("prod-10", after);
      expect(state(await judge(github, contract, sweep))).toBe("success");
    });
  });
});

describe("addresses that answer what runs", () => {
  const source = (urls: readonly string[], more = "") =>
    configured(
      `deployments:\n  source: url\n  urls: ${JSON.stringify(urls)}\n  pointer: /build/commit\n${more}`,
    );

  test("all of them must run the expand; a secret is passed on by name", async () => {
    await withVersionServer(async (server) => {
      const more =
        "  private-addresses: true\n  headers: { Authorization: VERSION_AUTHORIZATION }\n";
      const options = source([server.url("a"), server.url("b")], more);
      const environment = { VERSION_AUTHORIZATION: "Bearer s3cret" };
      await withGitHub(options, async (github) => {
        const { before, after, contract } = await mergeAndWait(github);
        server.answer("a", { build: { commit: after } });
        server.answer("b", { build: { commit: before.slice(0, 7) } });
        const lagging = await judge(github, contract, undefined, { environment });
        expect(codes(lagging)).toEqual(["not-deployed"]);
        expect(server.authorizations()).toEqual(["Bearer s3cret", "Bearer s3cret"]);

        server.answer("b", { build: { commit: after.slice(0, 10) } });
        expect(state(await judge(github, contract, sweep, { environment }))).toBe("success");

        const without = await judge(github, contract, sweep);
        expect(codes(without)).toEqual(["deployment-unknown", "deployment-unknown"]);
        expect(without.comment).toContain("`VERSION_AUTHORIZATION` is not set");
        expect(`${lagging.comment}${lagging.run.stdout}`).not.toContain("s3cret");
      });
    });
  });

  test.each<[what: string, answer: unknown, reason: string]>([
    ["another place", { commit: "main" }, "there is no text at that place"],
    ["no commit", { build: { commit: "rm -rf `x`" } }, "names no commit"],
    ["a branch", { build: { commit: "main" } }, "neither a commit nor a tag"],
    ["no JSON", "<html>", "there is no text at that place"],
    ["an error", 503, "answered with HTTP 503"],
    ["another host", { redirect: "http://localhost:1/" }, "redirects to another host"],
  ])("one that answers %s is no proof", async (_, answer, reason) => {
    await withVersionServer(async (server) => {
      const options = source([server.url("a")], "  private-addresses: true\n");
      await withGitHub(options, async (github) => {
        const { contract } = await mergeAndWait(github);
        server.answer("a", answer);
        const outcome = await judge(github, contract);
        expect(codes(outcome)).toEqual(["deployment-unknown"]);
        expect(outcome.result.reasons[0]?.message).toContain(reason);
      });
    });
  });

  test.each(["https://127.0.0.1:1/", "https://localhost:1/", "https://[::1]:1/"])(
    "a private network is not asked: %s",
    async (url) => {
      await withGitHub(source([url]), async (github) => {
        const { contract } = await mergeAndWait(github);
        const outcome = await judge(github, contract);
        expect(codes(outcome)).toEqual(["deployment-unknown"]);
        expect(outcome.result.reasons[0]?.message).toContain("is an address of a private network");
      });
    },
  );
});

describe("a file that says what is deployed", () => {
  const manifest = (image: string) =>
    `kind: Service\n---\nspec:\n  containers:\n    - image: ${image}\n`;

  test("the image's tag names the commit; an older one is a rollback", async () => {
    const byFile = configured(
      "soak: 1h\ndeployments: { source: file, path: gitops/shop.yml, pointer: /spec/containers/0/image, format: 'main-{commit}-*' }\n",
    );
    await withGitHub(byFile, async (github) => {
      const { before, after, contract } = await mergeAndWait(github);
      const set = (sha: string) =>
        github.commit(
          "main",
          { "gitops/shop.yml": manifest(`registry:5000/shop:main-${sha.slice(0, 9)}-17`) },
          "Deploy",
        );
      await set(before);
      expect(codes(await judge(github, contract))).toEqual(["not-deployed"]);
      await set(after);
      expect(codes(await judge(github, contract, sweep))).toEqual(["soaking"]);
      github.advance({ hours: 1 });
      expect(state(await judge(github, contract, sweep))).toBe("success");
      await set(before);
      await set(after);
      expect(codes(await judge(github, contract, sweep))).toEqual(["soaking"]);
    });
  });

  test("of another repository, read with its own token", async () => {
    const options = configured(
      "deployments: { source: file, repository: acme/shop, path: live.json, pointer: /tag }\n",
    );
    await withGitHub(options, async (github) => {
      const { after, contract } = await mergeAndWait(github);
      await github.tag("v7", after);
      await github.commit("main", { "live.json": '{ "tag": "v7" }' }, "Deploy");
      const inputs = {
        "read-token": github.createToken({
          permissions: { contents: "read", "pull-requests": "read" },
        }),
      };
      const live = await judge(github, contract, undefined, { inputs });
      expect(state(live)).toBe("success");
      expect(live.comment).toContain("by `acme/shop:live.json`");

      const blind = { "read-token": github.createToken({ permissions: {} }) };
      const outcome = await judge(github, contract, sweep, { inputs: blind });
      expect(outcome.status).toMatchObject({ state: "error" });
      expect(outcome.comment).toContain("`contents: read`");
    });
  });
});

test("each environment may have a source of its own", async () => {
  const options = configured(
    "environments: [production, workers]\ndeployments:\n  environments:\n    workers: { source: branch, branch: env/workers }\n",
  );
  await withGitHub({ ...options, files: { ...shop, ...options.files } }, async (github) => {
    await github.deploy("production", "main");
    await github.branch("env/workers", "main");
    const { after, contract } = await mergeAndWait(github);
    await github.deploy("production", after);
    const lagging = await judge(github, contract);
    expect(lagging.status?.description).toBe("Waiting for #1 to be deployed to workers");
    await github.moveBranch("env/workers", after);
    expect(state(await judge(github, contract, sweep))).toBe("success");
  });
});
