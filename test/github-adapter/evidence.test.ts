import { describe, expect, test } from "vitest";

import { newListing, readLiveDeployments } from "../../src/github/deployments.ts";
import { readEvidence } from "../../src/github/evidence.ts";
import { readLinkedPullRequests } from "../../src/github/linked-pull-requests.ts";
import { readPatches } from "../../src/github/patches.ts";
import type { LinkedPullRequest } from "../../src/model/pull-request.ts";
import { answers } from "../github/fake-github.ts";
import { askGitHub, repository } from "./asked-github.ts";

describe("linked pull requests", () => {
  test("come in one request, also where some do not exist", () =>
    askGitHub(async ({ github, client, count }) => {
      const open = await github.openPullRequest({ title: "Open", files: { a: "a" } });
      const closed = await github.openPullRequest({ title: "Closed", files: { b: "b" } });
      github.closePullRequest(closed);
      const merged = await github.openPullRequest({ title: "Merged", files: { c: "c" } });
      const commit = await github.merge(merged, "squash");
      let linked: ReadonlyMap<number, LinkedPullRequest> = new Map();
      const numbers = [open, closed, merged, 99, 99_999_999_999, 0];
      expect(
        await count(
          async () => (linked = await readLinkedPullRequests(client, repository, numbers)),
        ),
      ).toBe(1);
      const facts = { baseBranch: "main", mergedAt: null, mergeCommit: null };
      const url = "https://github.com/acme/shop/pull";
      expect([...linked]).toEqual([
        [open, { ...facts, state: "open", number: open, title: "Open", url: `${url}/${open}` }],
        [
          closed,
          { ...facts, state: "closed", number: closed, title: "Closed", url: `${url}/${closed}` },
        ],
        [
          merged,
          {
            ...facts,
            state: "merged",
            number: merged,
            title: "Merged",
            url: `${url}/${merged}`,
            mergedAt: github.pullRequest(merged).merge?.at,
            mergeCommit: commit,
          },
        ],
        [99, { state: "not-found" }],
        [99_999_999_999, { state: "not-found" }],
        [0, { state: "not-found" }],
      ]);
    }));

  test("of a repository that the token may not see are an error, not missing", () =>
    askGitHub(async ({ client }) => {
      await expect(
        readLinkedPullRequests(client, { owner: "acme", name: "other" }, [1]),
      ).rejects.toThrow(
        "Could not read the linked pull request #1 of `acme/other`: GitHub does not find it",
      );
    }));
});

describe("what environments run", () => {
  test("comes in one request for all of them", () =>
    askGitHub(async ({ github, client, count }) => {
      const first = await github.tip();
      await github.deploy("production", "main");
      const second = await github.commit("main", { a: "a" }, "Second");
      await github.deploy("staging", "main");
      const rollout = await github.deploy("production", "main", { state: "in_progress" });
      let live: unknown;
      expect(
        await count(
          async () =>
            (live = await readLiveDeployments(client, repository, [
              "production",
              "staging",
              "none",
            ])),
        ),
      ).toBe(1);
      const since = expect.stringMatching(/^2026-05-01T09:\d\d:\d\dZ$/);
      expect(live).toEqual([
        {
          state: "live",
          environment: "production",
          sha: first,
          since,
          rollout: { sha: second, startedAt: since },
          earlier: [],
        },
        { state: "live", environment: "staging", sha: second, since, rollout: null, earlier: [] },
        { state: "none", environment: "none" },
      ]);
      github.addDeploymentStatus(rollout, "success");
      expect(await readLiveDeployments(client, repository, ["production"])).toMatchObject([
        { sha: second, rollout: null, earlier: [{ sha: first }] },
      ]);
    }));

  test("is seen after a rollback that runs an old deployment again", () =>
    askGitHub(async ({ github, client }) => {
      const first = await github.tip();
      const old = await github.deploy("staging", "main");
      const second = await github.commit("main", { a: "a" }, "Second");
      await github.deploy("staging", "main");
      github.addDeploymentStatus(old, "in_progress");
      github.addDeploymentStatus(old, "success");
      expect(await readLiveDeployments(client, repository, ["staging"])).toMatchObject([
        { state: "live", sha: first, earlier: [{ sha: second }, { sha: first }] },
      ]);
    }));

  test("is found behind a hundred failures, and with many statuses", () =>
    askGitHub(async ({ github, client, count }) => {
      const sha = await github.tip();
      const id = await github.deploy("production", "main", { state: "queued" });
      for (let beat = 0; beat < 30; beat += 1) github.addDeploymentStatus(id, "in_progress");
      github.addDeploymentStatus(id, "success");
      for (let beat = 0; beat < 30; beat += 1) github.addDeploymentStatus(id, "success");
      for (let failure = 0; failure < 120; failure += 1)
        await github.deploy("production", "main", { state: "failure" });
      let live: unknown;
      expect(
        await count(
          async () => (live = await readLiveDeployments(client, repository, ["production"])),
        ),
      ).toBe(3);
      expect(live).toMatchObject([{ state: "live", sha, rollout: null }]);
    }));
});

describe("evidence", () => {
  test("of links and environments comes in one request", () =>
    askGitHub(async ({ github, client, count }) => {
      const number = await github.openPullRequest({ title: "Expand", files: { a: "a" } });
      const commit = await github.merge(number);
      await github.deploy("production", "main");
      let facts: unknown;
      const asked = { pullRequests: [number, 77], listings: [newListing("production")] };
      expect(await count(async () => (facts = await readEvidence(client, repository, asked)))).toBe(
        1,
      );
      expect(facts).toMatchObject({
        pullRequests: new Map<number, unknown>([
          [number, expect.objectContaining({ state: "merged", mergeCommit: commit })],
          [77, { state: "not-found" }],
        ]),
        deployments: [{ state: "live", sha: commit }],
      });
    }));

  test("says which permission is missing where the token may not read deployments", () =>
    askGitHub(
      async ({ github, clientOf }) => {
        const number = await github.openPullRequest({ title: "Expand", files: { a: "a" } });
        const client = clientOf(
          github.createToken({ permissions: { contents: "read", "pull-requests": "write" } }),
        );
        await expect(
          readEvidence(client, repository, {
            pullRequests: [number],
            listings: [newListing("production")],
          }),
        ).rejects.toThrow(
          /deployments to `production` of `acme\/shop`: the token lacks `deployments: read`\. Add it under `permissions:` in the workflow\./,
        );
      },
      { isPrivate: true },
    ));

  test("that a server error hides is no evidence", () =>
    askGitHub(async ({ github, client }) => {
      github.faultOnce({ route: "graphql", ...answers.graphqlError("Something is off") });
      await expect(
        readEvidence(client, repository, {
          pullRequests: [1],
          listings: [newListing("production")],
        }),
      ).rejects.toThrow("Something is off");
    }));
});

describe("the diff of a pull request", () => {
  test("tells what each file was and became", () =>
    askGitHub(
      async ({ github, client, count }) => {
        const number = await github.openPullRequest({
          title: "Edit",
          files: {
            "edited.ts": "one\nthree\n",
            "gone.ts": null,
            "image.png": Buffer.from([0, 1]),
            "moved.ts": null,
            "moved-here.ts": "a file that moves\nas it is\n",
          },
        });
        let patches: unknown;
        expect(
          await count(async () => (patches = await readPatches(client, repository, number))),
        ).toBe(1);
        const sha = expect.stringMatching(/^[0-9a-f]{40}$/);
        expect(patches).toEqual({
          complete: true,
          files: expect.arrayContaining([
            {
              path: "edited.ts",
              previousPath: null,
              sha,
              status: "modified",
              patch: expect.stringContaining("-two\n+three"),
            },
            {
              path: "gone.ts",
              previousPath: null,
              sha: null,
              status: "removed",
              patch: expect.stringContaining("-gone"),
            },
            { path: "image.png", previousPath: null, sha, status: "added", patch: null },
            expect.objectContaining({
              path: "moved-here.ts",
              previousPath: "moved.ts",
              status: "renamed",
            }),
          ]),
        });
      },
      {
        files: {
          "edited.ts": "one\ntwo\n",
          "gone.ts": "gone\n",
          "moved.ts": "a file that moves\nas it is\n",
        },
      },
    ));

  test("says where GitHub's list ends", () =>
    askGitHub(async ({ github, client }) => {
      const files = Object.fromEntries(
        Array.from({ length: 3_001 }, (_, file) => [`f${file}`, `${file}`]),
      );
      const number = await github.openPullRequest({ title: "Huge", files });
      const patches = await readPatches(client, repository, number);
      expect([patches.complete, patches.files.length]).toEqual([false, 3_000]);
    }));
});
