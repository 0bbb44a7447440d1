import { describe, expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import { codes, judge, openContract, shop, withGitHub, type Outcome } from "./stage.ts";

/** A blocked drop that was judged once, so that its comment is there. */
async function blockedDrop(github: FakeGitHub): Promise<number> {
  github.setRole("rhea", "maintain");
  github.setRole("wim", "write");
  const number = await openContract(github, null);
  const first = await judge(github, number);
  expect(first.status?.state).toBe("failure");
  return number;
}

async function say(
  github: FakeGitHub,
  number: number,
  author: string,
  body: string,
): Promise<Outcome & { readonly reactions: readonly string[] }> {
  const id = github.comment(number, body, { author });
  const outcome = await judge(github, number, { name: "issue_comment", comment: id });
  const comment = github.comments(number).find((one) => one.id === id);
  return { ...outcome, reactions: (comment?.reactions ?? []).map(({ content }) => content) };
}

const withConfiguration = (yaml: string) => ({
  files: { ...shop, ".github/expand-contract.yml": yaml },
});

describe("a waiver by comment", () => {
  test("lets the drop pass, on the record", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      const outcome = await say(
        github,
        number,
        "rhea",
        "We own every reader.\n\n/expand-contract waive `users.full_name` because nothing reads it since March",
      );

      expect(outcome.status?.state).toBe("success");
      expect(outcome.status?.description).toMatch(
        /^Waived: rhea let no-link pass for public.users.full_name on 3 May 2026/,
      );
      expect(outcome.result.verdict).toBe("waived");
      expect(codes(outcome)).toEqual(["waived"]);
      expect(outcome.comment).toContain("### ✅ Waived");
      expect(outcome.comment).toMatch(
        /- ✅ `users.full_name` by `rhea`, 3 May 2026 \d\d:\d\d UTC: nothing reads it since March/,
      );
      expect(outcome.reactions).toEqual(["+1"]);
    });
  });

  test("ends with the next push", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      await say(github, number, "rhea", "/expand-contract waive drop-column because it is unused");
      await github.push(number, { "app/note.txt": "nothing to see\n" });
      const outcome = await judge(github, number);

      expect(outcome.status?.state).toBe("failure");
      expect(outcome.comment).toContain("it was given for an earlier commit. Give it again for");
      const again = await say(
        github,
        number,
        "rhea",
        "/expand-contract waive drop-column because it is unused",
      );
      expect(again.status?.state).toBe("success");
    });
  });

  test("does not come back with a commit that was judged before it", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      const first = github.pullRequest(number).headSha;
      await github.forcePush(number, { "db/migrations/003_drop.sql": "DROP TABLE users;\n" });
      await judge(github, number);
      await say(github, number, "rhea", "/expand-contract waive drop-table because it is empty");
      await github.forcePush(number, { "db/migrations/004_drop.sql": "DROP TABLE users;\n" });
      const outcome = await judge(github, number);

      expect(github.pullRequest(number).headSha).not.toBe(first);
      expect(outcome.status?.state).toBe("failure");
    });
  });

  test.each([
    [
      "wim",
      "/expand-contract waive drop-column because I know",
      /role `write`, and a waiver takes `maintain`/,
    ],
    [
      "mona",
      "/expand-contract waive drop-column because I know",
      /nobody waives their own|has the role/,
    ],
    ["rhea", "/expand-contract waive drop-column", /`rhea` gave no reason/],
  ])("by %s does not count: %s", async (author, body, why) => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      const outcome = await say(github, number, author, body);

      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toContain("waiver-not-allowed");
      expect(outcome.comment).toMatch(why);
      expect(outcome.reactions).toEqual(["confused"]);
    });
  });

  test("that somebody else changed does not count", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      const id = github.comment(number, "/expand-contract waive nothing because I tried it", {
        author: "rhea",
      });
      github.editComment(id, "/expand-contract waive drop-column because I said so", { by: "wim" });
      const outcome = await judge(github, number, { name: "schedule" });

      expect(outcome.status?.state).toBe("failure");
      expect(outcome.comment).toContain("`wim` changed what `rhea` wrote");
    });
  });

  test("in a quote or in code is none", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      github.comment(
        number,
        "> /expand-contract waive drop-column because why not\n\n```\n/expand-contract waive drop-column because why not\n```",
        { author: "rhea" },
      );
      const outcome = await judge(github, number, { name: "schedule" });
      expect(outcome.status?.state).toBe("failure");
      expect(codes(outcome)).toEqual(["no-link"]);
    });
  });

  test("of what nobody may waive does not count", async () => {
    await withGitHub(withConfiguration("waivers:\n  never: [drop-column]\n"), async (github) => {
      const number = await blockedDrop(github);
      const outcome = await say(
        github,
        number,
        "rhea",
        "/expand-contract waive users.full_name because it is unused",
      );
      expect(outcome.status?.state).toBe("failure");
      expect(outcome.comment).toContain("may not be waived in this repository");
    });
  });

  test("holds until the statement changes, where the configuration says so", async () => {
    await withGitHub(withConfiguration("waivers:\n  until: statement\n"), async (github) => {
      const number = await blockedDrop(github);
      await say(github, number, "rhea", "/expand-contract waive drop-column because it is unused");
      await github.push(number, { "app/note.txt": "nothing to see\n" });
      expect((await judge(github, number)).status?.state).toBe("success");

      await github.push(number, {
        "db/migrations/003_drop_full_name.sql": "ALTER TABLE users DROP COLUMN email;\n",
      });
      expect((await judge(github, number)).status?.state).toBe("failure");
    });
  });

  test("counts in the merge queue too", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      await say(github, number, "rhea", "/expand-contract waive drop-column because it is unused");
      const group = await github.createMergeGroup([number]);
      await judge(github, number, { name: "merge_group", group });
      expect(github.statuses(group.headSha, "expand-contract").at(-1)).toMatchObject({
        state: "success",
      });
    });
  });
});

describe("a waiver by label", () => {
  test("counts when somebody who may waive set it", async () => {
    await withGitHub(withConfiguration("waivers:\n  label: schema-waived\n"), async (github) => {
      const number = await blockedDrop(github);
      github.label(number, "schema-waived", { by: "wim" });
      const event = { name: "pull_request_target", number, action: "labeled" } as const;
      expect((await judge(github, number, event)).status?.state).toBe("failure");

      github.label(number, "schema-waived", { by: "rhea" });
      const outcome = await judge(github, number, event);
      expect(outcome.status?.state).toBe("success");
      expect(outcome.comment).toContain("everything by `rhea`");
    });
  });
});

describe("a waiver beside the statement", () => {
  const allowed =
    '-- expand-contract: allow=drop-column reason="nothing reads it"\nALTER TABLE users DROP COLUMN full_name;\n';

  test("counts when somebody who may waive approved the commit", async () => {
    await withGitHub(withConfiguration("waivers:\n  in-migrations: true\n"), async (github) => {
      github.setRole("rhea", "maintain");
      const number = await github.openPullRequest({
        title: "Drop users.full_name",
        files: { "db/migrations/002_drop.sql": allowed },
      });
      const before = await judge(github, number);
      expect(before.status?.state).toBe("failure");
      expect(before.comment).toContain("does not count");

      github.review(number, { author: "rhea", state: "APPROVED" });
      const after = await judge(github, number, { name: "schedule" });
      expect(after.status?.state).toBe("success");
      expect(after.comment).toContain("nothing reads it");

      github.review(number, { author: "rhea", state: "CHANGES_REQUESTED" });
      const withdrawn = await judge(github, number, { name: "schedule" });
      expect(withdrawn.status?.state).toBe("failure");
    });
  });

  test("is only text where the configuration does not let it count", async () => {
    await withGitHub({}, async (github) => {
      github.setRole("rhea", "maintain");
      const number = await github.openPullRequest({
        title: "Drop users.full_name",
        files: { "db/migrations/002_drop.sql": allowed },
      });
      github.review(number, { author: "rhea", state: "APPROVED" });
      expect((await judge(github, number)).status?.state).toBe("failure");
    });
  });
});

describe("what another tool was told", () => {
  const ignored = "-- squawk-ignore ban-drop-column\nALTER TABLE users DROP COLUMN full_name;\n";
  const openIgnored = (github: FakeGitHub): Promise<number> =>
    github.openPullRequest({
      title: "Drop users.full_name",
      files: { "db/migrations/002_drop.sql": ignored },
    });

  test("is shown as the author's claim and lets nothing pass", async () => {
    await withGitHub({}, async (github) => {
      github.setRole("rhea", "maintain");
      const number = await openIgnored(github);
      github.review(number, { author: "rhea", state: "APPROVED" });
      const outcome = await judge(github, number);
      expect(outcome.status?.state).toBe("failure");
      expect(outcome.comment).toContain(
        "drop column `users.full_name`<br>the author's claim: `squawk-ignore ban-drop-column` |",
      );
      expect(JSON.stringify(outcome.result)).toContain('"checks":["ban-drop-column"]');
    });
  });

  test("counts where the configuration says so and somebody who may waive approved it", async () => {
    const configuration = "waivers:\n  acknowledgements: [squawk]\n";
    await withGitHub(withConfiguration(configuration), async (github) => {
      github.setRole("rhea", "maintain");
      const number = await openIgnored(github);
      const before = await judge(github, number);
      expect(before.status?.state).toBe("failure");
      expect(before.comment).toContain("does not count");

      github.review(number, { author: "rhea", state: "APPROVED" });
      const after = await judge(github, number, { name: "schedule" });
      expect(after.status?.state).toBe("success");
      expect(after.comment).toMatch(
        /`drop-column` by `rhea`, .*: `squawk-ignore ban-drop-column` in line 1 of the migration/,
      );
    });
  });

  test("speaks of its own check only", async () => {
    const configuration = "waivers:\n  acknowledgements: [squawk]\n";
    await withGitHub(withConfiguration(configuration), async (github) => {
      github.setRole("rhea", "maintain");
      const number = await github.openPullRequest({
        title: "Drop users.full_name",
        files: {
          "db/migrations/002_drop.sql": ignored.replace("ban-drop-column", "ban-drop-table"),
        },
      });
      github.review(number, { author: "rhea", state: "APPROVED" });
      expect((await judge(github, number)).status?.state).toBe("failure");
    });
  });
});

describe("a command", () => {
  test("recheck judges again and says that it did", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      const outcome = await say(github, number, "anybody", "/expand-contract recheck");
      expect(outcome.status?.state).toBe("failure");
      expect(outcome.reactions).toEqual(["+1"]);
    });
  });

  test("plan unfolds the split", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      const outcome = await say(github, number, "anybody", "/expand-contract plan");
      expect(outcome.comment).toContain("<details open><summary><b>The split:</b>");
    });
  });

  test("that is not understood is told so", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      const outcome = await say(github, number, "anybody", "/expand-contract make it so");
      expect(outcome.reactions).toEqual(["confused"]);
    });
  });

  test("too often is not followed", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      for (let count = 0; count < 5; count += 1)
        github.comment(number, "/expand-contract recheck", { author: "anybody" });
      github.clearRequests();
      const outcome = await say(github, number, "anybody", "/expand-contract recheck");
      expect(outcome.reactions).toEqual(["confused"]);
      expect(github.requests).toHaveLength(2);
    });
  });

  test("in a comment that asks for nothing costs no request", async () => {
    await withGitHub({}, async (github) => {
      const number = await blockedDrop(github);
      github.clearRequests();
      await say(github, number, "anybody", "Looks good to me");
      expect(github.requests).toEqual([]);
    });
  });
});

describe("the mode observe", () => {
  test("says everything and holds nothing up", async () => {
    await withGitHub(withConfiguration("mode: observe\n"), async (github) => {
      const number = await openContract(github, null);
      const outcome = await judge(github, number, undefined, { inputs: { "fail-job": "true" } });

      expect(outcome.run.exitCode).toBe(0);
      expect(outcome.status?.state).toBe("success");
      expect(outcome.status?.description).toMatch(/^Observing only: Drops users.full_name/);
      expect(outcome.result.verdict).toBe("blocked");
      expect(outcome.comment).toContain("### ⛔ Would block");
      expect(outcome.comment).toContain("nothing is held up");
    });
  });
});
