import { describe, expect, test } from "vitest";
import { workflowPermissions, type FakeGitHub } from "../github/fake-github.ts";
import { codes, dropFullName, judge, openContract, withGitHub } from "./stage.ts";
import { edit, mergeOpening, run, theWindow, withWindows } from "./windows-stage.ts";

/** An expand that opened a window and is live, and the contract that links to it. */
async function openLiveContract(github: FakeGitHub, body = "Expand-PR: #1"): Promise<number> {
  await mergeOpening(github);
  await github.deploy("production", "main");
  await run(github);
  return github.openPullRequest({ title: "Drop users.full_name", body, files: dropFullName });
}

const tick = (body: string): string => body.replaceAll("- [ ]", "- [x]");

describe("a contract and its window", () => {
  test("it waits for what people have to tick, and passes when they have", async () => {
    await withGitHub(withWindows(), async (github) => {
      const contract = await openLiveContract(github);
      const waiting = await judge(github, contract);
      expect(codes(waiting)).toEqual(["window-open"]);
      expect(waiting.status).toMatchObject({
        state: "pending",
        description: expect.stringMatching(
          /^Waiting for the compatibility window of users.full_name: #2 waits for people to tick/,
        ) as unknown,
      });
      expect(waiting.comment).toContain(
        "### ⏳ Waiting: `users.full_name` waits for its compatibility window",
      );
      expect(waiting.comment).toContain(
        '[#2](https://github.com/acme/shop/issues/2) waits for people to tick "Backfill verified: every old row has its new value". Tick it there when it is so. This turns green by itself then.',
      );

      edit(github, tick);
      const { number } = theWindow(github);
      const event = { name: "issues", number, action: "edited" } as const;
      const passed = await judge(github, contract, event);
      expect(passed.status?.state).toBe("success");
      expect(passed.comment).toContain(
        "✅ window | [#2](https://github.com/acme/shop/issues/2) has every task of people ticked",
      );

      edit(github, (body) => body.replace("- [x] Backfill", "- [ ] Backfill"));
      expect(codes(await judge(github, contract, event))).toEqual(["window-open"]);
      github.editIssue(number, { state: "closed" });
      expect((await judge(github, contract, { ...event, action: "closed" })).status?.state).toBe(
        "success",
      );
    });
  });

  test("a task that is taken out of the list is not met", async () => {
    await withGitHub(withWindows(), async (github) => {
      const contract = await openLiveContract(github);
      edit(github, (body) => tick(body).replace(/- \[x\] Backfill.*\n/, ""));
      expect(codes(await judge(github, contract))).toEqual(["window-open"]);
      edit(github, (body) => body.replace("<!-- expand-contract:conditions -->", ""));
      expect(codes(await judge(github, contract))).toEqual(["window-open"]);
    });
  });

  test("an issue that somebody else wrote with our marker holds nothing up", async () => {
    await withGitHub(withWindows(), async (github) => {
      const contract = await openLiveContract(github);
      const { body, number } = theWindow(github);
      github.editIssue(number, { state: "closed" });
      github.openIssue({ title: "Window", body, labels: ["compatibility-window"] });
      expect((await judge(github, contract)).status?.state).toBe("success");
    });
  });

  test("it waits for the window that its description names, and tells a number that is none", async () => {
    await withGitHub(withWindows(), async (github) => {
      const contract = await openLiveContract(
        github,
        "Expand-PR: #1\nCompatibility-Window: #1, #2",
      );
      edit(github, tick);
      const outcome = await judge(github, contract);
      expect(codes(outcome)).toEqual(["window-open"]);
      expect(outcome.comment).toContain(
        "is no compatibility window of this repository. Correct the line `Compatibility-Window: #1` in the description.",
      );
      await github.editPullRequest(contract, { body: "Expand-PR: #1\nCompatibility-Window: #2" });
      expect((await judge(github, contract)).status?.state).toBe("success");
    });
  });

  test("windows that cannot be read are no pass, and no error", async () => {
    const blind = { ...withWindows(), permissions: workflowPermissions };
    await withGitHub(blind, async (github) => {
      await mergeOpening(github);
      await github.deploy("production", "main");
      const contract = await openContract(github, 1);
      const outcome = await judge(github, contract);
      expect(outcome.status?.state).toBe("pending");
      expect(codes(outcome)).toEqual(["window-open"]);
      expect(outcome.comment).toContain(
        "Whether a compatibility window of `users.full_name` is open could not be told: Could not read the issues of `acme/shop` with the label `compatibility-window`: the token lacks `issues: read`. Add it under `permissions:` in the workflow.",
      );
    });
  });

  test("an issue of another kind starts no sweep", async () => {
    await withGitHub(withWindows(), async (github) => {
      const number = github.openIssue({ title: "Typo", body: "" });
      github.clearRequests();
      await run(github, { name: "issues", number, action: "closed" });
      expect(github.requests).toEqual([]);
    });
  });
});
