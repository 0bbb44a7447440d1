import { describe, expect, test } from "vitest";
import { workflowPermissions, type FakeGitHub } from "../github/fake-github.ts";
import { dropFullName, shop, withGitHub } from "./stage.ts";
import {
  conditions,
  edit,
  mergeOpening,
  own,
  run,
  theWindow,
  withWindows,
} from "./windows-stage.ts";

describe("a window", () => {
  test("opens when the expand is merged, follows the deployments, and closes with the contract", async () => {
    await withGitHub(withWindows(), async (github) => {
      const before = await github.deploy("production", "main").then(() => github.tip());
      const expand = await mergeOpening(github);
      await run(github, { name: "pull_request_target", number: expand, action: "closed" });
      expect(theWindow(github)).toMatchObject({
        title: "Compatibility window: users.full_name → users.display_name",
        labels: ["compatibility-window"],
        assignees: ["mona"],
        state: "open",
      });
      expect(theWindow(github).body).toContain("| Opened | 3 May 2026 13:00 UTC, by #1 |");
      expect(conditions(github)).toEqual([
        expect.stringMatching(/^\[ \] Deployed: `production` runs `\w{7}` .*, from before #1$/),
        "[ ] No code refers to `users.full_name`: looked for when #1 is live everywhere",
        "[ ] Backfill verified: every old row has its new value",
      ]);

      const deployment = await github.deploy("production", "main");
      await run(github, { name: "deployment_status", deployment });
      expect(conditions(github)).toEqual([
        expect.stringMatching(/^\[x\] Deployed: `production` runs .*, which contains #1$/),
        "[x] No code refers to `users.full_name`: none in 2 files of the branch that is deployed and what `production` runs",
        "[ ] Backfill verified: every old row has its new value",
      ]);

      await github.deploy("production", before);
      await run(github);
      expect(conditions(github)[0]).toMatch(/^\[ \] Deployed: `production` was rolled back/);

      await github.deploy("production", "main");
      const contract = await github.openPullRequest({
        title: "Drop users.full_name",
        body: `Expand-PR: #${expand}`,
        files: dropFullName,
      });
      await github.merge(contract, "squash");
      await run(github);
      expect(conditions(github)[0]).toMatch(
        /^\[ \] Contract deployed: `users.full_name` is gone from `main`; `production` runs `\w{7}`, from before that$/,
      );
      expect(theWindow(github).state).toBe("open");

      await github.deploy("production", "main");
      await run(github);
      expect(theWindow(github)).toMatchObject({ state: "closed", stateReason: "completed" });
      expect(github.comments(theWindow(github).number).map(({ body }) => body)).toEqual([
        "`users.full_name` is gone, in everything that runs: this window is over.",
      ]);
      await run(github);
      expect(theWindow(github).state).toBe("closed");
    });
  });

  test("opens without a word where the author followed the split that the comment shows", async () => {
    await withGitHub(withWindows(), async (github) => {
      const number = await github.openPullRequest({
        title: "Rename users.full_name",
        files: {
          "db/migrations/002_rename.sql":
            "ALTER TABLE users RENAME COLUMN full_name TO display_name;\n",
        },
      });
      await run(github, { name: "pull_request_target", number, action: "opened" });
      await github.push(number, {
        "db/migrations/002_rename.sql": "ALTER TABLE users ADD COLUMN display_name text;\n",
      });
      await run(github, { name: "pull_request_target", number, action: "synchronize" });
      await run(github, { name: "pull_request_target", number, action: "edited" });
      await github.merge(number, "squash");
      await run(github, { name: "pull_request_target", number, action: "closed" });
      expect(theWindow(github)).toMatchObject({
        title: "Compatibility window: users.full_name → users.display_name",
        number: 2,
      });
      await run(github);
      expect(theWindow(github).state).toBe("open");
    });
  });

  test("opens not where the author did otherwise", async () => {
    await withGitHub(withWindows(), async (github) => {
      const files = {
        "db/migrations/002_type.sql": "ALTER TABLE users ALTER COLUMN email TYPE varchar(80);\n",
      };
      const number = await github.openPullRequest({ title: "Narrow users.email", files });
      await run(github, { name: "pull_request_target", number, action: "opened" });
      expect(github.comments(number)[0]?.body).toContain('"column":"email_new"');
      await github.push(number, {
        "db/migrations/002_type.sql": "ALTER TABLE users ADD COLUMN address text;\n",
      });
      await github.merge(number, "squash");
      const { annotations } = await run(github);
      expect(annotations).toEqual([]);
      expect(own(github)).toEqual([]);
    });
  });

  test("keeps what people tick, write and add, and takes back what they tick wrongly", async () => {
    const conditionsOfTeam = "windows: { conditions: ['The <reports> of @acme/data read it'] }\n";
    const options = withWindows();
    await withGitHub(
      {
        ...options,
        files: { ...options.files, ".github/expand-contract.yml": conditionsOfTeam },
      },
      async (github) => {
        await github.deploy("production", "main");
        await mergeOpening(github);
        await run(github);
        edit(github, (body) =>
          body
            .replaceAll("- [ ]", "- [x]")
            .replace("\n<!-- /expand-contract:conditions -->", "\n- [ ] Ask the auditors$&")
            .replace("### Notes", "### Notes\nMeet on Friday.")
            .replaceAll("\n", "\r\n"),
        );
        await run(github);
        expect(conditions(github)).toEqual([
          expect.stringMatching(/^\[ \] Deployed/),
          expect.stringMatching(/^\[ \] No code refers/),
          "[x] Backfill verified: every old row has its new value",
          "[x] The \\<reports\\> of `@acme/data` read it",
          "[ ] Ask the auditors",
        ]);
        expect(theWindow(github).body).toContain("### Notes\nMeet on Friday.");
        github.clearRequests();
        await run(github);
        expect(
          github.requests.filter(({ method, kind }) => method !== "GET" && kind === "rest"),
        ).toEqual([]);
      },
    );
  });

  test("belongs to the code owners of the migration", async () => {
    const files = { ".github/CODEOWNERS": "* @mona\n/db/ @octavia @acme/data # ours\n" };
    await withGitHub(withWindows("", files), async (github) => {
      await mergeOpening(github);
      await run(github);
      expect(theWindow(github).assignees).toEqual(["octavia"]);
      expect(theWindow(github).body).toContain(
        "| Owner | [octavia](https://github.com/octavia), @acme/data |",
      );
    });
  });

  test("is opened once, also by two runs at the same time", async () => {
    await withGitHub(withWindows(), async (github) => {
      await mergeOpening(github);
      await Promise.all([run(github), run(github)]);
      await run(github);
      const open = own(github).filter(({ state }) => state === "open");
      expect(open.map(({ title }) => title).toSorted()).toEqual([
        "Compatibility window: users.full_name → users.display_name",
        "Compatibility windows",
      ]);

      // The second run opens its own just before the first does.
      for (const { number } of own(github)) github.editIssue(number, { state: "closed" });
      await mergeOpeningAgain(github);
      github.faultOnce({ route: "POST issues", before: async () => void (await run(github)) });
      await run(github);
      const twins = own(github).filter(({ title }) => title.endsWith("users.nick_name"));
      expect(twins.map(({ state, stateReason }) => [state, stateReason])).toEqual([
        ["open", null],
        ["closed", "duplicate"],
      ]);
    });
  });

  test("that somebody closed by hand stays closed", async () => {
    await withGitHub(withWindows(), async (github) => {
      await mergeOpening(github);
      await run(github);
      github.editIssue(theWindow(github).number, { state: "closed" });
      await run(github);
      expect(theWindow(github).state).toBe("closed");
    });
  });

  test("ends when its expand is reverted", async () => {
    await withGitHub(withWindows(), async (github) => {
      const expand = await mergeOpening(github);
      await run(github);
      await github.revert(expand);
      await run(github);
      expect(theWindow(github)).toMatchObject({ state: "closed", stateReason: "not_planned" });
      expect(github.comments(theWindow(github).number)[0]?.body).toBe(
        "`users.display_name` is no longer in the schema of `main`: #1 was taken back, and `users.full_name` stays: this window is over.",
      );
    });
  });
});

async function mergeOpeningAgain(github: FakeGitHub): Promise<void> {
  const number = await github.openPullRequest({
    title: "Add users.nick_name",
    body: "Compatibility-Window: `users.full_name` → `users.nick_name`",
    files: { "db/migrations/003_nick.sql": "ALTER TABLE users ADD COLUMN nick_name text;\n" },
  });
  await github.merge(number, "squash");
}

describe("what is no window", () => {
  test("windows are off unless the configuration asks for them, and cost nothing then", async () => {
    await withGitHub({ files: shop }, async (github) => {
      const expand = await mergeOpening(github);
      github.clearRequests();
      await run(github, { name: "pull_request_target", number: expand, action: "closed" });
      await run(github);
      expect(github.requests.map(({ operation }) => operation)).toEqual([
        "graphql PullRequest",
        "graphql DefaultBranch",
        "graphql OpenPullRequests",
      ]);
      expect(github.issues()).toEqual([]);
    });
  });

  test("an issue that somebody else wrote with our marker is left alone", async () => {
    await withGitHub(withWindows(), async (github) => {
      await mergeOpening(github);
      await run(github);
      const { body } = theWindow(github);
      github.editIssue(theWindow(github).number, { state: "closed" });
      const forged = github.openIssue({
        title: "Compatibility window",
        body: body.replace('"full_name"', '"email"'),
        labels: ["compatibility-window"],
      });
      await github.deploy("production", "main");
      await run(github);
      expect(github.issues().find(({ number }) => number === forged)?.body).toContain('"email"');
      expect(github.issues().find(({ number }) => number === forged)?.body).toContain(
        "- [ ] Deployed",
      );
    });
  });

  test("shapes that the pull request did not bring are told, and open nothing", async () => {
    await withGitHub(withWindows(), async (github) => {
      await mergeOpening(
        github,
        "Compatibility-Window: users.full_name -> users.name\nCompatibility-Window: users.nothing -> users.display_name",
      );
      const { annotations } = await run(github);
      expect(annotations.map(({ level, message }) => [level, message])).toEqual([
        [
          "warning",
          "#1 opens no compatibility window `users.full_name -> users.name`: its migrations add no column, table or view `users.name`. Name what they add.",
        ],
        [
          "warning",
          "#1 opens no compatibility window `users.nothing -> users.display_name`: the schema has no column, table or view `users.nothing`, or several. Name it with its table and schema.",
        ],
      ]);
      expect(github.issues()).toEqual([]);
    });
  });

  test("a token that may not write issues is told, and nothing else fails", async () => {
    const options = { ...withWindows(), permissions: { ...workflowPermissions, issues: "read" } };
    await withGitHub(
      { ...options, permissions: { ...workflowPermissions, issues: "read" } },
      async (github) => {
        await mergeOpening(github);
        const { annotations } = await run(github);
        expect(annotations.map(({ message }) => message)).toEqual([
          "Could not open an issue in `acme/shop`: the token lacks `issues: write`. Add it under `permissions:` in the workflow. For a pull request from a fork, `pull_request` gives a read-only token whatever the workflow says: use `pull_request_target`.",
        ]);
      },
    );
    await withGitHub({ ...options, permissions: workflowPermissions }, async (github) => {
      await mergeOpening(github);
      const { annotations } = await run(github);
      expect(annotations.map(({ message }) => message)).toEqual([
        "The compatibility windows could not be looked after. Could not read the issues of `acme/shop` with the label `compatibility-window`: the token lacks `issues: read`. Add it under `permissions:` in the workflow.",
      ]);
    });
  });
});
