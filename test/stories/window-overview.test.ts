import { describe, expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import { withGitHub } from "./stage.ts";
import { edit, mergeOpening, own, run, theWindow, withWindows } from "./windows-stage.ts";

function overview(github: FakeGitHub) {
  return own(github).filter(({ title }) => title === "Compatibility windows");
}

function reminders(github: FakeGitHub): readonly string[] {
  return github.comments(theWindow(github).number).map(({ body }) => body);
}

describe("the overview", () => {
  test("lists the open windows with age, owner and next step, pinned", async () => {
    await withGitHub(withWindows(), async (github) => {
      await mergeOpening(github);
      await github.deploy("production", "main");
      await run(github);
      expect(overview(github)).toMatchObject([
        { isPinned: true, labels: ["compatibility-window"], assignees: [] },
      ]);
      github.advance({ days: 41 });
      await run(github);
      const [{ body = "", number = 0 } = {}] = overview(github);
      expect(body).toContain("1 window is open, the oldest for 41 days.");
      expect(body).toContain(
        "| #2 `users.full_name` → `users.display_name` | 41 days ⚠️ | [mona](https://github.com/mona) | Tick when it is so: Backfill verified: every old row has its new value. |",
      );

      // What people do to it stays.
      github.editIssue(number, { body: `Read this first.\n${body}`, isPinned: false });
      github.editIssue(theWindow(github).number, { state: "closed" });
      await run(github);
      expect(overview(github)).toMatchObject([{ isPinned: false }]);
      expect(overview(github)[0]?.body).toMatch(/^Read this first\.\n[^]*No window is open\./);
    });
  });

  test("that somebody closed is not opened again", async () => {
    await withGitHub(withWindows(), async (github) => {
      await mergeOpening(github);
      await run(github);
      github.editIssue(overview(github)[0]?.number ?? 0, { state: "closed" });
      await run(github);
      expect(overview(github)).toMatchObject([{ state: "closed" }]);
    });
  });

  test("without a place to pin it is told once", async () => {
    await withGitHub({ ...withWindows(), limits: { pinnedIssues: 0 } }, async (github) => {
      await mergeOpening(github);
      const first = await run(github);
      expect(first.annotations.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^Could not pin issue #3 of `acme\/shop`: .*Maximum 3 pinned issues/),
      ]);
      expect((await run(github)).annotations).toEqual([]);
    });
  });
});

describe("a reminder", () => {
  test("comes when the window is stale, and again after a week", async () => {
    await withGitHub(withWindows(), async (github) => {
      await mergeOpening(github);
      await run(github);
      github.advance({ days: 29 });
      await run(github);
      expect(reminders(github)).toEqual([]);
      github.advance({ days: 1, hours: 1 });
      await run(github);
      await run(github);
      expect(reminders(github)).toEqual([
        expect.stringContaining("This window has been open for 30 days."),
      ]);
      expect(reminders(github)[0]).not.toContain("@");
      github.advance({ days: 6 });
      await run(github);
      expect(reminders(github)).toHaveLength(1);
      github.advance({ days: 1, hours: 1 });
      await run(github);
      expect(reminders(github)).toHaveLength(2);
    });
  });

  test("comes earlier where the configuration says so, and never twice for a copied marker", async () => {
    const options = withWindows();
    const files = {
      ...options.files,
      ".github/expand-contract.yml": "windows: { stale-after: 2d }\n",
    };
    await withGitHub({ ...options, files }, async (github) => {
      await mergeOpening(github);
      await run(github);
      github.advance({ days: 2, hours: 1 });
      // Somebody else's comment with our marker is none of ours.
      github.comment(1, "<!-- expand-contract:reminder -->");
      await run(github);
      expect(reminders(github)).toHaveLength(1);
      edit(github, (body) => body.replace("### Notes", "### Notes\nSoon."));
      await run(github);
      expect(reminders(github)).toHaveLength(1);
    });
  });
});
