import { describe, expect, test } from "vitest";
import type { FakeGitHub } from "../github/fake-github.ts";
import { answers } from "../github/http/faults.ts";
import { addDisplayName, judge, look, openContract, withGitHub } from "./stage.ts";

const dropOf = (file: string, sql: string): Readonly<Record<string, string>> => ({
  [`db/migrations/${file}`]: `SET lock_timeout = '5s';\n${sql}\n`,
});

function open(
  github: FakeGitHub,
  title: string,
  files: Readonly<Record<string, string>>,
): Promise<number> {
  return github.openPullRequest({ title, files });
}

describe("two open pull requests", () => {
  test("that contract the same say so, both", async () => {
    await withGitHub({}, async (github) => {
      const first = await openContract(github, null);
      await judge(github, first);
      expect(look(github, first).comment).not.toContain("open as well");
      const second = await open(
        github,
        "Drop users",
        dropOf("004_drop_users.sql", "DROP TABLE users;"),
      );
      const outcome = await judge(github, second);
      expect(outcome.comment).toMatch(
        new RegExp(
          `\\*\\*Note:\\*\\* \\[#${first}\\]\\(.*/pull/${first}\\), open as well, contracts the same: drop column \`users.full_name\``,
        ),
      );
      expect(look(github, first).comment).toContain(
        "open as well, contracts the same: drop table `users`",
      );
      expect(outcome.result.reasons.map(({ code }) => code)).toEqual(["no-link"]);
    });
  });

  test("that take the same version say so, both, and no longer when one takes another", async () => {
    await withGitHub({}, async (github) => {
      const first = await open(github, "Add users.display_name", addDisplayName);
      await judge(github, first);
      const second = await open(
        github,
        "Add users.age",
        dropOf("002_add_age.sql", "ALTER TABLE users ADD COLUMN age int;"),
      );
      const outcome = await judge(github, second);
      expect(outcome.status?.state).toBe("success");
      expect(outcome.comment).toContain(
        "open as well, takes version `002` too (`db/migrations/002_add_display_name.sql`)",
      );
      expect(look(github, first).comment).toContain("(`db/migrations/002_add_age.sql`)");

      await github.push(second, {
        "db/migrations/002_add_age.sql": null,
        ...dropOf("003_add_age.sql", "ALTER TABLE users ADD COLUMN age int;"),
      });
      const renumbered = await judge(github, second);
      expect(renumbered.comment).not.toContain("open as well");
      expect(look(github, first).comment).not.toContain("open as well");
    });
  });

  test("of which one is closed leave no note on the other", async () => {
    await withGitHub({}, async (github) => {
      const first = await open(github, "Add users.display_name", addDisplayName);
      const second = await open(
        github,
        "Add users.age",
        dropOf("002_add_age.sql", "ALTER TABLE users ADD COLUMN age int;"),
      );
      await judge(github, second);
      expect(look(github, first).comment).toContain("open as well");
      github.closePullRequest(second);
      const closed = { name: "pull_request_target", number: second, action: "closed" } as const;
      await judge(github, second, closed);
      expect(look(github, first).comment).not.toContain("open as well");
    });
  });

  test("of which one is stacked on the other have nothing to say", async () => {
    await withGitHub({}, async (github) => {
      const first = await open(github, "Add users.display_name", addDisplayName);
      await open(github, "Stacked", {
        ...addDisplayName,
        ...dropOf("003_add_age.sql", "ALTER TABLE users ADD COLUMN age int;"),
      });
      expect((await judge(github, first)).comment).not.toContain("open as well");
    });
  });

  test("cost one request, and none where no other changes the same folder", async () => {
    await withGitHub({}, async (github) => {
      const first = await openContract(github, null);
      await open(github, "Docs", { "README.md": "# More\n" });
      const reads = (): readonly string[] =>
        github.requests.flatMap(({ operation }) => operation ?? []);
      github.clearRequests();
      await judge(github, first);
      expect(reads()).not.toContain("graphql FilesAt");
      const drop = dropOf("004_drop.sql", "ALTER TABLE users DROP COLUMN full_name;");
      const second = await open(github, "Drop", drop);
      github.clearRequests();
      await judge(github, second);
      // One for each of the two, because the note is said on both.
      expect(reads().filter((one) => one === "graphql FilesAt")).toHaveLength(2);
      github.clearRequests();
      await judge(github, second);
      expect(reads().filter((one) => one === "graphql FilesAt")).toHaveLength(1);
    });
  });

  test.each([
    ["listed", "graphql $openInto", "graphql HeadNow"],
    ["read", "graphql FilesAt", "graphql FilesAt"],
  ])("are judged though GitHub cannot have the others %s", async (_name, route, operation) => {
    await withGitHub({}, async (github) => {
      const first = await openContract(github, null);
      await open(
        github,
        "Drop",
        dropOf("004_drop.sql", "ALTER TABLE users DROP COLUMN full_name;"),
      );
      github.faultOnce({
        route,
        ...answers.graphqlError("Something went wrong", "SERVICE_UNAVAILABLE"),
      });
      const outcome = await judge(github, first);
      expect(outcome.status?.state).toBe("failure");
      expect(outcome.comment).not.toContain("open as well");
      expect(github.requests.some((one) => one.operation === operation)).toBe(true);
    });
  });
});
