import { describe, expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import { answers } from "../github/http/faults.ts";
import { runAction } from "../github/run-action.ts";
import {
  addDisplayName,
  codes,
  configured,
  judge,
  look,
  mergeExpand,
  openContract,
  withGitHub,
  type Outcome,
} from "./stage.ts";

const sweep = { name: "schedule" } as const;
const renamed = {
  "db/migrations/002_rename.sql": "ALTER TABLE users RENAME COLUMN full_name TO name;\n",
};

/** A contract whose expand is live, judged once: its status is success. */
async function passing(
  github: FakeGitHub,
): Promise<{ readonly contract: number; readonly before: string }> {
  const before = await github.tip();
  const expand = await mergeExpand(github);
  await github.deploy("production", expand.sha, { state: "success" });
  const contract = await openContract(github, expand.number);
  expect((await judge(github, contract)).status?.state).toBe("success");
  return { contract, before };
}

function ownComments(github: FakeGitHub, number: number): readonly string[] {
  return github
    .comments(number)
    .filter(({ author }) => author === "github-actions[bot]")
    .map(({ body }) => body);
}

describe("a lost event", () => {
  test("of a pull request that was opened: the sweep judges it", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      const outcome = await judge(github, number, sweep);
      expect(outcome.status?.state).toBe("failure");
      expect(outcome.comment).toContain("Blocked");
    });
  });

  test("of a push: the sweep judges the new head, and the old status does not speak for it", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Add", files: addDisplayName });
      expect((await judge(github, number)).status?.state).toBe("success");
      await github.push(number, renamed);
      expect(look(github, number).status).toBeNull();
      expect((await judge(github, number, sweep)).status?.state).toBe("failure");
    });
  });

  test("of a rollback: the sweep closes the gate again", async () => {
    await withGitHub({}, async (github) => {
      const { contract, before } = await passing(github);
      await github.deploy("production", before, { state: "success" });
      const outcome = await judge(github, contract, sweep);
      expect(outcome.status?.state).toBe("pending");
      expect(codes(outcome)).toEqual(["rolled-back"]);
    });
  });
});

describe("two runs at once on one pull request", () => {
  /** Lets another run come between, just before a request of the first one. */
  async function between(
    github: FakeGitHub,
    operation: string,
    number: number,
    other: () => Promise<void>,
  ): Promise<Outcome> {
    let done = false;
    github.beforeRequest(async (request) => {
      if (done || request.operation !== operation) return;
      done = true;
      await other();
    });
    const outcome = await judge(github, number);
    github.beforeRequest(null);
    expect(done).toBe(true);
    return outcome;
  }

  test.each(["graphql PullRequest", "graphql HeadNow"])(
    "the second comes at %s: one comment",
    async (operation) => {
      await withGitHub({}, async (github) => {
        const number = await github.openPullRequest({ title: "Rename", files: renamed });
        const outcome = await between(github, operation, number, async () => {
          await judge(github, number);
        });
        expect(outcome.status?.state).toBe("failure");
        expect(ownComments(github, number)).toHaveLength(1);
      });
    },
  );

  test("the slower one knows less, and does not open the gate again", async () => {
    await withGitHub({}, async (github) => {
      const { contract, before } = await passing(github);
      const outcome = await between(github, "graphql HeadNow", contract, async () => {
        await github.deploy("production", before, { state: "success" });
        await judge(github, contract, sweep);
        expect(look(github, contract).status?.state).toBe("pending");
      });
      expect(outcome.status?.state).toBe("pending");
      expect(outcome.run.stdout).toContain("in the meantime");
    });
  });

  test("in step: whatever they write, the next run leaves one comment, of its own only", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      const event = { name: "pull_request_target", number, action: "opened" } as const;
      const quote = "> <!-- expand-contract -->\n> ### Blocked";
      github.comment(number, quote, { author: "github-actions[bot]" });
      github.comment(number, "<!-- expand-contract -->\n\nold", { author: "github-actions[bot]" });
      github.comment(number, "<!-- expand-contract -->\n\nmine", { author: "visitor" });
      github.comment(number, "<!-- expand-contract -->\n\nnew", { author: "github-actions[bot]" });
      await runAction({ github, event: await github.event(event) });
      expect(ownComments(github, number).filter((body) => body !== quote)).toHaveLength(1);
      expect(ownComments(github, number)).toContain(quote);
      expect(ownComments(github, number).join()).toContain("### ⛔ Blocked");
      expect(github.comments(number).filter(({ author }) => author === "visitor")).toHaveLength(1);
    });
  });
});

describe("GitHub fails in the middle", () => {
  test("of writing the comment, which is there all the same: the next run makes no second one", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Rename", files: renamed });
      let written = "";
      github.faultOnce({
        route: "POST issues/{issue_number}/comments",
        ...answers.serverError(502),
        before: () => {
          const { body } = github.requests.at(-1) ?? {};
          written = (body as { readonly body: string }).body;
          github.comment(number, written, { author: "github-actions[bot]" });
        },
      });
      const outcome = await judge(github, number);
      expect(outcome.status?.state).toBe("failure");
      expect(written).toContain("### ⛔ Blocked");
      expect((await judge(github, number, sweep)).comment).toBe(written);
    });
  });

  test("of changing the comment: the status is told, the old comment is whole, the next run mends it", async () => {
    await withGitHub({}, async (github) => {
      const { contract, before } = await passing(github);
      const told = look(github, contract).comment;
      await github.deploy("production", before, { state: "success" });
      const route = "PATCH issues/comments/{comment_id}";
      github.faultOnce({ route, ...answers.serverError(503), times: 3 });
      const outcome = await judge(github, contract, sweep);
      expect(outcome.status?.state).toBe("pending");
      expect(outcome.comment).toBe(told);
      expect((await judge(github, contract, sweep)).comment).toContain("was rolled back");
    });
  });

  test("of closing the gate: the job fails, and the next run closes it", async () => {
    await withGitHub({}, async (github) => {
      const { contract, before } = await passing(github);
      await github.deploy("production", before, { state: "success" });
      github.faultOnce({ route: "POST statuses/{sha}", ...answers.serverError(500), times: 3 });
      const outcome = await judge(github, contract, sweep);
      expect(outcome.run.exitCode).toBe(1);
      expect(outcome.run.stdout).toContain("GitHub answered 500");
      expect((await judge(github, contract, sweep)).status?.state).toBe("pending");
    });
  });

  // Two trees are read at once, each three times.
  test.each([
    ["graphql PullRequest", 3],
    ["GET compare/{basehead}", 3],
    ["GET git/trees/{tree_sha}", 6],
    ["graphql Evidence", 3],
  ])(
    "of reading, at %s, again and again: an error with its cause, in whole, and the next run repairs it",
    async (route, times) => {
      await withGitHub({}, async (github) => {
        const expand = await mergeExpand(github);
        await github.deploy("production", expand.sha, { state: "success" });
        const contract = await openContract(github, expand.number);
        github.faultOnce({ route, ...answers.serverError(502), times });
        const outcome = await judge(github, contract);
        expect(outcome.run.exitCode).toBe(1);
        expect(outcome.status?.state).toBe("error");
        expect(outcome.status?.description).toContain("GitHub answered 502");
        if (outcome.comment !== null)
          expect(outcome.comment).toMatch(/### ⚠️ Could not tell[^]*<\/sub>\n$/);
        const repaired = await judge(github, contract, sweep);
        expect(repaired.status?.state).toBe("success");
        expect(repaired.comment).not.toContain("Could not tell");
      });
    },
  );
});

describe("GraphQL errors with HTTP 200", () => {
  test.each(["graphql PullRequest", "graphql Evidence", "graphql HeadNow", "graphql Blobs"])(
    "at %s are no answer",
    async (route) => {
      await withGitHub({}, async (github) => {
        const { contract } = await passing(github);
        await github.push(contract, { "app/note.txt": "More\n" });
        github.faultOnce({ route, ...answers.graphqlError("Something is off"), times: 9 });
        const outcome = await judge(github, contract);
        expect(outcome.status?.state ?? "none").not.toBe("success");
        expect(outcome.run.exitCode).toBe(1);
      });
    },
  );
});

describe("a runner whose clock is off", () => {
  test.each([
    ["years behind", "2035-05-03T13:00:00Z"],
    ["years ahead", "2016-05-03T13:00:00Z"],
  ])("%s: GitHub's time ends the soak, not earlier and not later", async (_name, now) => {
    await withGitHub({ ...configured("soak: 2h\n"), now }, async (github) => {
      const expand = await mergeExpand(github);
      await github.deploy("production", expand.sha, { state: "success" });
      const contract = await openContract(github, expand.number);
      expect(codes(await judge(github, contract))).toEqual(["soaking"]);
      github.advance({ minutes: 110 });
      expect(codes(await judge(github, contract, sweep))).toEqual(["soaking"]);
      github.advance({ minutes: 11 });
      expect((await judge(github, contract, sweep)).status?.state).toBe("success");
    });
  });
});
