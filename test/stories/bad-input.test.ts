import { describe, expect, test } from "vitest";
import { renderHtml } from "../demo/render-html.ts";
import { codes, judge, shop, withGitHub } from "./stage.ts";
import type { FileChanges } from "../github/git/fast-import.ts";

/** Files of a pull request that cannot be read as they should be, and what its author reads. */
const unreadable: readonly (readonly [name: string, files: FileChanges, message: RegExp])[] = [
  [
    "invalid SQL",
    { "db/migrations/002_broken.sql": "ALTER TABEL users ADD COLUMN a text;\n" },
    /syntax error at or near .{0,4}TABEL/,
  ],
  [
    "a binary file",
    { "db/migrations/002_binary.sql": Buffer.from([0, 159, 146, 150, 0, 1, 2, 3]) },
    /002_binary\.sql/,
  ],
  [
    "invalid UTF-8",
    { "db/migrations/002_latin.sql": Buffer.from("SELECT 'caf\xe9';\n", "latin1") },
    /UTF-8/,
  ],
  [
    "a symbolic link",
    { "db/migrations/002_link.sql": { symlink: "/etc/passwd" } },
    /symbolic link/,
  ],
  [
    "a submodule in the place of the folder",
    { "db/migrations/001_create_users.sql": null, "db/migrations": { submodule: "a".repeat(40) } },
    /submodule/,
  ],
  [
    "SQL nested 10,000 deep",
    { "db/migrations/002_deep.sql": `SELECT ${"(".repeat(10_000)}1${")".repeat(10_000)};\n` },
    /002_deep\.sql/,
  ],
  [
    "a file of 6 MB",
    { "db/migrations/002_large.sql": `INSERT INTO users (email) VALUES ('a');\n`.repeat(160_000) },
    /too many to be read/,
  ],
];

describe("what cannot be read never passes, and is told", () => {
  test.each(unreadable)("%s", async (_name, files, message) => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Odd", files });
      const outcome = await judge(github, number);
      expect(outcome.run.exitCode).toBe(0);
      expect(outcome.status).toMatchObject({ state: "failure" });
      expect(codes(outcome)).toContain("unreadable-change");
      expect(outcome.comment).toMatch(message);
    });
  });

  test("invalid SQL beside a drop: both are reported", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Both",
        files: {
          "db/migrations/002_both.sql":
            "ALTER TABEL users ADD a text;\nALTER TABLE users DROP COLUMN full_name;\n",
        },
      });
      const outcome = await judge(github, number);
      expect([...codes(outcome)].sort()).toEqual(["no-link", "unreadable-change"]);
      expect(outcome.comment).toContain("full_name");
      expect(outcome.comment).toContain("TABEL");
    });
  });

  test("names with quotes, line breaks, backticks and pipes break no layout and mention nobody", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Hostile `names` | @everyone",
        files: {
          "db/migrations/002_a`b|c @everyone <img src=x>.sql":
            'ALTER TABLE users DROP COLUMN "full`name| @everyone\n</details><script>alert(1)</script> [x](http://evil.example)";\n',
        },
      });
      const outcome = await judge(github, number);
      expect(outcome.status?.state).toBe("failure");
      // As GitHub would show it: what is outside code is alive.
      const html = renderHtml("Hostile", outcome.comment ?? "").replace(
        /<style>.*?<\/style>/gs,
        "",
      );
      expect(html).not.toMatch(/<script|<img|evil\.example"/);
      expect(html.match(/<\/details>/g)).toHaveLength(html.match(/<details>/g)?.length ?? 0);
      const alive = html.replace(/<(code|pre)[^>]*>.*?<\/\1>/gs, "");
      expect(alive).not.toContain("@everyone");
      expect(html.match(/<tr>/g)).toHaveLength(2);
    });
  });

  test("an empty repository before its first migration", async () => {
    await withGitHub({ files: { "README.md": "# Shop\n" } }, async (github) => {
      const number = await github.openPullRequest({ title: "First", files: shop });
      const outcome = await judge(github, number);
      expect(outcome.status?.state).toBe("success");
    });
  });
});

describe("size", () => {
  test("4,000 changed files, one of them a drop", async () => {
    const files: Record<string, string> = {
      "db/migrations/002_drop.sql": "ALTER TABLE users DROP COLUMN full_name;\n",
    };
    for (let position = 0; position < 4_000; position += 1)
      files[`app/generated/file_${position}.ts`] = `export const n = ${position};\n`;
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({ title: "Large", files });
      github.clearRequests();
      const outcome = await judge(github, number);
      expect(codes(outcome)).toEqual(["no-link"]);
      expect(github.requests.length).toBeLessThanOrEqual(12);
    });
  });

  test("a tree that GitHub truncates is walked", async () => {
    await withGitHub({ limits: { treeEntries: 3 } }, async (github) => {
      const number = await github.openPullRequest({
        title: "Drop",
        files: { "db/migrations/002_drop.sql": "ALTER TABLE users DROP COLUMN full_name;\n" },
      });
      expect(codes(await judge(github, number))).toEqual(["no-link"]);
    });
  });

  test("a seed file of 20 MB is not even fetched", async () => {
    await withGitHub({}, async (github) => {
      const number = await github.openPullRequest({
        title: "Seed",
        files: {
          "db/seeds/products.sql":
            `INSERT INTO products VALUES (1, 'a product of the shop');\n`.repeat(350_000),
          "db/migrations/002_add.sql":
            "SET lock_timeout = '5s';\nALTER TABLE users ADD COLUMN age integer;\n",
        },
      });
      const outcome = await judge(github, number);
      expect(outcome.status).toMatchObject({
        state: "success",
        description: "1 additive change; running code keeps working",
      });
    });
  });
});

describe("history is rewritten", () => {
  const base = {
    ...shop,
    "db/migrations/002_add_age.sql": "ALTER TABLE users ADD COLUMN age integer;\n",
    "db/migrations/003_drop_age.sql": "ALTER TABLE users DROP COLUMN age;\n",
  };

  test.each<[name: string, files: FileChanges]>([
    [
      "a comment",
      {
        "db/migrations/002_add_age.sql":
          "-- Age in years.\nALTER TABLE users   ADD COLUMN age integer;\n",
      },
    ],
    ["a deleted file", { "db/migrations/003_drop_age.sql": null }],
    [
      "a renumbered file",
      {
        "db/migrations/003_drop_age.sql": null,
        "db/migrations/004_drop_age.sql": "ALTER TABLE users DROP COLUMN age;\n",
      },
    ],
    [
      "a squash",
      {
        "db/migrations/001_create_users.sql": null,
        "db/migrations/002_add_age.sql": null,
        "db/migrations/003_drop_age.sql": null,
        "db/migrations/004_all.sql": `${shop["db/migrations/001_create_users.sql"]}ALTER TABLE users ADD COLUMN age integer;\nALTER TABLE users DROP COLUMN age;\n`,
      },
    ],
    [
      "a move to another folder",
      Object.fromEntries(
        Object.entries(base).flatMap(([path, text]) =>
          path.endsWith(".sql")
            ? [
                [path, null],
                [path.replace("db/migrations", "database/migrations"), text],
              ]
            : [],
        ),
      ),
    ],
  ])("%s is no drop", async (_name, files) => {
    await withGitHub({ files: base }, async (github) => {
      const number = await github.openPullRequest({ title: "Tidy up", files });
      const outcome = await judge(github, number);
      expect(outcome.status?.state).toBe("success");
      expect(
        codes(outcome).every((code) => code === "edited-history" || code === "out-of-order"),
      ).toBe(true);
    });
  });

  test("a Flyway baseline beside the history that it stands for runs nowhere", async () => {
    const files = {
      "db/migration/V1__users.sql": shop["db/migrations/001_create_users.sql"],
      "db/migration/V2__age.sql": "ALTER TABLE users ADD COLUMN age integer;\n",
    };
    await withGitHub({ files }, async (github) => {
      const number = await github.openPullRequest({
        title: "Baseline",
        files: {
          "db/migration/B2__all.sql": `${files["db/migration/V1__users.sql"]}ALTER TABLE users ADD COLUMN age integer CHECK (age > 0);\n`,
        },
      });
      expect((await judge(github, number)).status?.state).toBe("success");
    });
  });

  test("a statement added to an old migration is judged like a new one", async () => {
    await withGitHub({ files: base }, async (github) => {
      const number = await github.openPullRequest({
        title: "Edit",
        files: {
          "db/migrations/002_add_age.sql":
            "ALTER TABLE users ADD COLUMN age integer;\nALTER TABLE users DROP COLUMN full_name;\n",
        },
      });
      expect(codes(await judge(github, number))).toEqual(["no-link", "edited-history"]);
    });
  });

  test("a move into a folder that runs makes its statements live", async () => {
    const files = {
      ...base,
      "db/attic/010_drop.sql": "ALTER TABLE users DROP COLUMN full_name;\n",
    };
    await withGitHub({ files }, async (github) => {
      const number = await github.openPullRequest({
        title: "Move",
        files: {
          "db/attic/010_drop.sql": null,
          "db/migrations/010_drop.sql": "ALTER TABLE users DROP COLUMN full_name;\n",
        },
      });
      expect(codes(await judge(github, number))).toContain("no-link");
    });
  });

  test("a renumbered drop that would hit a column made since is judged", async () => {
    const files = {
      ...base,
      "db/migrations/004_add_age_again.sql": "ALTER TABLE users ADD COLUMN age integer;\n",
    };
    await withGitHub({ files }, async (github) => {
      const number = await github.openPullRequest({
        title: "Renumber",
        files: {
          "db/migrations/003_drop_age.sql": null,
          "db/migrations/005_drop_age.sql": "ALTER TABLE users DROP COLUMN age;\n",
        },
      });
      expect(codes(await judge(github, number))).toContain("no-link");
    });
  });
});
